import { insertPost } from "../lib/insert-post.ts";
import { notifyNewContent } from "../lib/new-content.ts";
import { isRemoved, list } from "../lib/post-list.ts";
import { positionOf } from "../lib/post-position.ts";
import { isInView, keepReadingPosition } from "../lib/reading-position.ts";
import { text } from "../lib/texts.ts";
import { openTo } from "./branches.ts";

/** New posts that would move what is being read, and such as belong on another page (there only their address is kept). */
export const waitingPosts = new Map<string, HTMLElement>();
const elsewhere = new Map<string, string>();
const button = document.querySelector<HTMLButtonElement>("#show-new");

export function countElsewhere(post: HTMLElement): void {
  elsewhere.set(post.dataset.post ?? "", post.querySelector<HTMLAnchorElement>(".post-link")?.href ?? location.href);
}

/** Forgets a post that was removed before it was shown. */
export function forgetWaiting(id: string): void {
  waitingPosts.delete(id);
  elsewhere.delete(id);
}

/** Puts the waiting posts in their places. @returns the first of them */
export function showWaiting(): HTMLElement | undefined {
  const posts = [...waitingPosts.values()];
  waitingPosts.clear();
  keepReadingPosition(() => {
    for (const post of posts) {
      const index = list ? positionOf(list, post) : -1;
      if (list && index >= 0) insertPost(list, post, index);
      else countElsewhere(post);
    }
    refreshMarker();
    notifyNewContent();
  });
  return posts.find((post) => post.isConnected);
}

/** "3 new replies, show them". */
export function refreshMarker(): void {
  if (!button) return;
  const count = [...waitingPosts.values()].filter((post) => !isRemoved(post)).length + elsewhere.size;
  button.hidden = count === 0;
  button.textContent = text("newReplies", { count });
}

button?.addEventListener("click", () => {
  if (waitingPosts.size === 0) location.assign([...elsewhere.values()][0] ?? location.href);
  else bringIntoView(showWaiting());
});

/** Nothing moves when the posts come in; only when the first of them is out of sight is the reader, who asked for it, taken there. */
function bringIntoView(post: HTMLElement | undefined): void {
  if (!post) return;
  openTo(post);
  focusPost(post);
  if (!isInView(post)) post.scrollIntoView();
}

export function focusPost(post: HTMLElement | undefined): void {
  if (!post) return;
  post.tabIndex = -1;
  post.focus({ preventScroll: true });
}
