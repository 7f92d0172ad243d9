/** The list of replies on a thread page; null elsewhere. Its `data-version` is the version of the thread that is shown. */
export const list = document.querySelector<HTMLElement>("#posts[data-thread]");

export const postsIn = (within: ParentNode): HTMLElement[] => [...within.querySelectorAll<HTMLElement>("[data-post]")];

/** A post anywhere on the page, the opening post included. */
export const postShown = (id: string): HTMLElement | null => document.querySelector(`[data-post="${CSS.escape(id)}"]`);

export const isRemoved = (post: HTMLElement): boolean => post.querySelector(".post-removed") !== null;
export const seqOf = (post: HTMLElement): number => Number(post.dataset.seq || post.dataset.post);

/** The post that this one answers; "" where it answers the opening post. */
export function parentOf(post: HTMLElement): string {
  const id = post.dataset.parent ?? "";
  const parent = id && postShown(id);
  return parent && list && !list.contains(parent) ? "" : id;
}

/** Raises what a post says of the replies below it. */
export function countListed(parent: HTMLElement | null, change: number): number {
  const count = Math.max(0, Number(parent?.dataset.listedReplies ?? 0) + change);
  if (parent) parent.dataset.listedReplies = String(count);
  return count;
}

export function focusPost(post: HTMLElement | undefined): void {
  if (!post) return;
  post.tabIndex = -1;
  post.focus({ preventScroll: true });
}
