import type { Actor } from "../access/actor.ts";
import { Conflict } from "../core/problems.ts";
import { changePost } from "../threads/change-post.ts";
import { changeThread, type ThreadChange } from "../threads/change-thread.ts";
import type { EditPostInput, EditThreadInput } from "../threads/inputs.ts";
import { postText, replaceText } from "../threads/post-text.ts";
import { setMeasures } from "../threads/thread-columns.ts";
import { replaceTitle } from "../threads/thread-title.ts";
import { writtenText } from "../threads/written-text.ts";
import { settle } from "./settle.ts";

/** Replaces a post's text and keeps the old one. @throws NotFound, Forbidden, Conflict when it was edited meanwhile */
export async function editPost(actor: Actor, input: EditPostInput): Promise<{ id: number; threadId: number }> {
  const text = postText(input.body);
  return changePost(actor, { action: "editPost", announces: "post.updated" }, input.postId, async (change) => {
    const { post, member } = change;
    if (post.answers === "answer") throw new Conflict("officialAnswer"); // corrected in the open, with a reason
    await replaceText(change, post, text, member.id, input.version);
    if (post.seq === 0) await textChanged(change);
  });
}

/** Replaces a thread's title, its opening post's text, or both. @throws NotFound, Forbidden, Conflict when edited meanwhile */
export async function editThread(actor: Actor, input: EditThreadInput): Promise<{ id: number }> {
  const text = input.body === undefined ? null : postText(input.body);
  return changeThread(actor, "editThread", input.threadId, async (change) => {
    const { tx, after, thread, member } = change;
    if (input.title !== undefined) await replaceTitle(change, input.title, member.id, input.version);
    if (text) {
      const post = await tx.post.findUniqueOrThrow({ where: { threadId_seq: { threadId: thread.id, seq: 0 } } });
      await replaceText(change, post, text, member.id, input.version);
      after("post.updated", { threadId: thread.id, townId: thread.townId, postId: post.id, version: thread.version });
    }
    await textChanged(change);
    return { id: thread.id };
  });
}

/** The month never moves; whether the text counts, and what it repeats, may change. */
async function textChanged({ tx, after, thread }: ThreadChange): Promise<void> {
  const { title, openedForTownId } = await tx.thread.findUniqueOrThrow({ where: { id: thread.id } });
  const { body } = await tx.post.findUniqueOrThrow({ where: { threadId_seq: { threadId: thread.id, seq: 0 } }, select: { body: true } });
  const edited = await setMeasures(tx, { id: thread.id, openedForTownId }, writtenText(title, body));
  await settle(tx, after, edited, thread);
}
