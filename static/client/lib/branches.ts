import { setAria } from "./aria.ts";
import { element } from "./element.ts";
import { list, parentOf, postShown, postsIn } from "./post-list.ts";
import { text } from "./texts.ts";

const CLOSED = "collapsed";

/** Closes a branch to one line, or opens it again. */
export function toggleBranch(post: HTMLElement): void {
  post.classList.toggle(CLOSED);
  refreshBranches();
}

/** Opens every branch above `post`, so that it can be seen. */
export function openTo(post: HTMLElement): void {
  for (let above = postShown(parentOf(post)); above; above = postShown(parentOf(above))) above.classList.remove(CLOSED);
  refreshBranches();
}

/** Hides what stands in closed branches, in one pass in the order of the page: parents stand before their replies. */
export function refreshBranches(): void {
  const posts = list?.dataset.order === "tree" ? postsIn(list) : [];
  const below = countBelow(posts);
  const closed = new Set<string>();
  for (const post of posts) {
    const isHidden = closed.has(parentOf(post));
    post.classList.toggle("is-hidden", isHidden);
    if (isHidden || post.classList.contains(CLOSED)) closed.add(post.dataset.post ?? "");
    showToggle(post, below.get(post.dataset.post ?? "") ?? 0);
  }
}

/** How many posts stand below each, at any depth. */
function countBelow(posts: HTMLElement[]): Map<string, number> {
  const below = new Map<string, number>();
  for (const post of [...posts].reverse()) {
    const own = below.get(post.dataset.post ?? "") ?? 0;
    const parent = parentOf(post);
    if (parent !== "") below.set(parent, (below.get(parent) ?? 0) + own + 1);
  }
  return below;
}

function showToggle(post: HTMLElement, count: number): void {
  const old = post.querySelector<HTMLButtonElement>(".branch-toggle");
  if (count === 0) old?.remove();
  if (count === 0) return;
  const toggle = old ?? element("button", { type: "button", className: "branch-toggle" });
  if (!old) (post.querySelector(".post-head") ?? post).append(toggle);
  const isClosed = post.classList.contains(CLOSED);
  setAria(toggle, { expanded: String(!isClosed) });
  toggle.textContent = isClosed ? text("expand", { count }) : text("collapse");
}
