/** Runs `change` so that what the reader has before the eyes stays where it is. */
export function keepReadingPosition(change: () => void): void {
  const anchor = anchorInView();
  const before = anchor?.getBoundingClientRect().top ?? 0;
  const root = document.documentElement;
  root.style.overflowAnchor = "none"; // the browser would correct the same shift a second time
  change();
  const after = anchor && (anchor.isConnected ? anchor : document.getElementById(anchor.id));
  const shift = after ? after.getBoundingClientRect().top - before : 0;
  if (Math.abs(shift) >= 1) scrollBy({ top: shift, behavior: "instant" });
  requestAnimationFrame(() => root.style.removeProperty("overflow-anchor"));
}

/** The field being written in, else the first post of which something is in view. */
function anchorInView(): Element | undefined {
  const focused = document.activeElement;
  if (focused?.matches("textarea, input") && isInView(focused)) return focused;
  const posts = [...document.querySelectorAll("[data-post]:not(.is-hidden)")];
  return posts.find((post) => post.getBoundingClientRect().top >= 0 && isInView(post)) ?? posts.find(isInView);
}

export function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
