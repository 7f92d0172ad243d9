import { list } from "./post-list.ts";

const SETTLE_MS = 300;
const ASK_MS = 1_000;

const ahead = new Set<number>();
let connection = 0;
let newest = 0;
let isWaiting = false;
let ask = (): unknown => undefined;

/** How far the page shows the thread; what came later can be asked for. */
export const shownVersion = (): number => Number(list?.dataset.version ?? 0);

/** All changes up to `version` are shown. */
export function markShown(version: number): void {
  if (!list || version <= shownVersion()) return;
  list.dataset.version = String(version);
  for (const each of ahead) if (each <= version) ahead.delete(each);
}

/**
 * A change of `version` has been shown. It counts a moment later and on the same connection only: several posts can have
 * changed in one version. What lies ahead of a gap waits until the gap is closed.
 */
export function follow(version: number): void {
  const during = connection;
  setTimeout(() => {
    if (during !== connection) return;
    ahead.add(version);
    while (ahead.delete(shownVersion() + 1)) markShown(shownVersion() + 1);
    noteVersion(version);
  }, SETTLE_MS);
}

/** The thread has a version of which the page may not have seen the changes: if it stays behind, it asks; not all readers in the same moment. */
export function noteVersion(version: number): void {
  newest = Math.max(newest, version);
  if (isWaiting || newest <= shownVersion()) return;
  isWaiting = true;
  setTimeout(
    () => {
      isWaiting = false;
      if (newest > shownVersion()) ask();
    },
    ASK_MS * (1 + Math.random() * 4),
  );
}

export function askWhenBehind(work: () => unknown): void {
  ask = work;
}

export function forgetUnsettled(): void {
  connection += 1;
  ahead.clear();
}
