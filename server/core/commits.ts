/** What caches go by: data/client.ts counts here what it opens and commits. */
let databases = 0;
let transactions = 0;

export function countDatabase(): void {
  databases++;
}

export function countCommit(): void {
  transactions++;
}

/** Which database of this process is open: what was read through an earlier one says nothing of it. */
export const generation = (): number => databases;

/** How many transactions this process has committed: what was read before the last of them may be out of date. */
export const commits = (): number => transactions;
