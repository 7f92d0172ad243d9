import type { Actor } from "../access/actor.ts";
import { ASKING } from "../core/kinds.ts";
import { Conflict } from "../core/problems.ts";
import type { Tx } from "../data/client.ts";
import { isOpen } from "../questions/workflow/workflow.ts";
import { credit } from "../quota/crediting.ts";
import { changePost, type PostRecord } from "../threads/change-post.ts";
import { changeThread } from "../threads/change-thread.ts";
import { hidePost, showPost } from "../threads/post-visibility.ts";
import type { RaisedThread } from "../threads/raise-version.ts";
import { changeTally } from "../threads/tally.ts";

/** Takes a post out of sight. The opening post goes with its thread. @throws NotFound, Forbidden, Conflict */
export const removePost = (actor: Actor, postId: number): ChangedPost =>
  changePost(actor, { action: "removePost", announces: "post.removed", check: isNot("removed") }, postId, async (change) => {
    await hidePost(change);
    await change.audit("post.removed", { postId });
  });

/** Shows a removed post again. @throws the same */
export const restorePost = (actor: Actor, postId: number): ChangedPost =>
  changePost(actor, { action: "restorePost", announces: "post.created", check: isNot("published") }, postId, async (change) => {
    await showPost(change);
    await change.audit("post.restored", { postId });
  });

type ChangedPost = Promise<{ id: number; threadId: number }>;

const isNot = (state: "published" | "removed") => (post: PostRecord) => {
  if (post.seq === 0) throw new Conflict("openingPost");
  if (post.state === state) throw new Conflict("alreadyDone");
  if (post.answers === "answer") throw new Conflict("officialAnswer"); // it is corrected, never taken away
};

/** Takes a whole thread out of sight; what it was credited for no longer counts. */
export const removeThread = (actor: Actor, threadId: number): Promise<{ id: number }> => setThreadState(actor, threadId, "removed");

/** Shows it again; it counts again for the month of its publication. */
export const restoreThread = (actor: Actor, threadId: number): Promise<{ id: number }> => setThreadState(actor, threadId, "published");

const OF_STATE = {
  removed: { action: "removeThread", audit: "thread.removed" },
  published: { action: "restoreThread", audit: "thread.restored" },
} as const;

function setThreadState(actor: Actor, threadId: number, state: "published" | "removed"): Promise<{ id: number }> {
  const { action, audit: name } = OF_STATE[state];
  const check = (thread: RaisedThread) => {
    if (thread.state === state) throw new Conflict("alreadyDone");
  };
  return changeThread(actor, { action, check }, threadId, async ({ tx, after, thread, audit }) => {
    const changed = await tx.thread.update({ where: { id: thread.id }, data: { state } });
    await awaitAnswer(tx, thread.id);
    if (!thread.private) await changeTally(tx, thread.townId, state === "published" ? 1 : -1);
    await credit(tx, after, changed);
    await audit(name);
    return { id: thread.id };
  });
}

/** Whether a question waits: it is shown, and its office has neither answered nor ended it. */
export async function awaitAnswer(tx: Tx, threadId: number): Promise<void> {
  const { kind, state } = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select: { kind: true, state: true } });
  const feedback = ASKING.includes(kind) ? await tx.feedback.findUnique({ where: { threadId } }) : null;
  const waits = feedback !== null && state === "published" && isOpen(feedback.state);
  const since = feedback && (feedback.reopenedAt ?? feedback.receivedAt);
  await tx.thread.update({ where: { id: threadId }, data: { waitingSince: waits ? since : null, answeredAt: feedback?.answeredAt ?? null } });
}
