import { focusPost, list, postsIn } from "../lib/post-list.ts";
import { isShortcut, listShortcuts } from "../lib/shortcuts.ts";

/** j and k go to the next and the previous post, r answers the one that has the focus. */
if (list) {
  listShortcuts(["j", "helpNext"], ["k", "helpPrevious"]);
  if (document.querySelector("form[data-reply]")) listShortcuts(["r", "helpReply"]);
  document.addEventListener("keydown", (event) => {
    if (!isShortcut(event)) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "r") answer();
    else return;
    event.preventDefault();
  });
}

const focused = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>("[data-post]") ?? null;

function go(step: 1 | -1): void {
  const posts = postsIn(document).filter((post) => !post.classList.contains("is-hidden"));
  const current = focused();
  const next = current ? posts[posts.indexOf(current) + step] : posts.find((post) => post.getBoundingClientRect().bottom > 0);
  focusPost(next);
  next?.scrollIntoView({ block: "nearest" });
}

function answer(): void {
  const link = focused()?.querySelector<HTMLElement>('[data-act="reply"]:not([hidden])');
  if (link) link.click();
  else document.querySelector<HTMLElement>("form[data-reply] textarea")?.focus();
}
