import { now } from "../core/clock.ts";
import { Conflict } from "../core/problems.ts";
import type { ThreadChange } from "./change-thread.ts";
import { isPersonalTitle } from "./personal.ts";
import { writeWords } from "./thread-words.ts";

/** Replaces a thread's title and keeps the old one. @param seenVersion the version that the editor saw @throws Conflict when it was edited meanwhile */
export async function replaceTitle({ tx, thread }: ThreadChange, title: string, editorId: number, seenVersion?: number): Promise<void> {
  if (title === thread.title) return;
  const { id, version } = thread;
  const { titleVersion } = await tx.thread.findUniqueOrThrow({ where: { id }, select: { titleVersion: true } });
  if (seenVersion !== undefined && seenVersion < titleVersion) throw new Conflict("editedMeanwhile");
  await tx.threadRevision.create({ data: { threadId: id, title: thread.title, editedById: editorId, replacedAt: now() } });
  await tx.thread.update({ where: { id }, data: { title, personalTitle: isPersonalTitle(title), titleVersion: version } });
  if (!thread.private) await writeWords(tx, id, title);
}
