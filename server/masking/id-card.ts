/** Provinces and the special regions' residence permits, the first two digits. Source: GB/T 2260. */
const REGIONS = new Set("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(" "));
/** Source: GB 11643-1999, section 4.2.4 (ISO 7064, MOD 11-2). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";
const FIRST_YEAR = 1900;
const DAY_MS = 24 * 3600 * 1000;

/**
 * Whether 18 signs are a mainland ID-card number: its region, a day of birth that has been, and its check sign (GB 11643-1999).
 * @param asOf nobody is born after it
 */
export function isIdCard(signs: string, asOf: Date): boolean {
  if (!/^\d{17}[\dXx]$/.test(signs) || !REGIONS.has(signs.slice(0, 2))) return false;
  if (!wasDay(signs.slice(6, 10), signs.slice(10, 12), signs.slice(12, 14), asOf)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(signs[index]), 0);
  return CHECKS[sum % 11] === signs[17]!.toUpperCase();
}

/** The same for the 15 digits of before 1999, which have no check sign: a whole region code and a day of the twentieth century. */
export function isOldIdCard(digits: string, asOf: Date): boolean {
  if (!/^\d{15}$/.test(digits) || !REGIONS.has(digits.slice(0, 2)) || digits.slice(2, 4) === "00" || digits.slice(4, 6) === "00") return false;
  return wasDay(`19${digits.slice(6, 8)}`, digits.slice(8, 10), digits.slice(10, 12), asOf);
}

function wasDay(year: string, month: string, day: string, asOf: Date): boolean {
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
  return exists && Number(year) >= FIRST_YEAR && date.getTime() < asOf.getTime() + DAY_MS; // a day more: somewhere it is tomorrow
}
