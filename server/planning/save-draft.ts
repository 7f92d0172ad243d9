import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { Forbidden, Invalid, SignInNeeded } from "../core/problems.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { ifTaken } from "../data/conflicts.ts";
import { townSlugOf } from "../towns/towns.ts";
import { besideColumns, besideOf, type KeptBeside } from "./beside.ts";
import { changeDraft } from "./change-draft.ts";
import type { DraftRecord } from "./draft-facts.ts";
import type { DraftInput, EditDraftInput } from "./inputs.ts";

/** The town that an association plans for. @throws SignInNeeded, Forbidden: drafts are an association's */
export function ownTownOf(actor: Actor): number {
  if (actor.id === null) throw new SignInNeeded();
  if (actor.townId === null) throw new Forbidden();
  allow(actor, "plan", { townId: actor.townId });
  return actor.townId;
}

/** Keeps a text that nobody but the town's own association sees; the same submission arriving twice gives the first draft again. */
export async function saveDraft(actor: Actor, input: DraftInput): Promise<{ id: number }> {
  const townId = ownTownOf(actor);
  if (input.town !== undefined && input.town !== (await townSlugOf(townId))) throw new Invalid([{ path: "town", key: "draftOwnTown" }]);
  return orEarlierDraft(actor, input.submission, () => transact((tx) => createDraft(tx, actor.id!, townId, contentOf(input))));
}

/** Two equal submissions at the same moment: the one that the unique index refuses takes the other's draft. */
export const orEarlierDraft = <T>(actor: Actor, submission: string | undefined, attempt: () => Promise<T>): Promise<T | DraftRecord> =>
  ifTaken(attempt, async (error) => {
    const earlier = await sameDraft(db, actor.id!, submission);
    if (!earlier) throw error;
    return earlier;
  });

/** A text with what stands beside it; `activity` as far as it is filled in. */
type Content = Pick<DraftInput, "kind" | "title" | "body" | "publishAt"> & KeptBeside & { submission?: string | undefined };

/** What a draft keeps of what was sent; whose it is says the sender. */
export const contentOf = <T extends { town?: string | undefined }>({ town: _, ...content }: T) => content;

/** A new draft in an act's own transaction. */
export async function createDraft(tx: Tx, authorId: number, townId: number, { submission, kind, title, body, publishAt, ...beside }: Content) {
  const at = now();
  const earlier = await sameDraft(tx, authorId, submission);
  const data = { kind, title, body, publishAt, ...besideColumns(beside), submission: submission ?? null, townId, authorId };
  return earlier ?? tx.draft.create({ data: { ...data, createdAt: at, changedAt: at } });
}

/** The draft that this account already made with this submission, if any. */
export async function sameDraft(from: { draft: Pick<Tx["draft"], "findUnique"> }, authorId: number, submission: string | undefined) {
  return submission === undefined ? null : from.draft.findUnique({ where: { authorId_submission: { authorId, submission } } });
}

/** Changes a draft. @throws Conflict when a colleague saved it meanwhile, or when it waits for approval */
export async function editDraft(actor: Actor, id: number, { version, ...changes }: EditDraftInput): Promise<{ id: number }> {
  return changeDraft(actor, { id, version }, "edit", async (tx, _after, { draft }) => {
    allow(actor, "plan", draft);
    const publishAt = changes.publishAt === undefined ? draft.publishAt : changes.publishAt;
    if (draft.state === "scheduled") mustBeAhead(publishAt);
    const { kind = draft.kind, title = draft.title, body = draft.body } = changes;
    const before = besideOf(draft.activity);
    const beside = besideColumns({ ...before, activity: changes.activity === undefined ? before.activity : changes.activity });
    await tx.draft.update({ where: { id }, data: { kind, title, body, publishAt, ...beside } });
    return { id };
  });
}

/** @throws Invalid: what is to be published later needs a time that is not past */
export function mustBeAhead(publishAt: Date | null): void {
  if (publishAt === null) throw new Invalid([{ path: "publishAt", key: "required" }]);
  if (publishAt <= now()) throw new Invalid([{ path: "publishAt", key: "timePast" }]);
}
