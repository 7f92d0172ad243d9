import type { Actor } from "../../actor.ts";
import { administrators, membersOf } from "../offices/members.ts";
import { takeStep } from "../steps/take-step.ts";

/** An administrator's reminder of one question to its office (or, while it has none, to the administrators): on its timeline and the audit trail. */
export const remindOffice = (actor: Actor, threadId: number): Promise<{ id: number }> =>
  takeStep(actor, { threadId }, "reminded", async ({ tx, feedback }) => ({
    quiet: true,
    alsoTell: [{ accounts: feedback.office ? await membersOf(tx, feedback.office) : await administrators(tx), kind: "feedback_reminded" }],
  }));
