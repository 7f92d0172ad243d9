import { workingCalendar } from "../../calendar/calendar.ts";
import { lastDayBefore } from "../../calendar/working-days.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import { Conflict, NotFound } from "../../core/problems.ts";
import { db, Prisma } from "../../data/client.ts";
import { inBatches } from "../../data/in-batches.ts";
import { SHOWN, WAITING } from "../asker/asked-and-shown.ts";
import { CLOCK, takeStep } from "../workflow/take-step.ts";
import { handlers } from "../workflow/telling.ts";
import { BEGINS_ASSIGNMENT, type Counted, countingOf, recounting } from "./counting.ts";

/**
 * Gives every question that waits, and is not overdue, the due date that the calendar gives it now; each in a step of its own on its timeline, of
 * which its asker and its office are told. Safe to do at any time, twice, and by several at once: what is right already is only read.
 * @returns how many were changed here
 */
export async function recountDueDates(): Promise<number> {
  const [days, at, { timeZone }] = [await workingCalendar(), now(), config()];
  const recounted = recounting(at, days, timeZone);
  let changed = 0;
  for await (const found of inBatches(waitingAt(at), ({ threadId }) => threadId, 500)) {
    for (const { threadId, dueAt, begunAt, ...counted } of found) {
      const counting = countingOf({ ...counted, dueAt }, new Date(begunAt ?? counted.receivedAt));
      if (recounted(dueAt, counting) && (await recount(threadId))) changed++;
    }
  }
  return changed;
}

interface Waiting extends Counted {
  threadId: number;
  begunAt: Date | string | null;
}

/** Raw SQL: asked-and-shown.ts; of thousands that wait a few hundred are read at a time. */
const waitingAt =
  (at: Date) =>
  (after: number, limit: number): Promise<Waiting[]> =>
    db.$queryRaw<Waiting[]>(Prisma.sql`
      SELECT f."threadId", f."dueAt", f."office", f."receivedAt", f."reopenedAt", f."limitDays", f."extensionDays",
             (SELECT MAX(s."at") FROM "FeedbackStep" s WHERE s."threadId" = f."threadId" AND s."event" IN (${Prisma.join([...BEGINS_ASSIGNMENT])})) AS "begunAt"
      FROM "Feedback" f JOIN "Thread" t ON t."id" = f."threadId"
      WHERE ${WAITING} AND ${SHOWN} AND f."dueAt" > ${at} AND f."threadId" > ${after} ORDER BY f."threadId" LIMIT ${limit}`);

/** Asks once more inside its transaction: what was meanwhile answered, extended or recounted by another is left as it is. */
async function recount(threadId: number): Promise<boolean> {
  try {
    await takeStep(CLOCK, { threadId }, "recounted", async ({ tx, at, days, timeZone, feedback }) => {
      const begun = await tx.feedbackStep.findFirst({
        where: { threadId, event: { in: [...BEGINS_ASSIGNMENT] } },
        orderBy: { id: "desc" },
        select: { at: true },
      });
      const dueAt = recounting(at, days, timeZone)(feedback.dueAt, countingOf(feedback, begun?.at ?? feedback.receivedAt));
      if (dueAt === null) throw new Conflict("stepNotNow");
      return {
        data: { dueAt },
        note: `${lastDayBefore(feedback.dueAt, timeZone)} → ${lastDayBefore(dueAt, timeZone)}`,
        alsoTell: [{ accounts: await handlers(tx, feedback), kind: "feedback_recounted" }],
      };
    });
    return true;
  } catch (error) {
    if (error instanceof Conflict || error instanceof NotFound) return false;
    throw error;
  }
}
