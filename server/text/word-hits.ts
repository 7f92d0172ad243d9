import { Prisma } from "../data/client.ts";

/** The newest hits of each word that are looked at: an index seek, however large the section is. */
export const MOST_HITS = 200;

/** Raw SQL: one index seek for each word, the newest of each, in one statement; the models would ask once a word. */
export const hitsIn = (table: Prisma.Sql, id: Prisma.Sql, words: readonly string[]): Prisma.Sql =>
  Prisma.join(
    words.map((word) => Prisma.sql`SELECT * FROM (SELECT "word", ${id} AS "id" FROM ${table} WHERE "word" = ${word} ORDER BY ${id} DESC LIMIT ${MOST_HITS}) h`),
    " UNION ALL ",
  );
