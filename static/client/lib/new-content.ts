/** Runs `work` now, and again whenever a script has put something new on the page. */
export function onNewContent(work: () => void): void {
  work();
  document.addEventListener("new-content", work);
}

/** Tells the other behaviours that there is something new on the page. */
export const notifyNewContent = (): boolean => document.dispatchEvent(new Event("new-content"));
