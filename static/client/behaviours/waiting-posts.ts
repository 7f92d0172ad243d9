import { openTo } from "../lib/branches.ts";
import { focusPost } from "../lib/post-list.ts";
import { isInView } from "../lib/reading-position.ts";
import { addressElsewhere, showWaiting, waitingPosts } from "../lib/waiting-posts.ts";

/** "3 new replies, show them". */
document.querySelector("#show-new")?.addEventListener("click", () => {
  if (waitingPosts.size === 0) location.assign(addressElsewhere());
  else bringIntoView(showWaiting());
});

/** Nothing moves when the posts come in; only when the first of them is out of sight is the reader, who asked for it, taken there. */
function bringIntoView(post: HTMLElement | undefined): void {
  if (!post) return;
  openTo(post);
  focusPost(post);
  if (!isInView(post)) post.scrollIntoView();
}
