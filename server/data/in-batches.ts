const AT_ONCE = 200;

/**
 * All rows of a query that is too large to be read at once, in the order of their key: rows that stay in the query never stand in the way
 * of those after them. @param read the rows whose key is greater than `after`, by key, at most `limit` of them
 */
export async function* inBatches<Row>(
  read: (after: number, limit: number) => Promise<Row[]>,
  keyOf: (row: Row) => number,
  limit = AT_ONCE,
): AsyncGenerator<Row[], void> {
  for (let after = 0; ; ) {
    const rows = await read(after, limit);
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    after = keyOf(rows.at(-1)!);
  }
}

/** The same for rows whose key is their id. */
export const inBatchesById = <Row extends { id: number }>(read: (after: number, limit: number) => Promise<Row[]>): AsyncGenerator<Row[], void> =>
  inBatches(read, ({ id }) => id);
