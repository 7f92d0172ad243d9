import { type FieldError, Invalid, Problem } from "../core/problems.ts";
import { driverCodes } from "./driver-error.ts";

/** Does `work`; where a unique index holds its value already, `instead`. */
export async function ifTaken<T, U>(work: () => Promise<T>, instead: (error: unknown) => U | Promise<U>): Promise<T | U> {
  try {
    return await work();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return instead(error);
  }
}

/** Does `work`. @throws `refusal` where a unique index holds its value already; Invalid where that is a field's error */
export const unlessTaken = <T>(refusal: FieldError | Problem, work: () => Promise<T>): Promise<T> =>
  ifTaken(work, () => {
    throw refusal instanceof Problem ? refusal : new Invalid([refusal]);
  });

/** Whether `error` says that a unique index already holds this value, on either database. */
function isDuplicate(error: unknown): boolean {
  const { prisma, kind, original } = driverCodes(error);
  return prisma === "P2002" || kind === "UniqueConstraintViolation" || original === "23505" || original.startsWith("SQLITE_CONSTRAINT_UNIQUE");
}

/** PostgreSQL's words for a value that no column can hold: a NUL in a text, a number out of range. */
const IMPOSSIBLE = new Set(["22021", "22003", "22P02"]);

/** Whether `error` says that a value cannot exist in the database at all: then nothing can be found by it. */
export const isImpossible = (error: unknown): boolean => IMPOSSIBLE.has(driverCodes(error).original);
