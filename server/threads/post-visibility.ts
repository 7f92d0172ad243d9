import { now } from "../core/clock.ts";
import type { Tx } from "../data/client.ts";
import type { PostChange, PostRecord } from "./change-post.ts";

/** Takes a post out of sight; a marker stays where replies to it are shown. */
export async function hidePost({ tx, thread, post, member }: PostChange): Promise<void> {
  const { version } = thread;
  await tx.post.update({
    where: { id: post.id },
    data: { state: "removed", removedAt: now(), removedById: member.id, version, listed: post.listedReplies > 0 },
  });
  await countReplies(tx, thread.id, -1);
  if (post.listedReplies === 0) await unlistAbove(tx, post.parentId, version);
}

/** Shows it again, with the markers above it. */
export async function showPost({ tx, thread, post }: PostChange): Promise<void> {
  const { version } = thread;
  await tx.post.update({
    where: { id: post.id },
    data: { state: "published", removedAt: null, removedById: null, version, listed: true },
  });
  await countReplies(tx, thread.id, 1);
  if (!post.listed) await listAbove(tx, post.parentId, version);
}

const countReplies = (tx: Tx, threadId: number, change: number): Promise<unknown> =>
  tx.thread.update({ where: { id: threadId }, data: { replyCount: { increment: change } } });

/** One reply fewer is listed below `parentId`; a removed post with none left needs no marker, and so on upwards. */
async function unlistAbove(tx: Tx, parentId: number | null, version: number): Promise<void> {
  for (let id = parentId; id !== null; ) {
    const above: PostRecord = await tx.post.update({ where: { id }, data: { listedReplies: { decrement: 1 } } });
    if (above.state === "published" || above.listedReplies > 0) return;
    await tx.post.update({ where: { id }, data: { listed: false, version } });
    id = above.parentId;
  }
}

/** One reply more is listed below `parentId`; a removed post above it needs its marker again, and so on upwards. */
async function listAbove(tx: Tx, parentId: number | null, version: number): Promise<void> {
  for (let id = parentId; id !== null; ) {
    const above: PostRecord = await tx.post.update({ where: { id }, data: { listedReplies: { increment: 1 } } });
    if (above.listed) return;
    await tx.post.update({ where: { id }, data: { listed: true, version } });
    id = above.parentId;
  }
}
