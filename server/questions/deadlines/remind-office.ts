import type { Actor } from "../../access/actor.ts";
import { dateOf, startOfDay } from "../../calendar/working-days.ts";
import { Conflict } from "../../core/problems.ts";
import { administrators, membersOf } from "../../offices/members.ts";
import { takeStep } from "../workflow/take-step.ts";

/**
 * An administrator's reminder of one question to its office (or, while it has none, to the administrators): on its timeline and the audit trail,
 * once a day of the site's time zone, whoever reminds. @throws Conflict (reminded today), and as takeStep
 */
export const remindOffice = (actor: Actor, threadId: number): Promise<{ id: number }> =>
  takeStep(actor, { threadId }, "reminded", async ({ tx, at, timeZone, feedback }) => {
    const today = startOfDay(dateOf(at, timeZone), timeZone);
    if (await tx.feedbackStep.findFirst({ where: { threadId, event: "reminded", at: { gte: today } }, select: { id: true } }))
      throw new Conflict("remindedToday");
    const accounts = feedback.office ? await membersOf(tx, feedback.office) : await administrators(tx);
    return { quiet: true, alsoTell: [{ accounts, kind: "feedback_reminded" }] };
  });
