import { element } from "./element.ts";
import { list, parentOf, postShown } from "./post-list.ts";
import { text } from "./texts.ts";

/** Fragments are made for the tree; in the other orders a post stands at the margin and says whom it answers. */
export function flatten(post: HTMLElement): void {
  if (!list || list.dataset.order === "tree" || parentOf(post) === "" || post.classList.contains("depth-0")) return;
  post.classList.remove(`depth-${post.dataset.depth}`);
  post.classList.add("depth-0");
  const parent = postShown(parentOf(post));
  if (!parent || post.querySelector(".in-reply-to")) return;
  const author = parent.querySelector(".post-by")?.textContent?.trim() ?? "";
  const link = element("a", { href: `#${parent.id}` }, text("replyTo", { author }));
  post.querySelector(".post-head")?.after(element("p", { className: "in-reply-to" }, link));
}
