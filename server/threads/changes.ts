import { type PostRow, rowsOfVersion, rowsSince } from "./post-rows.ts";

export interface Changes {
  rows: PostRow[];
  /** There is more after these: ask again with the last one's version. */
  more: boolean;
}

/**
 * Every post of a thread that was created, edited, removed or restored after version `since`, in that order. Changes of one
 * version (a removal and the markers above it) are never torn apart, so that the last version is a place to go on from.
 */
export async function changesSince(threadId: number, since: number, limit: number): Promise<Changes> {
  const rows = await rowsSince(threadId, since, limit + 1);
  if (rows.length <= limit) return { rows, more: false };
  const last = rows.at(-1)!.version;
  const whole = rows.filter((row) => row.version < last);
  return { rows: whole.length > 0 ? whole : await rowsOfVersion(threadId, last), more: true };
}
