import { closeSync, openSync } from "node:fs";
import { lock } from "proper-lockfile";

const STALE_MS = 15_000;

/**
 * Holds the SQLite file for this process; a second server on it would answer from an out-of-date cache of rooms and events.
 * @returns the function that lets it go @throws when another process holds it
 */
export async function holdFile(file: string): Promise<() => Promise<void>> {
  closeSync(openSync(file, "a")); // the lock needs the file to exist
  try {
    return await lock(file, { stale: STALE_MS });
  } catch (error) {
    if ((error as { code?: string }).code !== "ELOCKED") throw error;
    throw new Error(`another server already uses ${file} (if it was killed, wait ${STALE_MS / 1000} s and start again)`);
  }
}
