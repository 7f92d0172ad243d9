export interface Row {
  name: string;
  value: number;
  unit: string;
  note?: string;
  /** What the project aims at. */
  aim?: number;
}

/** The rows as people read them. */
export function printed(rows: readonly Row[]): string {
  const number = (value: number) => (value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2));
  return rows
    .map(({ name, value, unit, note, aim }) => `| ${name} | ${number(value)} ${unit} | ${aim === undefined ? "" : `${aim} ${unit}`} | ${note ?? ""} |`)
    .join("\n");
}
