import { setAria } from "../lib/aria.ts";
import { element } from "../lib/element.ts";
import { onNewContent } from "../lib/new-content.ts";
import { list, parentOf, postShown, postsIn } from "../lib/post-list.ts";
import { text } from "../lib/texts.ts";

const CLOSED = "collapsed";

/** In the tree every post with replies below it can be closed to one line. */
if (list?.dataset.order === "tree") {
  onNewContent(refresh);
  list.addEventListener("click", ({ target }) => {
    const post = target instanceof Element && target.closest(".branch-toggle")?.closest<HTMLElement>("[data-post]");
    if (!post) return;
    post.classList.toggle(CLOSED);
    refresh();
  });
  addEventListener("hashchange", openTarget);
  openTarget();
}

/** Opens every branch above `post`, so that it can be seen. */
export function openTo(post: HTMLElement): void {
  for (let above = postShown(parentOf(post)); above; above = postShown(parentOf(above))) above.classList.remove(CLOSED);
  refresh();
}

function openTarget(): void {
  const target = document.getElementById(location.hash.slice(1))?.closest<HTMLElement>("[data-post].is-hidden");
  if (!target) return;
  openTo(target);
  target.scrollIntoView();
}

/** One pass in the order of the page: parents stand before their replies. */
function refresh(): void {
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
