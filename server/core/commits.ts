/** What caches go by: data/client.ts counts here what it opens and commits. */
let databases = 0;
let transactions = 0;
let announcements = 0;

export function countDatabase(): void {
  databases++;
}

/** @param announced whether events follow: what readers see may have changed */
export function countCommit(announced: boolean): void {
  transactions++;
  if (announced) announcements++;
}

/** Which database of this process is open: what was read through an earlier one says nothing of it. */
export const generation = (): number => databases;

/** How many transactions this process has committed: what was read before the last of them may be out of date. */
export const commits = (): number => transactions;

/** How many of them announced events. */
export const announcedCommits = (): number => announcements;
