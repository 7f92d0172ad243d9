/** Whether `error` says that a unique index already holds this value, on either database. */
export function isDuplicate(error: unknown): boolean {
  const { code, meta, message } = error as { code?: string; meta?: { code?: string }; message?: string };
  return (
    code === "P2002" ||
    (code === "P2010" && /^(23505|2067|1555)$/.test(meta?.code ?? "")) ||
    /UniqueConstraintViolation|UNIQUE constraint failed/.test(message ?? "")
  );
}
