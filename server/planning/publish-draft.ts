import { writeActivityBeside } from "../activities/activity-beside.ts";
import type { After } from "../core/events.ts";
import { Conflict } from "../core/problems.ts";
import type { Tx } from "../data/client.ts";
import { publish } from "../forum/publishing.ts";
import { attachPictures } from "../media/adding.ts";
import { notify } from "../notifications/notify.ts";
import { type WrittenText, writtenText } from "../threads/written-text.ts";
import type { Standing } from "./approval.ts";
import { besideToPublish } from "./beside.ts";
import { recordDecision, setStanding } from "./change-draft.ts";
import type { DraftRecord } from "./draft-facts.ts";

/** A draft's text as it will be published; made before the transaction because that is slow and pure. */
export interface DraftText {
  version: number;
  text: WrittenText;
}

/** Renders a draft's text. */
export const textOfDraft = ({ version, title, body }: Pick<DraftRecord, "version" | "title" | "body">): DraftText => ({
  version,
  text: writtenText(title, body),
});

/** When it was submitted and published, and who did the last step. */
export interface Publishing {
  submittedAt: Date;
  at: Date;
  byId: number;
}

/** Makes a draft the thread that it was written for; once, because the draft's row is held and names its one thread. @throws Conflict: it is one already */
export async function publishDraft(
  tx: Tx,
  after: After,
  draft: DraftRecord,
  standing: Standing,
  { text }: DraftText,
  { submittedAt, at, byId }: Publishing,
): Promise<{ threadId: number }> {
  const { townId, kind, title, authorId } = draft;
  if (draft.threadId !== null) throw new Conflict("draftStepNotNow");
  const beside = besideToPublish(kind, draft.activity);
  const thread = await publish(tx, after, {
    townId,
    kind,
    title,
    text,
    authorId,
    openedForTownId: townId,
    submission: null,
    recapOfId: beside.recap?.ofId ?? null,
    private: beside.private === true,
    categoryId: await categoryId(tx, beside.category),
    channel: beside.channel ?? "online",
    submittedAt,
    publishedAt: at,
  });
  await writeActivityBeside(tx, after, thread.id, beside);
  await attachPictures(tx, after, thread.id, authorId, beside.pictures ?? []);
  await setStanding(tx, draft.id, { ...standing, state: "published" });
  await tx.draft.update({ where: { id: draft.id }, data: { threadId: thread.id } });
  await recordDecision(tx, { id: draft.id, round: standing.round }, { decision: "published", byId });
  if (byId !== authorId || standing.publishAt !== null) {
    const notice = { kind: "draftPublished", args: { title }, path: `/threads/${thread.id}`, key: `draft:${draft.id}:published` };
    await notify(tx, after, [authorId], notice);
  }
  return { threadId: thread.id };
}

/** The category that was chosen; one that was retired meanwhile is left out. */
async function categoryId(tx: Tx, slug: string | undefined): Promise<number | null> {
  const category = slug ? await tx.category.findFirst({ where: { slug, retiredAt: null }, select: { id: true } }) : null;
  return category?.id ?? null;
}

/** Whether the author could still publish it: let in, and of this town's association. */
export async function authorCanPublish(tx: Pick<Tx, "account">, { authorId, townId }: Pick<DraftRecord, "authorId" | "townId">): Promise<boolean> {
  const author = await tx.account.findUnique({ where: { id: authorId }, select: { state: true, role: true, townId: true } });
  return author?.state === "active" && author.role === "association" && author.townId === townId;
}

/** The text was rendered before the row was held: it must still be that one. @throws Conflict */
export function mustBeText(draft: DraftRecord, { version }: DraftText): void {
  if (draft.version !== version) throw new Conflict("draftChanged");
}
