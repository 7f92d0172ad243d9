import { z } from "zod";
import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { monthsAfter, startOf } from "../calendar/month.ts";
import { monthInput } from "../calendar/month-inputs.ts";
import { config } from "../core/config.ts";
import { cursorInput, keysetPage, limitInput, readIdCursor } from "../core/paging.ts";
import { db } from "../data/client.ts";
import { type AuditDetail, detailsOf } from "./audit-details.ts";
import { type AuditSubject, subjectsOf } from "./audit-subjects.ts";

/** `action` is one ("thread.moved"), a group ("thread"), "all", or nothing: all but the plain credits. `subject` is "thread:12", or 12 for that. */
export const AuditQuery = z.object({
  action: z
    .string()
    .regex(/^[\w.]{0,60}$/, "wrongType")
    .default(""),
  actor: z.string().trim().max(64, "tooLong").default(""),
  subject: z.string().trim().max(80, "tooLong").default(""),
  month: monthInput.or(z.literal("")).default(""),
  limit: limitInput.default(50),
  cursor: cursorInput,
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** An entry of the audit trail. */
export interface AuditRow {
  id: number;
  at: string;
  /** Null: by the rules, without a person. */
  actor: { username: string; displayName: string } | null;
  action: string;
  subject: AuditSubject;
  details: AuditDetail[];
}

/** There are as many as posts that count, and each stands on its thread (docs/decisions/016). */
const PLAIN = "credit.given";

/** A keyset page of the audit trail, newest first. @throws Forbidden, Invalid (unknown cursor) */
export async function auditTrail(actor: Actor, query: AuditQuery) {
  const { rows: entries, nextCursor } = await auditEntries(actor, query);
  const details = new Map(entries.map(({ id, action, detail }) => [id, detailsOf(action, detail)]));
  const names = await subjectsOf(actor, entries, [...details.values()].flat());
  const rows = entries.map(({ id, at, action, subject, actorId }): AuditRow => {
    return { id, at: at.toISOString(), actor: names.account(actorId), action, subject: names.subject(subject), details: details.get(id)!.map(names.detail) };
  });
  return { rows, nextCursor };
}

/** The same as it was recorded, for the API. */
export async function auditJson(actor: Actor, query: AuditQuery) {
  const { rows: entries, nextCursor } = await auditEntries(actor, query);
  const names = await subjectsOf(actor, entries, []);
  const items = entries.map(({ id, at, actorId, action, subject, detail }) => ({
    id,
    at: at.toISOString(),
    actor: names.account(actorId)?.username ?? null,
    action,
    subject,
    detail: JSON.parse(detail) as object,
  }));
  return { items, nextCursor };
}

async function auditEntries(actor: Actor, { action, actor: by, subject, month, limit, cursor }: AuditQuery) {
  allow(actor, "readAudit", {});
  const after = readIdCursor(cursor);
  const person = by === "" ? null : await db.account.findFirst({ where: { OR: [{ username: by }, { displayName: by }] }, select: { id: true } });
  const found = await db.auditEntry.findMany({
    where: {
      ...actionFilter(action),
      ...(by !== "" && { actorId: person?.id ?? NOBODY }),
      ...(subject !== "" && { subject: /^\d+$/.test(subject) ? `thread:${subject}` : subject }),
      ...(month !== "" && { at: { gte: startOf(month, config().timeZone), lt: startOf(monthsAfter(month, 1), config().timeZone) } }),
      ...(after !== null && { id: { lt: after } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return keysetPage(found, limit, ({ id }) => [id]);
}

const NOBODY = -1;

function actionFilter(action: string) {
  if (action === "all") return {};
  if (action === "") return { action: { not: PLAIN } };
  return { action: action.includes(".") ? action : { startsWith: `${action}.` } };
}
