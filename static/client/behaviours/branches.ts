import { openTo, refreshBranches, toggleBranch } from "../lib/branches.ts";
import { onNewContent } from "../lib/new-content.ts";
import { list } from "../lib/post-list.ts";

/** In the tree every post with replies below it can be closed to one line. */
if (list?.dataset.order === "tree") {
  onNewContent(refreshBranches);
  list.addEventListener("click", ({ target }) => {
    const post = target instanceof Element && target.closest(".branch-toggle")?.closest<HTMLElement>("[data-post]");
    if (post) toggleBranch(post);
  });
  addEventListener("hashchange", openTarget);
  openTarget();
}

function openTarget(): void {
  const target = document.getElementById(location.hash.slice(1))?.closest<HTMLElement>("[data-post].is-hidden");
  if (!target) return;
  openTo(target);
  target.scrollIntoView();
}
