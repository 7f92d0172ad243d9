import type { Actor } from "../../access/actor.ts";
import { allow, allowReading, can, type ThreadFacts } from "../../access/permissions.ts";
import { NotFound } from "../../core/problems.ts";
import { db, type Reader } from "../../data/client.ts";

/** What a form about a question was opened on: each step raises the one, each saved draft the other (0: there is no draft). */
export interface HandledVersions {
  version: number;
  draftVersion: number;
}

/** The versions of a question that `actor` handles. @throws NotFound, SignInNeeded, Forbidden as `allowHandling` */
export async function questionHandled(actor: Actor, threadId: number): Promise<HandledVersions> {
  await allowHandling(db, actor, threadId);
  return versionsOf(threadId);
}

/** The same for those of whom it is known that they handle it. @throws NotFound (asks nothing) */
export async function versionsOf(threadId: number): Promise<HandledVersions> {
  const [feedback, draft] = await Promise.all([
    db.feedback.findUnique({ where: { threadId }, select: { version: true } }),
    db.answerDraft.findUnique({ where: { threadId }, select: { version: true } }),
  ]);
  if (!feedback) throw new NotFound();
  return { version: feedback.version, draftVersion: draft?.version ?? 0 };
}

/** `allowHandling` as a question. */
export const isHandledBy = (actor: Actor, thread: ThreadFacts | null): boolean =>
  thread?.state === "published" && can(actor, "readThread", thread) && can(actor, "handleQuestion", thread);

/** @throws NotFound, SignInNeeded, Forbidden: only the offices that handle a question, and administrators */
export async function allowHandling(tx: Pick<Reader, "thread">, actor: Actor, threadId: number): Promise<void> {
  const thread = await tx.thread.findUnique({ where: { id: threadId } });
  if (!thread || thread.state === "removed") throw new NotFound();
  allowReading(actor, thread);
  allow(actor, "handleQuestion", thread);
}
