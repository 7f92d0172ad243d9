import { insertPost } from "./insert-post.ts";
import { list, postShown } from "./post-list.ts";
import { positionOf } from "./post-position.ts";
import { postFrom, showChanges } from "./thread-changes.ts";
import { forgetWaiting, refreshMarker, showWaiting } from "./waiting-posts.ts";

/** Puts the reader's new post in its place, with those that were waiting; `url` where its place is on another page. */
export function insertOwnPost(html: string): { post: HTMLElement | null; url: string } {
  const made = postFrom(html);
  const id = made?.dataset.post ?? "";
  const url = made?.querySelector<HTMLAnchorElement>(".post-link")?.href ?? location.href;
  forgetWaiting(id);
  showWaiting();
  if (made && list && !postShown(id)) {
    const index = positionOf(list, made);
    if (index >= 0) insertPost(list, made, index);
  } else if (made) showChanges([{ id, version: Number(made.dataset.version), html }]);
  refreshMarker();
  return { post: postShown(id), url };
}
