import { workingCalendar } from "../../calendar/calendar.ts";
import { isOfficeHour } from "../../calendar/office-hours.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import { db, Prisma, type Tx, transact } from "../../data/client.ts";
import { notifyOfThread } from "../../notifications/notify-of-thread.ts";
import { administrators, leadsOf, membersOf } from "../../offices/members.ts";
import { settings } from "../../settings/settings.ts";
import { SHOWN, WAITING } from "../asker/asked-and-shown.ts";
import { dueUntil, ESCALATION, type EscalationStage } from "./escalation.ts";

const AT_ONCE = 500;

/**
 * Tells offices of what is due soon and overdue, then their lead, then administrators: each stage once for each due date, whoever runs it and
 * however often, because the row keeps what was told. Only the latest stage is told: a machine that was off sends one notice, not four. In office
 * hours only: nobody works on it at night.
 * @returns how many questions were told of here
 */
export async function escalate(): Promise<number> {
  const [days, at, { timeZone }, decided] = [await workingCalendar(), now(), config(), await settings()];
  if (!isOfficeHour({ now: at, timeZone, days, settings: decided })) return 0;
  const until = dueUntil(at, days, timeZone);
  for (let all = 0; ; ) {
    const found = await stagesToTell(until);
    let told = 0;
    for (const each of found) if (await tell(each)) told++;
    all += told;
    if (found.length < AT_ONCE || told === 0) return all;
  }
}

interface ToTell {
  threadId: number;
  dueAt: Date;
  /** How many stages have come. */
  stages: number;
}

/** The questions of which a stage has come that was not told yet, what is due first before the rest. Raw SQL: see asked-and-shown.ts. */
function stagesToTell(until: Record<EscalationStage, Date>): Promise<ToTell[]> {
  const stages = Prisma.sql`(${Prisma.join(
    ESCALATION.map((stage) => Prisma.sql`CASE WHEN f."dueAt" <= ${until[stage]} THEN 1 ELSE 0 END`),
    " + ",
  )})`;
  return db.$queryRaw<ToTell[]>(Prisma.sql`
    SELECT f."threadId", f."dueAt", ${stages} AS "stages" FROM "Feedback" f JOIN "Thread" t ON t."id" = f."threadId"
    WHERE ${WAITING} AND ${SHOWN} AND f."dueAt" <= ${until.dueSoon} AND ${untold(stages)} ORDER BY f."dueAt", f."threadId" LIMIT ${AT_ONCE}`);
}

const untold = (stages: Prisma.Sql) => Prisma.sql`(f."toldDueAt" IS NULL OR f."toldDueAt" <> f."dueAt" OR f."toldStages" < ${stages})`;

/** Raw SQL: the row itself decides who tells, so that of two at once one does; what was meanwhile answered, moved or removed is left alone. */
const tell = ({ threadId, dueAt, stages: found }: ToTell): Promise<boolean> =>
  transact(async (tx, after) => {
    const stages = Number(found);
    const [mine] = await tx.$queryRaw<{ office: string | null }[]>(Prisma.sql`
      UPDATE "Feedback" AS f SET "toldStages" = ${stages}, "toldDueAt" = f."dueAt"
      WHERE f."threadId" = ${threadId} AND f."dueAt" = ${dueAt} AND ${WAITING} AND ${untold(Prisma.sql`${stages}`)}
        AND EXISTS (SELECT 1 FROM "Thread" t WHERE t."id" = f."threadId" AND ${SHOWN})
      RETURNING "office"`);
    if (!mine) return false;
    const stage = ESCALATION[stages - 1]!;
    const thread = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select: { id: true, title: true, private: true } });
    const key = `escalation:${threadId}:${dueAt.toISOString()}:${stage}`;
    const kind = mine.office === null ? "feedbackUnassigned" : NOTICE[stage];
    await notifyOfThread(tx, after, await toldAt(tx, stage, mine.office), thread, { kind, key });
    return true;
  });

const NOTICE: Record<EscalationStage, string> = {
  dueSoon: "feedbackDueSoon",
  overdue: "feedbackOverdue",
  overdueLead: "feedbackOverdueLead",
  overdueAdministrators: "feedbackOverdueLead",
};

/** What no office has is the administrators' matter from the first. */
async function toldAt(tx: Tx, stage: EscalationStage, office: string | null): Promise<number[]> {
  if (office === null || stage === "overdueAdministrators") return administrators(tx);
  return stage === "overdueLead" ? leadsOf(tx, office) : membersOf(tx, office);
}
