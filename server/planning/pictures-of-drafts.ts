import { db } from "../data/client.ts";
import { besideOf } from "./beside.ts";

/** The files that drafts keep until they are published; a discarded one can be restored. */
export async function picturesOfDrafts(): Promise<Set<string>> {
  const where = { threadId: null, activity: { contains: '"pictures"' } };
  const drafts = await db.draft.findMany({ where, select: { activity: true } });
  return new Set(drafts.flatMap(({ activity }) => (besideOf(activity).pictures ?? []).map(({ file }) => file)));
}
