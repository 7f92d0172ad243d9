import { driverCodes } from "./driver-error.ts";

/** Whether `error` says that a unique index already holds this value, on either database. */
export function isDuplicate(error: unknown): boolean {
  const { prisma, kind, original } = driverCodes(error);
  return prisma === "P2002" || kind === "UniqueConstraintViolation" || original === "23505" || original.startsWith("SQLITE_CONSTRAINT_UNIQUE");
}

/** PostgreSQL's words for a value that no column can hold: a NUL in a text, a number out of range. */
const IMPOSSIBLE = new Set(["22021", "22003", "22P02"]);

/** Whether `error` says that a value cannot exist in the database at all: then nothing can be found by it. */
export const isImpossible = (error: unknown): boolean => IMPOSSIBLE.has(driverCodes(error).original);
