import { now } from "../../clock.ts";
import { db } from "../../data/client.ts";
import { Conflict } from "../../problems.ts";
import { CLOCK, takeStep } from "./take-step.ts";
import { DAY_MS, REOPEN_DAYS } from "./workflow.ts";

const AT_ONCE = 200;

/** Closes what was answered and can no longer be reopened. Safe to do twice. @returns how many */
export async function closeAnswered(): Promise<number> {
  const before = new Date(now().getTime() - REOPEN_DAYS * DAY_MS);
  const due = await db.feedback.findMany({ where: { state: "answered", answeredAt: { lte: before } }, select: { threadId: true }, take: AT_ONCE });
  let closed = 0;
  for (const { threadId } of due) {
    try {
      await takeStep(CLOCK, { threadId }, "closed", async ({ at }) => ({ data: { closedAt: at }, quiet: true }));
      closed++;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error; // reopened or closed meanwhile
    }
  }
  return closed;
}
