import { workingCalendar } from "../../calendar/calendar.ts";
import { now } from "../../clock.ts";
import { config } from "../../config.ts";
import { db, type Tx, transact } from "../../data/client.ts";
import { notify } from "../../notifications/notify.ts";
import { administrators, membersOf } from "../offices/members.ts";
import { type EscalationStage, stagesAt } from "./escalation.ts";

const AT_ONCE = 500;
/** Nothing further ahead than this can be due soon: a long holiday lies between. */
const AHEAD_MS = 20 * 24 * 3600 * 1000;

/**
 * Tells offices of what is due soon and overdue, then their lead, then administrators: each once for each due date, whoever runs it and however
 * often, because a notice with a known key reaches nobody twice. Only the latest stage is told: a machine that was off sends one notice, not four.
 * @returns how many questions were told of
 */
export async function escalate(): Promise<number> {
  const [days, at, { timeZone }] = [await workingCalendar(), now(), config()];
  const open = await db.feedback.findMany({
    where: { state: { in: ["received", "assigned"] }, dueAt: { lt: new Date(at.getTime() + AHEAD_MS) } },
    select: { threadId: true, dueAt: true, office: true },
    orderBy: { dueAt: "asc" },
    take: AT_ONCE,
  });
  let told = 0;
  for (const { threadId, dueAt, office } of open) {
    const stage = stagesAt(dueAt, at, days, timeZone).at(-1);
    if (stage === undefined) continue;
    await transact(async (tx, after) => {
      const thread = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select: { title: true, state: true } });
      if (thread.state === "removed") return;
      const key = `escalation:${threadId}:${dueAt.toISOString()}:${stage}`;
      const kind = office === null ? "feedbackUnassigned" : NOTICE[stage];
      await notify(tx, after, await toldAt(tx, stage, office), { kind, args: { title: thread.title }, path: `/threads/${threadId}`, key });
    });
    told++;
  }
  return told;
}

const NOTICE: Record<EscalationStage, string> = {
  dueSoon: "feedbackDueSoon",
  overdue: "feedbackOverdue",
  overdueLead: "feedbackOverdueLead",
  overdueAdministrators: "feedbackOverdueLead",
};

/** What no office has is the administrators' matter from the first. */
async function toldAt(tx: Tx, stage: EscalationStage, office: string | null): Promise<number[]> {
  if (office === null || stage === "overdueAdministrators") return administrators(tx);
  return stage === "overdueLead" ? leadOf(tx, office) : membersOf(tx, office);
}

/** A department's lead; of a town its association, which answers for the responders. */
async function leadOf(tx: Tx, office: string): Promise<number[]> {
  const [kind, id] = office.split(":");
  if (kind === "town") {
    const associations = await tx.account.findMany({ where: { townId: Number(id), role: "association", state: "active" }, select: { id: true } });
    return associations.map((account) => account.id);
  }
  const department = await tx.department.findUnique({ where: { id: Number(id) }, select: { leadId: true } });
  const members = await membersOf(tx, office);
  return department?.leadId && members.includes(department.leadId) ? [department.leadId] : members; // a lead who left is told nothing
}
