const PASSING = new Set(["P2034", "P1008", "40001", "40P01", "SQLITE_BUSY"]);

/** Whether the same transaction may succeed a moment later: a lost race (PostgreSQL) or a busy file (SQLite). */
export function isPassing(error: unknown): boolean {
  const { code, meta, message } = error as { code?: string; meta?: { code?: string }; message?: string };
  if (code === "P2010" && meta?.code) return PASSING.has(meta.code);
  return PASSING.has(code ?? "") || /TransactionWriteConflict|SocketTimeout|database is locked/.test(message ?? "");
}
