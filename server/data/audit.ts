import { now } from "../core/clock.ts";
import type { Tx } from "./client.ts";

/** Writes down who decided what, in the transaction of the decision. @param subject e.g. "thread:12" @param detail never a secret */
export const record = (tx: Tx, actorId: number | null, action: string, subject: string, detail: object = {}): Promise<unknown> =>
  tx.auditEntry.create({ data: { at: now(), actorId, action, subject, detail: JSON.stringify(detail) } });
