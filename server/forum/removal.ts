import type { Actor } from "../access/actor.ts";
import { allow, allowReading } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { ASKING } from "../core/kinds.ts";
import { Conflict, NotFound } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { type Tx, transact } from "../data/client.ts";
import { isOpen } from "../questions/workflow/workflow.ts";
import { credit } from "../quota/crediting.ts";
import { type RaisedThread, raiseVersion } from "../threads/raise-version.ts";
import { changeTally } from "../threads/tally.ts";

/** Takes a post out of sight; a marker stays where replies to it are shown. The opening post goes with its thread. */
export async function removePost(actor: Actor, postId: number): Promise<{ id: number; threadId: number }> {
  return changePost(actor, postId, "removePost", async (tx, after, thread, post) => {
    await tx.post.update({
      where: { id: post.id },
      data: { state: "removed", removedAt: now(), removedById: actor.id, version: thread.version, listed: post.listedReplies > 0 },
    });
    await countReplies(tx, thread.id, -1);
    if (post.listedReplies === 0) await unlistAbove(tx, post.parentId, thread.version);
    after("post.removed", { threadId: thread.id, townId: thread.townId, postId: post.id, version: thread.version });
  });
}

/** Shows a removed post again, with the markers above it. */
export async function restorePost(actor: Actor, postId: number): Promise<{ id: number; threadId: number }> {
  return changePost(actor, postId, "restorePost", async (tx, after, thread, post) => {
    await tx.post.update({
      where: { id: post.id },
      data: { state: "published", removedAt: null, removedById: null, version: thread.version, listed: true },
    });
    await countReplies(tx, thread.id, 1);
    if (!post.listed) await listAbove(tx, post.parentId, thread.version);
    after("post.created", { threadId: thread.id, townId: thread.townId, postId: post.id, version: thread.version });
  });
}

/** Takes a whole thread out of sight; what it was credited for no longer counts. */
export const removeThread = (actor: Actor, threadId: number): Promise<{ id: number }> => setThreadState(actor, threadId, "removed");

/** Shows it again; it counts again for the month of its publication. */
export const restoreThread = (actor: Actor, threadId: number): Promise<{ id: number }> => setThreadState(actor, threadId, "published");

async function setThreadState(actor: Actor, threadId: number, state: "published" | "removed"): Promise<{ id: number }> {
  return transact(async (tx, after) => {
    const thread = await raiseVersion(tx, threadId);
    allowReading(actor, thread);
    if (thread.state === state) throw new Conflict("alreadyDone");
    allow(actor, state === "removed" ? "removeThread" : "restoreThread", thread);
    const changed = await tx.thread.update({ where: { id: thread.id }, data: { state } });
    await awaitAnswer(tx, thread.id);
    if (!thread.private) await changeTally(tx, thread.townId, state === "published" ? 1 : -1);
    await credit(tx, after, changed);
    await record(tx, actor.id, state === "removed" ? "thread.removed" : "thread.restored", `thread:${thread.id}`);
    after("thread.changed", { threadId: thread.id, townId: thread.townId, version: thread.version });
    return { id: thread.id };
  });
}

type ChangedPost = { id: number; parentId: number | null; official: boolean; listed: boolean; listedReplies: number };
type PostChange = (tx: Tx, after: After, thread: RaisedThread, post: ChangedPost) => Promise<void>;

async function changePost(actor: Actor, postId: number, action: "removePost" | "restorePost", change: PostChange) {
  return transact(async (tx, after) => {
    const found = await tx.post.findUnique({ where: { id: postId }, select: { threadId: true, seq: true } });
    if (!found) throw new NotFound();
    if (found.seq === 0) throw new Conflict("openingPost");
    const thread = await raiseVersion(tx, found.threadId);
    allowReading(actor, thread);
    const post = await tx.post.findUniqueOrThrow({ where: { id: postId } });
    if ((post.state === "removed") === (action === "removePost")) throw new Conflict("alreadyDone");
    if (post.answers === "answer") throw new Conflict("officialAnswer"); // it is corrected, never taken away
    allow(actor, action, { ...post, thread });
    await change(tx, after, thread, post);
    await record(tx, actor.id, action === "removePost" ? "post.removed" : "post.restored", `thread:${thread.id}`, { postId });
    return { id: post.id, threadId: thread.id };
  });
}

const countReplies = (tx: Tx, threadId: number, change: number) => tx.thread.update({ where: { id: threadId }, data: { replyCount: { increment: change } } });

/** One reply fewer is listed below `parentId`; a removed post with none left needs no marker, and so on upwards. */
async function unlistAbove(tx: Tx, parentId: number | null, version: number): Promise<void> {
  for (let id = parentId; id !== null; ) {
    const above: ChangedPost & { state: string } = await tx.post.update({ where: { id }, data: { listedReplies: { decrement: 1 } } });
    if (above.state === "published" || above.listedReplies > 0) return;
    await tx.post.update({ where: { id }, data: { listed: false, version } });
    id = above.parentId;
  }
}

/** One reply more is listed below `parentId`; a removed post above it needs its marker again, and so on upwards. */
async function listAbove(tx: Tx, parentId: number | null, version: number): Promise<void> {
  for (let id = parentId; id !== null; ) {
    const above: ChangedPost = await tx.post.update({ where: { id }, data: { listedReplies: { increment: 1 } } });
    if (above.listed) return;
    await tx.post.update({ where: { id }, data: { listed: true, version } });
    id = above.parentId;
  }
}

/** Whether a question waits: it is shown, and its office has neither answered nor ended it. */
export async function awaitAnswer(tx: Tx, threadId: number): Promise<void> {
  const { kind, state } = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select: { kind: true, state: true } });
  const feedback = ASKING.includes(kind) ? await tx.feedback.findUnique({ where: { threadId } }) : null;
  const waits = feedback !== null && state === "published" && isOpen(feedback.state);
  const since = feedback && (feedback.reopenedAt ?? feedback.receivedAt);
  await tx.thread.update({ where: { id: threadId }, data: { waitingSince: waits ? since : null, answeredAt: feedback?.answeredAt ?? null } });
}
