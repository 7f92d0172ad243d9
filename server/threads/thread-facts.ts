import { type Actor, ANYONE, type Role } from "../access/actor.ts";
import { allowReading, can } from "../access/permissions.ts";
import { publicThreads } from "../access/visible-threads.ts";
import type { Kind } from "../core/kinds.ts";
import { NotFound } from "../core/problems.ts";
import { boardUrl, threadUrl, url } from "../core/urls.ts";
import { db, Prisma } from "../data/client.ts";
import { type CountingFacts, type CountingView, countingJson, countingOf, isGrantable } from "./counting.ts";
import { titleFor } from "./personal.ts";
import type { TownLink } from "./thread-rows.ts";

export interface ThreadRecord extends CountingFacts {
  townId: number;
  /** As the reader may see it. */
  title: string;
  personalTitle: boolean;
  status: "open" | "closed";
  state: "published" | "removed";
  authorId: number;
  openedForTownId: number | null;
  bodyLength: number;
  pictureCount: number;
  private: boolean;
  offices: string;
  pinnedAt: Date | null;
  replyCount: number;
  version: number;
  lastPostAt: Date;
  waitingSince: Date | null;
  username: string;
  displayName: string;
  role: Role;
}

/** A thread as its page's head shows it. */
export interface ThreadView {
  id: number;
  url: string;
  title: string;
  /** It has personal numbers, which others see masked. */
  titleShownInFull: boolean;
  kind: Kind;
  town: TownLink;
  status: "open" | "closed";
  state: "published" | "removed";
  pinned: boolean;
  replyCount: number;
  version: number;
  publishedAt: string;
  waitingSince: string | null;
  private: boolean;
  creditedMonth: string | null;
  /** Whether it counts and why not; null for what an association did not open. */
  counting: CountingView | null;
  may: Record<
    "reply" | "edit" | "remove" | "restore" | "close" | "reopen" | "pin" | "unpin" | "move" | "pictures" | "grant" | "withdrawGrant" | "audit" | "template",
    boolean
  >;
  editUrl: string;
  historyUrl: string;
  moveUrl: string;
  actionUrl: string;
  /** Every decision about it, for administrators. */
  auditUrl: string;
}

/** The thread, if `actor` may read it. @throws NotFound */
export async function readThread(actor: Actor, id: number): Promise<ThreadRecord> {
  const thread = await threadRecord(id, actor);
  if (!thread) throw new NotFound();
  allowReading(actor, thread);
  return thread;
}

/**
 * The thread whoever may read it, or null; its title as `reader` may see it.
 * Raw SQL: on every thread view and every join (docs/benchmarks.md).
 */
export const threadRecord = async (id: number, reader: Actor = ANYONE): Promise<ThreadRecord | null> => (await threadRecords([id], reader))[0] ?? null;

/** Those of `ids` that `actor` may read, in no order. */
export const readThreads = async (actor: Actor, ids: readonly number[]): Promise<ThreadRecord[]> =>
  (await threadRecords(ids, actor)).filter((thread) => can(actor, "readThread", thread));

async function threadRecords(ids: readonly number[], reader: Actor): Promise<ThreadRecord[]> {
  if (ids.length === 0) return [];
  const threads = await db.$queryRaw<ThreadRecord[]>(Prisma.sql`
    SELECT t."id", t."townId", t."kind", t."title", t."personalTitle", t."status", t."state", t."authorId", t."openedForTownId", t."bodyLength", t."pictureCount", t."quotaMonth", t."creditedMonth", t."shortfall",
           t."duplicateOfId", t."similarity", t."recapOfId", t."grantReason", d."publishedAt" AS "duplicateOfAt", t."private", t."offices", t."pinnedAt",
           t."replyCount", t."version", t."publishedAt", t."lastPostAt", t."waitingSince", w."slug" AS "townSlug", w."name" AS "townName", a."username", a."displayName", a."role"
    FROM "Thread" t JOIN "Town" w ON w."id" = t."townId" JOIN "Account" a ON a."id" = t."authorId"
      LEFT JOIN (SELECT t."id", t."publishedAt" FROM "Thread" t WHERE ${publicThreads.sql}) d ON d."id" = t."duplicateOfId"
    WHERE t."id" IN (${Prisma.join([...ids])})`);
  return threads.map((thread) => ({ ...thread, title: titleFor(thread, reader) }));
}

/** How `actor` sees the head of `thread`. */
export function threadView(actor: Actor, thread: ThreadRecord): ThreadView {
  const may = (action: "reply" | "editThread" | "removeThread" | "restoreThread" | "closeThread" | "pinThread" | "moveThread" | "grantCredit") =>
    can(actor, action, thread);
  const actionUrl = threadUrl(thread.id);
  return {
    id: thread.id,
    url: actionUrl,
    title: thread.title,
    titleShownInFull: thread.personalTitle && can(actor, "seePersonal", thread),
    kind: thread.kind,
    town: { slug: thread.townSlug, name: thread.townName, url: boardUrl(thread.townSlug) },
    status: thread.status,
    state: thread.state,
    pinned: thread.pinnedAt !== null,
    replyCount: thread.replyCount,
    version: thread.version,
    publishedAt: thread.publishedAt.toISOString(),
    waitingSince: thread.waitingSince?.toISOString() ?? null,
    private: thread.private,
    creditedMonth: thread.creditedMonth,
    counting: countingOf(thread),
    may: {
      reply: may("reply"),
      edit: may("editThread"),
      remove: may("removeThread"),
      restore: may("restoreThread"),
      close: may("closeThread") && thread.status === "open",
      reopen: may("closeThread") && thread.status === "closed",
      pin: may("pinThread") && thread.pinnedAt === null,
      unpin: may("pinThread") && thread.pinnedAt !== null,
      move: may("moveThread"),
      pictures: can(actor, "addPictures", thread) || (thread.pictureCount > 0 && can(actor, "removePicture", thread)),
      template: thread.openedForTownId !== null && can(actor, "plan", { townId: thread.openedForTownId }),
      grant: may("grantCredit") && isGrantable(thread),
      audit: can(actor, "readAudit", {}),
      withdrawGrant: may("grantCredit") && thread.grantReason !== null,
    },
    editUrl: `${actionUrl}/edit`,
    historyUrl: `${actionUrl}/history`,
    moveUrl: `${actionUrl}/move`,
    actionUrl,
    auditUrl: url("/admin/audit", { action: "all", subject: `thread:${thread.id}` }),
  };
}

/** A thread as the API tells it, without its opening post. */
export const threadJson = (thread: ThreadRecord) => ({
  id: thread.id,
  url: threadUrl(thread.id),
  town: thread.townSlug,
  kind: thread.kind,
  title: thread.title,
  status: thread.status,
  state: thread.state,
  author: { username: thread.username, displayName: thread.displayName, role: thread.role },
  replyCount: thread.replyCount,
  pinned: thread.pinnedAt !== null,
  creditedMonth: thread.creditedMonth,
  counting: countingJson(thread),
  private: thread.private,
  waitingSince: thread.waitingSince?.toISOString() ?? null,
  version: thread.version,
  createdAt: thread.publishedAt.toISOString(),
});
