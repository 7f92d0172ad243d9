import { now } from "../core/clock.ts";
import { Conflict, Invalid } from "../core/problems.ts";
import { renderMarkup, visibleLength } from "../text/markup.ts";
import type { PostRecord } from "./change-post.ts";
import type { ThreadChange } from "./change-thread.ts";
import { isPersonal } from "./personal.ts";

/** What a post says. */
export interface PostText {
  body: string;
  html: string;
  /** Whether it has personal numbers. */
  personal: boolean;
}

/** Renders what somebody wrote; before the transaction, because it is slow and pure. @throws Invalid when a reader would see nothing */
export function postText(body: string): PostText {
  const html = renderMarkup(body);
  if (visibleLength(html) === 0) throw new Invalid([{ path: "body", key: "required" }]);
  return { body, html, personal: isPersonal({ body, html }) };
}

/**
 * Replaces a post's text in the version that the change makes, and keeps the old one. @param seenVersion the one that the editor saw
 * @throws Conflict when it was edited meanwhile
 */
export async function replaceText(
  { tx, thread }: Pick<ThreadChange, "tx" | "thread">,
  post: PostRecord,
  text: PostText,
  editorId: number,
  seenVersion?: number,
): Promise<void> {
  if (seenVersion !== undefined && seenVersion < post.version) throw new Conflict("editedMeanwhile");
  const at = now();
  const { id, body, html } = post;
  await tx.postRevision.create({ data: { postId: id, body, html, editedById: editorId, replacedAt: at } });
  await tx.post.update({ where: { id }, data: { ...text, version: thread.version, editedAt: at } });
}
