interface Cause {
  kind?: string;
  originalCode?: string;
}

/** What the database itself said of a failure, through the models as well as through raw SQL; "" when it said nothing. */
export function driverCodes(error: unknown): { prisma: string; kind: string; original: string } {
  const { code, meta, cause } = (error ?? {}) as { code?: string; meta?: { code?: string; driverAdapterError?: { cause?: Cause } }; cause?: Cause };
  const said = meta?.driverAdapterError?.cause ?? cause ?? {};
  return { prisma: code ?? "", kind: said.kind ?? "", original: said.originalCode ?? meta?.code ?? "" };
}
