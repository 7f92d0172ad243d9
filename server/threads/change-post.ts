import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { NotFound } from "../core/problems.ts";
import { db, type Prisma } from "../data/client.ts";
import { changeThread, type MemberChange } from "./change-thread.ts";

export type PostRecord = Prisma.PostGetPayload<Record<never, never>>;

/** What an action on a post works with; `thread.version` is the version that the change of the post makes. */
export interface PostChange extends MemberChange {
  post: PostRecord;
}

interface PostAction {
  action: "editPost" | "removePost" | "restorePost";
  announces: "post.updated" | "post.removed" | "post.created";
  /** Throws what says more than "not allowed"; runs before the permission is checked. */
  check?: (post: PostRecord) => void;
}

/** Changes a post by way of its thread (changeThread), and announces the post's own event. @throws NotFound, SignInNeeded, Forbidden */
export async function changePost(
  actor: Actor,
  { action, announces, check }: PostAction,
  postId: number,
  work: (change: PostChange) => Promise<void>,
): Promise<{ id: number; threadId: number }> {
  const found = await db.post.findUnique({ where: { id: postId }, select: { threadId: true } });
  if (!found) throw new NotFound();
  const { threadId } = found; // never changes
  return changeThread(actor, { action: "readThread", announces: "nothing" }, threadId, async (change) => {
    const { tx, after, thread } = change;
    const post = await tx.post.findUniqueOrThrow({ where: { id: postId } });
    check?.(post);
    allow(actor, action, { ...post, thread });
    await work({ ...change, post });
    after(announces, { threadId, townId: thread.townId, postId, version: thread.version });
    return { id: postId, threadId };
  });
}
