import type { Actor } from "../../access/actor.ts";
import { namesOf } from "../../accounts/names.ts";
import { now } from "../../core/clock.ts";
import { Conflict } from "../../core/problems.ts";
import { db, type Prisma, type Tx, transact } from "../../data/client.ts";
import { unlessTaken } from "../../data/conflicts.ts";
import { lockThreads } from "../../threads/raise-version.ts";
import { allowHandling } from "../workflow/handled.ts";
import type { DraftInput } from "../workflow/inputs.ts";

/** The answer that colleagues are writing together. */
export interface DraftView {
  body: string;
  version: number;
  editor: string;
  changedAt: string;
  /** For a signature: nobody writes on it meanwhile. */
  waits: boolean;
}

/** Saves the shared draft of an answer. @throws NotFound, Forbidden, Conflict when a colleague saved meanwhile, it waits for a signature, or no answer is to come */
export async function saveAnswerDraft(actor: Actor, input: DraftInput): Promise<{ id: number }> {
  return transact(async (tx, after) => {
    await lockThreads(tx, [input.threadId]); // or it would be left behind for the office to which the question passes at this moment
    await allowHandling(tx, actor, input.threadId);
    await allowDraft(tx, input.threadId);
    await writeDraft(tx, actor.id!, input);
    after("handling.changed", { threadId: input.threadId, byId: actor.id, what: "draft" });
    return { id: input.threadId };
  });
}

/** A draft is of an answer that is to come: what ended, or waits to be assigned, has none. @throws Conflict */
async function allowDraft(tx: Pick<Tx, "feedback">, threadId: number): Promise<void> {
  const feedback = await tx.feedback.findUnique({ where: { threadId }, select: { state: true } });
  if (feedback?.state !== "assigned") throw new Conflict("stepNotNow");
}

type Written = Omit<DraftInput, "body"> & { body: string };

/** Writes the draft over the one that was seen. @param sent the step that it waits for from now on, and who sent it there @throws Conflict */
export async function writeDraft(
  tx: Pick<Tx, "answerDraft">,
  editorId: number,
  { threadId, body, draftVersion }: Written,
  sent: { step: number | null; submittedById: number } | null = null,
): Promise<{ version: number }> {
  const draft = await checkDraft(tx, threadId, draftVersion);
  if (draft && draft.step !== null) throw new Conflict("answerWaits");
  const data = { body, editorId, changedAt: now(), ...sent };
  if (!draft) return first(tx, { threadId, ...data });
  const version = draft.version + 1;
  const { count } = await tx.answerDraft.updateMany({ where: { threadId, version: draft.version, step: null }, data: { ...data, version } });
  if (count === 0) throw new Conflict("answerDraftChanged"); // saved, or sent into the sign-off, at the same moment
  return { version };
}

/** The first saving of a draft. @throws Conflict when a colleague's comes at the same moment */
const first = (tx: Pick<Tx, "answerDraft">, data: Prisma.AnswerDraftUncheckedCreateInput): Promise<{ version: number }> =>
  unlessTaken(new Conflict("answerDraftChanged"), async () => tx.answerDraft.create({ data, select: { version: true } }));

/** @throws Conflict when the draft is not the one that was seen; 0: there was none */
export async function checkDraft(
  tx: Pick<Tx, "answerDraft">,
  threadId: number,
  seen: number | undefined,
): Promise<{ version: number; step: number | null } | null> {
  const draft = await tx.answerDraft.findUnique({ where: { threadId }, select: { version: true, step: true } });
  if (seen !== undefined && seen !== (draft?.version ?? 0)) throw new Conflict("answerDraftChanged");
  return draft;
}

/** The draft of a question, for those of whom it is known that they handle it. */
export const draftOf = async (threadId: number): Promise<DraftView | null> => (await draftsOf([threadId])).get(threadId) ?? null;

/** The drafts of several, by their threads. */
export async function draftsOf(threadIds: readonly number[]): Promise<ReadonlyMap<number, DraftView>> {
  const drafts = await db.answerDraft.findMany({ where: { threadId: { in: [...threadIds] } } });
  const nameOf = await namesOf(drafts.map(({ editorId }) => editorId));
  const view = ({ body, version, editorId, changedAt, step }: (typeof drafts)[number]): DraftView => ({
    body,
    version,
    editor: nameOf(editorId) ?? "",
    changedAt: changedAt.toISOString(),
    waits: step !== null,
  });
  return new Map(drafts.map((draft) => [draft.threadId, view(draft)]));
}
