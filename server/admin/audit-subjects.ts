import type { Actor } from "../access/actor.ts";
import { visibleThreads } from "../access/visible-threads.ts";
import { peopleOf } from "../accounts/names.ts";
import { boardUrl, threadUrl, url } from "../core/urls.ts";
import { db } from "../data/client.ts";
import type { AuditDetail } from "./audit-details.ts";

/** What an entry of the audit trail is about. */
export interface AuditSubject {
  /** "thread", "town", "month" … */
  type: string;
  /** Its name as people know it, else what was recorded. */
  text: string;
  url: string | null;
  /** The trail of this one thing. */
  trailUrl: string;
}

interface Entry {
  actorId: number | null;
  subject: string;
}

/** The names of everything that `entries` and `details` refer to, asked for at once, as far as `reader` may read it. */
export async function subjectsOf(reader: Actor, entries: readonly Entry[], details: readonly AuditDetail[]) {
  const idsOf = (type: string) =>
    entries.flatMap(({ subject }) => (subject.startsWith(`${type}:`) ? [Number(subject.slice(type.length + 1))] : [])).filter(Number.isInteger);
  const inDetails = (as: AuditDetail["as"]) => details.flatMap((detail) => (detail.as === as ? [Number(detail.value)] : []));
  const people = [...idsOf("account"), ...entries.flatMap(({ actorId }) => actorId ?? [])];
  const [threads, towns, departments, accountOf] = await Promise.all([
    db.thread.findMany({
      where: { id: { in: [...idsOf("thread"), ...inDetails("thread")] }, ...visibleThreads(reader).where },
      select: { id: true, title: true },
    }),
    db.town.findMany({ where: { id: { in: [...idsOf("town"), ...inDetails("town")] } }, select: { id: true, name: true, slug: true } }),
    db.department.findMany({ where: { id: { in: inDetails("department") } }, select: { id: true, name: true } }),
    peopleOf(people),
  ]);
  const byId = <T extends { id: number }>(rows: T[]) => new Map(rows.map((row) => [row.id, row]));
  const [threadOf, townOf] = [byId(threads), byId(towns)];
  const officeOf = { town: townOf, department: byId(departments) };
  return {
    account: (id: number | null) => (id === null ? null : (accountOf.get(id) ?? null)),
    subject: (subject: string): AuditSubject => {
      const [type = "", id = ""] = subject.split(/:(.*)/s);
      const known = { thread: threadOf.get(Number(id))?.title, town: townOf.get(Number(id))?.name, account: accountOf.get(Number(id))?.displayName };
      const text = known[type as "thread"] ?? id;
      return { type, text, url: placeOf(type, id, townOf.get(Number(id))?.slug), trailUrl: url("/admin/audit", { action: "all", subject }) };
    },
    /** A number that means a town or a department as its name. */
    detail: (detail: AuditDetail): AuditDetail => {
      if (detail.as !== "town" && detail.as !== "department") return detail;
      return { ...detail, as: "text", value: officeOf[detail.as].get(Number(detail.value))?.name ?? detail.value };
    },
  };
}

function placeOf(type: string, id: string, slug: string | undefined): string | null {
  if (type === "thread") return threadUrl(Number(id));
  if (type === "town") return slug ? boardUrl(slug) : null;
  if (type === "month" || type === "policy") return url(`/quota/${id}`);
  if (type === "day") return url("/admin/calendar", { date: id });
  return null;
}
