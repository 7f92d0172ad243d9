import { insertPost } from "./insert-post.ts";
import { notifyNewContent } from "./new-content.ts";
import { isRemoved, list } from "./post-list.ts";
import { positionOf } from "./post-position.ts";
import { keepReadingPosition } from "./reading-position.ts";
import { text } from "./texts.ts";

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

/** Where the first of the posts on other pages stands, or this page. */
export const addressElsewhere = (): string => [...elsewhere.values()][0] ?? location.href;
