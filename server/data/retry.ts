import { driverCodes } from "./driver-error.ts";

const PASSING = new Set(["P2034", "P1008", "40001", "40P01", "TransactionWriteConflict", "SocketTimeout"]);

/** Whether the same transaction may succeed a moment later: a lost race (PostgreSQL) or a busy file (SQLite). */
export function isPassing(error: unknown): boolean {
  const { prisma, kind, original } = driverCodes(error);
  return PASSING.has(prisma) || PASSING.has(kind) || PASSING.has(original) || original.startsWith("SQLITE_BUSY");
}
