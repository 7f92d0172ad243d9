import type { Actor } from "../access/actor.ts";
import { NotFound } from "../core/problems.ts";
import { type PostRow, postRow } from "./post-rows.ts";
import { readThread, type ThreadRecord } from "./thread-facts.ts";

/** A post with the thread that it stands in, if `actor` may read that. @throws NotFound */
export async function postAndThread(actor: Actor, postId: number): Promise<{ post: PostRow; thread: ThreadRecord }> {
  const post = await postRow(postId);
  if (!post) throw new NotFound();
  return { post, thread: await readThread(actor, post.threadId) };
}
