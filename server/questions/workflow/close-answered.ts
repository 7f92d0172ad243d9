import { publishedThreads } from "../../access/visible-threads.ts";
import { now } from "../../core/clock.ts";
import { ASKING } from "../../core/kinds.ts";
import { Conflict, NotFound } from "../../core/problems.ts";
import { db } from "../../data/client.ts";
import { inBatches } from "../../data/in-batches.ts";
import { CLOCK, takeStep } from "./take-step.ts";
import { DAY_MS, REOPEN_DAYS } from "./workflow.ts";

/**
 * Closes what was answered and can no longer be reopened; what was removed, or became another kind of thread, is left as it is.
 * Safe to do twice. @returns how many
 */
export async function closeAnswered(): Promise<number> {
  const before = new Date(now().getTime() - REOPEN_DAYS * DAY_MS);
  let closed = 0;
  const due = inBatches(answeredBefore(before), ({ threadId }) => threadId);
  for await (const some of due) {
    const shown = { id: { in: some.map(({ threadId }) => threadId) }, ...publishedThreads.where, kind: { in: [...ASKING] } };
    for (const { id } of await db.thread.findMany({ where: shown, select: { id: true }, orderBy: { id: "asc" } })) if (await close(id)) closed++;
  }
  return closed;
}

const answeredBefore = (before: Date) => (after: number, take: number) =>
  db.feedback.findMany({
    where: { state: "answered", answeredAt: { lte: before }, threadId: { gt: after } },
    select: { threadId: true },
    orderBy: { threadId: "asc" },
    take,
  });

async function close(threadId: number): Promise<boolean> {
  try {
    await takeStep(CLOCK, { threadId }, "closed", async ({ at }) => ({ data: { closedAt: at }, quiet: true }));
    return true;
  } catch (error) {
    if (error instanceof Conflict || error instanceof NotFound) return false; // reopened, closed or removed meanwhile
    throw error;
  }
}
