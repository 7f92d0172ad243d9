import { announce } from "./announce.ts";
import { fragment } from "./element.ts";
import { insertPost, replacePost, takeOut } from "./insert-post.ts";
import { notifyNewContent } from "./new-content.ts";
import { page } from "./page.ts";
import { isRemoved, list, postShown, postsIn, seqOf } from "./post-list.ts";
import { positionOf } from "./post-position.ts";
import { keepReadingPosition } from "./reading-position.ts";
import { text } from "./texts.ts";
import { countElsewhere, forgetWaiting, refreshMarker, waitingPosts } from "./waiting-posts.ts";

/** A post as it is since `version`; without `html` it is gone. */
export interface Change {
  id: string;
  version: number;
  html: string | null;
}

const EXCERPT_CHARACTERS = 60;
const versions = new Map<string, number>();

/** Brings the page up to date; versions that it has are ignored, so the same change may come twice and in any order. */
export function showChanges(changes: Change[]): void {
  const known = changes.map((change) => ({ ...change, post: change.html ? postFrom(change.html) : null }));
  known.sort((a, b) => a.version - b.version || (a.post && b.post ? seqOf(a.post) - seqOf(b.post) : 0));
  keepReadingPosition(() => {
    for (const { id, version, post } of known) {
      if ((versions.get(id) ?? Number(postShown(id)?.dataset.version ?? -1)) >= version) continue;
      versions.set(id, version);
      show(id, post);
    }
    refreshMarker();
    notifyNewContent();
  });
}

export const postFrom = (html: string): HTMLElement | null => fragment(html).querySelector<HTMLElement>("[data-post]");

function show(id: string, post: HTMLElement | null): void {
  const shown = postShown(id);
  if (shown && post) {
    announceEdit(shown, post);
    replacePost(shown, post);
  } else if (shown) {
    announce(text("removed", { seq: seqOf(shown) }));
    takeOut(shown);
  } else if (!post) forgetWaiting(id);
  else if (waitingPosts.has(id)) waitingPosts.set(id, post);
  else arrive(post);
}

function arrive(post: HTMLElement): void {
  if (!list) return;
  const index = positionOf(list, post);
  if (index < 0 && !waitingPosts.has(post.dataset.parent ?? "")) {
    if (isRemoved(post) || isEdited(post)) return; // an old post of another page
    countElsewhere(post);
  } else if (index >= 0 && mayShowAt(index)) insertPost(list, post, index);
  else waitingPosts.set(post.dataset.post ?? "", post);
  if (isRemoved(post)) return;
  if (post.dataset.author !== page.account) announce(text("posted", { author: authorOf(post), text: excerptOf(post) }), "replies");
  document.dispatchEvent(new CustomEvent("post-arrived", { detail: post }));
}

/** Only where nothing that is in view comes to stand lower, and not under the hands of someone who writes. */
function mayShowAt(index: number): boolean {
  if (document.activeElement?.closest("form[data-reply]") || !list) return false;
  const next = postsIn(list)
    .slice(index)
    .find((post) => !post.classList.contains("is-hidden"));
  return !next || next.getBoundingClientRect().top >= innerHeight;
}

function announceEdit(shown: HTMLElement, post: HTMLElement): void {
  const happened = isRemoved(post) ? "removed" : isRemoved(shown) ? "restored" : "edited";
  announce(text(happened, { seq: seqOf(post), author: authorOf(post) }));
}

const isEdited = (post: HTMLElement): boolean => post.querySelector(".post-edited") !== null;
const authorOf = (post: HTMLElement): string => post.querySelector(".post-by")?.textContent?.trim() ?? "";
const excerptOf = (post: HTMLElement): string => [...(post.querySelector(".post-body")?.textContent?.trim() ?? "")].slice(0, EXCERPT_CHARACTERS).join("");
