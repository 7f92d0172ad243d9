import { publishedThreads } from "../../access/visible-threads.ts";
import type { After } from "../../core/events.ts";
import { ASKING } from "../../core/kinds.ts";
import { db, type Prisma, type Tx, transact } from "../../data/client.ts";
import { inBatchesById } from "../../data/in-batches.ts";
import { changeThreadWithin } from "../../threads/change-thread.ts";
import { lockThreads } from "../../threads/raise-version.ts";
import { setHandling } from "../../threads/thread-columns.ts";
import { assignmentOf } from "./assignment.ts";
import { officesText, receive } from "./receive.ts";

/** Threads that ask and that no office has: from before the workflow, or left to an administrator. */
const UNHANDLED = { kind: { in: [...ASKING] }, offices: "", ...publishedThreads.where };

/**
 * Takes in the questions of a section that is older than the workflow; those that an office answered then are answered, and nobody is told
 * of them. What is removed is taken in when it is restored. @returns how many
 */
export async function adoptQuestions(): Promise<number> {
  let adopted = 0;
  const unhandled = inBatchesById((after, take) =>
    db.thread.findMany({ where: { ...UNHANDLED, id: { gt: after } }, select: { id: true }, orderBy: { id: "asc" }, take }),
  );
  for await (const some of unhandled) {
    const ids = some.map(({ id }) => id);
    const known = new Set((await db.feedback.findMany({ where: { threadId: { in: ids } }, select: { threadId: true } })).map(({ threadId }) => threadId));
    for (const id of ids) if (!known.has(id) && (await adopt(id))) adopted++;
  }
  return adopted;
}

/** @returns whether it was still to be taken in */
const adopt = (id: number): Promise<boolean> =>
  transact(async (tx, after) => {
    await lockThreads(tx, [id]);
    const thread = await tx.thread.findFirst({ where: { ...UNHANDLED, id } });
    if (!thread || (await tx.feedback.findUnique({ where: { threadId: id }, select: { threadId: true } }))) return false;
    await changeThreadWithin(tx, after, null, id, () => takeIn(tx, after, thread));
    return true;
  });

type Unhandled = Prisma.ThreadGetPayload<Record<never, never>>;

async function takeIn(tx: Tx, after: After, thread: Unhandled): Promise<void> {
  const { id, kind, townId, authorId, submittedAt, answeredAt } = thread;
  const assignment = await assignmentOf(tx, { kind, townId, categoryId: null });
  const asked = { thread, kind, askerId: authorId, categoryId: null, filedById: null, channel: "online" as const, at: submittedAt };
  await receive(tx, after, { ...asked, quiet: answeredAt !== null }, assignment);
  await setHandling(tx, id, { offices: officesText(assignment.office), waitingSince: answeredAt === null ? submittedAt : null });
  if (answeredAt === null) return;
  await tx.feedback.update({ where: { threadId: id }, data: { state: "closed", answeredAt, closedAt: answeredAt } });
  await tx.feedbackStep.create({ data: { threadId: id, at: answeredAt, event: "answered", byId: null, office: assignment.office, note: "" } });
}
