import { flatten } from "./flatten.ts";
import { revealActions } from "./own-actions.ts";
import { countListed, isRemoved, postShown, postsIn } from "./post-list.ts";

/** Puts a post at `index` of the list. */
export function insertPost(list: HTMLElement, post: HTMLElement, index: number): void {
  const shown = postsIn(list);
  flatten(post);
  revealActions(post);
  post.classList.add("is-new");
  if (shown[index]) shown[index].before(post);
  else if (shown.length > 0) shown[shown.length - 1]?.after(post);
  else list.append(post);
  for (const empty of document.querySelectorAll<HTMLElement>("[data-no-replies]")) empty.hidden = true;
  countListed(postShown(post.dataset.parent ?? ""), 1);
}

/** Puts an edited post or its marker in the place of the old one; focus and a closed branch stay. */
export function replacePost(old: HTMLElement, fresh: HTMLElement): void {
  const focused = document.activeElement;
  const action = focused?.closest<HTMLElement>("[data-act]")?.dataset.act;
  const hadFocus = old.contains(focused);
  flatten(fresh);
  revealActions(fresh);
  if (old.hasAttribute("tabindex")) fresh.tabIndex = -1;
  for (const name of ["collapsed", "is-hidden"]) fresh.classList.toggle(name, old.classList.contains(name));
  old.replaceWith(fresh);
  if (!hadFocus) return;
  const again = action && fresh.querySelector<HTMLElement>(`[data-act="${action}"]:not([hidden])`);
  if (!again) fresh.tabIndex = -1;
  (again || fresh).focus({ preventScroll: true });
}

/** Takes a post out of the list, and the markers above it that have nothing left to hold. */
export function takeOut(post: HTMLElement): void {
  const parent = postShown(post.dataset.parent ?? "");
  if (post.contains(document.activeElement)) focusNeighbour(post);
  post.remove();
  if (countListed(parent, -1) === 0 && parent && isRemoved(parent)) takeOut(parent);
}

function focusNeighbour(post: HTMLElement): void {
  const neighbour = (post.nextElementSibling ?? post.previousElementSibling) as HTMLElement | null;
  if (!neighbour?.matches("[data-post]")) return;
  neighbour.tabIndex = -1;
  neighbour.focus({ preventScroll: true });
}
