import type { Actor } from "../../actor.ts";
import { now } from "../../clock.ts";
import { db, type Tx, transact } from "../../data/client.ts";
import { Conflict } from "../../problems.ts";
import { allowHandling } from "../desk/handled.ts";
import type { DraftInput } from "../steps/inputs.ts";

/** The answer that colleagues are writing together. */
export interface DraftView {
  body: string;
  version: number;
  editor: string;
  changedAt: string;
  /** For a signature: nobody writes on it meanwhile. */
  waits: boolean;
}

/** Saves the shared draft of an answer. @throws NotFound, Forbidden, Conflict when a colleague saved meanwhile, or it waits for a signature */
export async function saveAnswerDraft(actor: Actor, input: DraftInput): Promise<{ id: number }> {
  return transact(async (tx, after) => {
    await allowHandling(tx, actor, input.threadId);
    await writeDraft(tx, actor.id!, input);
    after("handling.changed", { threadId: input.threadId, byId: actor.id, what: "draft" });
    return { id: input.threadId };
  });
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
  if (!draftVersion) {
    return tx.answerDraft.upsert({
      where: { threadId },
      create: { threadId, ...data },
      update: { ...data, version: { increment: 1 } },
      select: { version: true },
    });
  }
  const { count } = await tx.answerDraft.updateMany({ where: { threadId, version: draftVersion }, data: { ...data, version: { increment: 1 } } });
  if (count === 0) throw new Conflict("answerDraftChanged"); // saved at the same moment
  return { version: draftVersion + 1 };
}

/** @throws Conflict when the draft is not the one that was seen; 0: there was none */
export async function checkDraft(tx: Pick<Tx, "answerDraft">, threadId: number, seen: number | undefined): Promise<{ step: number | null } | null> {
  const draft = await tx.answerDraft.findUnique({ where: { threadId }, select: { version: true, step: true } });
  if (seen !== undefined && seen !== (draft?.version ?? 0)) throw new Conflict("answerDraftChanged");
  return draft;
}

/** The draft of a question, for those of whom it is known that they handle it. */
export const draftOf = async (threadId: number): Promise<DraftView | null> => (await draftsOf([threadId])).get(threadId) ?? null;

/** The drafts of several, by their threads. */
export async function draftsOf(threadIds: readonly number[]): Promise<ReadonlyMap<number, DraftView>> {
  const drafts = await db.answerDraft.findMany({ where: { threadId: { in: [...threadIds] } } });
  const editors = await db.account.findMany({ where: { id: { in: drafts.map(({ editorId }) => editorId) } }, select: { id: true, displayName: true } });
  const nameOf = new Map(editors.map(({ id, displayName }) => [id, displayName]));
  const view = ({ body, version, editorId, changedAt, step }: (typeof drafts)[number]): DraftView => ({
    body,
    version,
    editor: nameOf.get(editorId) ?? "",
    changedAt: changedAt.toISOString(),
    waits: step !== null,
  });
  return new Map(drafts.map((draft) => [draft.threadId, view(draft)]));
}
