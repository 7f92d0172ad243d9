import type { Actor } from "../access/actor.ts";
import { visibleDrafts } from "../access/permissions.ts";
import { peopleOf } from "../accounts/names.ts";
import { keysetPage, readIdCursor } from "../core/paging.ts";
import { url } from "../core/urls.ts";
import { db, type Prisma } from "../data/client.ts";
import type { DraftState } from "./approval.ts";
import { isHolder, townChain } from "./chain.ts";
import type { DraftRecord } from "./draft-facts.ts";
import type { DraftItem } from "./outputs.ts";

interface Wanted {
  townId?: number | undefined;
  states?: readonly DraftState[] | undefined;
}

/** Drafts that `actor` may see, newest first, a keyset page at a time. */
export async function draftItems(actor: Actor, { townId, states }: Wanted, limit: number, cursor?: string) {
  const before = readIdCursor(cursor);
  const approver = actor.townId !== null && isHolder(await townChain(db, actor.townId), actor.id);
  const asked: Prisma.DraftWhereInput = {
    ...(townId !== undefined && { townId }),
    ...(states && { state: { in: [...states] } }),
    ...(before !== null && { id: { lt: before } }),
  };
  const found = await db.draft.findMany({ where: { AND: [visibleDrafts(actor, approver), asked] }, orderBy: { id: "desc" }, take: limit + 1 });
  const { rows, nextCursor } = keysetPage(found, limit, ({ id }) => [id]);
  return { items: await itemsOf(rows), nextCursor };
}

/** Drafts whose next step is `actor`'s, those that wait longest first. */
export async function waitingForMe(actor: Actor): Promise<DraftItem[]> {
  if (actor.townId === null || actor.id === null) return [];
  const { signers } = await townChain(db, actor.townId);
  const mine = signers.filter(({ accountId }) => accountId === actor.id).map(({ step }) => step);
  const rows = await db.draft.findMany({
    where: { townId: actor.townId, state: "submitted", step: { in: mine }, authorId: { not: actor.id } },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    take: 100,
  });
  return itemsOf(rows);
}

/** Drafts as lists show them. */
export async function itemsOf(drafts: readonly DraftRecord[]): Promise<DraftItem[]> {
  const townIds = [...new Set(drafts.map(({ townId }) => townId))];
  const [authors, towns, steps] = await Promise.all([
    peopleOf(drafts.map(({ authorId }) => authorId)),
    db.town.findMany({ where: { id: { in: townIds } }, select: { id: true, slug: true } }),
    db.approvalStep.findMany({ where: { townId: { in: townIds } } }),
  ]);
  const slugs = new Map(towns.map(({ id, slug }) => [id, slug]));
  const roleAt = new Map(steps.map(({ townId, position, role }) => [`${townId}:${position}`, role]));
  return drafts.map((draft) => ({
    id: draft.id,
    url: draftUrl(draft.id),
    town: slugs.get(draft.townId)!,
    kind: draft.kind,
    title: draft.title,
    state: draft.state,
    author: authors.get(draft.authorId)!,
    publishAt: draft.publishAt?.toISOString() ?? null,
    submittedAt: draft.submittedAt?.toISOString() ?? null,
    round: draft.round,
    step: draft.step,
    waitingFor: roleAt.get(`${draft.townId}:${draft.step}`) ?? null,
    threadId: draft.threadId,
    version: draft.version,
    createdAt: draft.createdAt.toISOString(),
    changedAt: draft.changedAt.toISOString(),
  }));
}

export const draftUrl = (id: number): string => url(`/planner/drafts/${id}`);
