import type { Actor } from "../access/actor.ts";
import { Conflict } from "../core/problems.ts";
import { changePost, type PostRecord } from "../threads/change-post.ts";
import { changeThread } from "../threads/change-thread.ts";
import { hidePost, showPost } from "../threads/post-visibility.ts";
import type { RaisedThread } from "../threads/raise-version.ts";
import { setState } from "../threads/thread-columns.ts";
import { settle } from "./settle.ts";

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
    await settle(tx, after, await setState(tx, threadId, state), thread);
    await audit(name);
    return { id: threadId };
  });
}
