/** The beginnings of the issuers whose cards are used here, with the lengths of their numbers. Source: ISO/IEC 7812-1 and the issuers' published ranges. */
const ISSUERS: readonly [RegExp, readonly number[]][] = [
  [/^(?:62|81)/, [16, 17, 18, 19]], // UnionPay
  [/^(?:60|69|955)/, [16, 17, 18, 19]], // mainland debit cards of before UnionPay
  [/^4/, [13, 16, 17, 18, 19]], // Visa, and mainland debit cards
  [/^5/, [16, 17, 18, 19]], // Mastercard, Maestro, and mainland debit cards
  [/^(?:222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]], // Mastercard
  [/^3[47]/, [15]], // American Express
  [/^35(?:2[89]|[3-8])/, [16]], // JCB
  [/^3(?:0[0-5]|[689])/, [14, 16]], // Diners Club
  [/^6(?:4[4-9]|5)/, [16, 19]], // Discover
];

/** Whether the digits are a bank-card number: a known issuer, its length, and the check digit of ISO/IEC 7812-1 (Luhn). */
export const isBankCard = (digits: string): boolean =>
  ISSUERS.some(([beginning, lengths]) => beginning.test(digits) && lengths.includes(digits.length)) && passesLuhn(digits) && !/^(\d)\1+$/.test(digits);

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
