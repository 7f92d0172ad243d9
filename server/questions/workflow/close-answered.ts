import { publishedThreads } from "../../access/visible-threads.ts";
import { now } from "../../core/clock.ts";
import { ASKING } from "../../core/kinds.ts";
import { Conflict, NotFound } from "../../core/problems.ts";
import { db } from "../../data/client.ts";
import { CLOCK, takeStep } from "./take-step.ts";
import { DAY_MS, REOPEN_DAYS } from "./workflow.ts";

const AT_ONCE = 200;

/**
 * Closes what was answered and can no longer be reopened; what was removed, or became another kind of thread, is left as it is.
 * Safe to do twice. @returns how many
 */
export async function closeAnswered(): Promise<number> {
  const before = new Date(now().getTime() - REOPEN_DAYS * DAY_MS);
  let closed = 0;
  for (let last = 0; ; ) {
    const due = await db.feedback.findMany({
      where: { state: "answered", answeredAt: { lte: before }, threadId: { gt: last } },
      select: { threadId: true },
      orderBy: { threadId: "asc" }, // by key: those that cannot be closed never stand in the way of the rest
      take: AT_ONCE,
    });
    const threadIds = due.map(({ threadId }) => threadId);
    const shown = { id: { in: threadIds }, ...publishedThreads.where, kind: { in: [...ASKING] } };
    for (const { id } of await db.thread.findMany({ where: shown, select: { id: true }, orderBy: { id: "asc" } })) if (await close(id)) closed++;
    if (threadIds.length < AT_ONCE) return closed;
    last = threadIds.at(-1)!;
  }
}

async function close(threadId: number): Promise<boolean> {
  try {
    await takeStep(CLOCK, { threadId }, "closed", async ({ at }) => ({ data: { closedAt: at }, quiet: true }));
    return true;
  } catch (error) {
    if (error instanceof Conflict || error instanceof NotFound) return false; // reopened, closed or removed meanwhile
    throw error;
  }
}
