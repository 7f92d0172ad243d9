/** Runs `work` now, and again whenever a script has put something new on the page. */
export function onAppear(work: () => void): void {
  work();
  document.addEventListener("appear", work);
}

/** Tells the other behaviours that there is something new on the page. */
export const appeared = (): boolean => document.dispatchEvent(new Event("appear"));
