/** How a long table is asked for: which rows, in which order, which part of it. */
export interface Arrangement {
  /** Name of a column, with "-" before it from high to low; null: the list's own order. */
  sort: string | null;
  page: number;
}

export interface Arranged<Row> {
  rows: Row[];
  /** Of all pages, how many rows. */
  total: number;
  pageNumber: number;
  pageCount: number;
}

/** What a column is sorted by; null (nothing to compare) comes last in both directions. */
export type SortValue<Row> = (row: Row, column: string) => number | string | null;

/** `rows` in the order asked for, and of them one page of `perPage`; a page that is not there gives the last one. Equal rows keep their order. */
export function arranged<Row>(rows: readonly Row[], { sort, page }: Arrangement, perPage: number, valueIn: SortValue<Row>): Arranged<Row> {
  const pageCount = Math.max(1, Math.ceil(rows.length / perPage));
  const pageNumber = Math.min(Math.max(1, page), pageCount);
  return { rows: sorted(rows, sort, valueIn).slice((pageNumber - 1) * perPage, pageNumber * perPage), total: rows.length, pageNumber, pageCount };
}

function sorted<Row>(rows: readonly Row[], sort: string | null, valueIn: SortValue<Row>): readonly Row[] {
  if (sort === null) return rows;
  const { column, sign } = directionOf(sort);
  const keyed = rows.map((row) => ({ row, value: valueIn(row, column) }));
  keyed.sort((one, other) => {
    if (one.value === null || other.value === null) return Number(one.value === null) - Number(other.value === null);
    return sign * compare(one.value, other.value);
  });
  return keyed.map(({ row }) => row);
}

const directionOf = (sort: string) => (sort.startsWith("-") ? { column: sort.slice(1), sign: -1 } : { column: sort, sign: 1 });

const words = new Intl.Collator("zh-Hans-u-co-pinyin");
const compare = (one: number | string, other: number | string): number =>
  typeof one === "number" && typeof other === "number" ? one - other : words.compare(String(one), String(other));

/** What the head of `column` says and leads to when the table is sorted by `sort`: first one way, then the other, then back. @param first the way that is asked for first */
export function sortLink(
  sort: string | null,
  column: string,
  first: "ascending" | "descending",
): { sorted: "ascending" | "descending" | null; next: string | null } {
  const up = column;
  const down = `-${column}`;
  const [one, other] = first === "ascending" ? [up, down] : [down, up];
  if (sort === one) return { sorted: first, next: other };
  if (sort === other) return { sorted: first === "ascending" ? "descending" : "ascending", next: null };
  return { sorted: null, next: one };
}
