import { daysIn } from "../../calendar/calendar.ts";
import { lastDayBefore } from "../../calendar/working-days.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import type { After } from "../../core/events.ts";
import type { Kind } from "../../core/kinds.ts";
import type { Prisma, Tx } from "../../data/client.ts";
import { type NamedThread, notifyOfThread } from "../../notifications/notify-of-thread.ts";
import { membersOf } from "../../offices/members.ts";
import { officeNameIn } from "../../offices/offices.ts";
import { dueAfter } from "../deadlines/due-dates.ts";
import { ANSWER_DAYS, ASSIGN_DAYS } from "../deadlines/working-day-limits.ts";
import type { Assignment } from "./assignment.ts";

export type FeedbackRow = Prisma.FeedbackGetPayload<Record<never, never>>;

export interface Received {
  thread: NamedThread;
  kind: Kind;
  askerId: number;
  categoryId: number | null;
  channel: "online" | "phone" | "counter";
  filedById: number | null;
  at: Date;
  /** Nobody is told: nothing is to be done about it any more, or nobody can see it. */
  quiet?: boolean;
}

/** The offices of a thread as its row keeps them, lead first. */
export const officesText = (lead: string | null, assisting: readonly string[] = []): string => {
  const all = [...(lead ? [lead] : []), ...assisting];
  return all.length === 0 ? "" : `|${all.join("|")}|`;
};

/** Takes a question or opinion in: received, and assigned where a rule says to whom. In the transaction that publishes its thread. */
export async function receive(tx: Tx, after: After, asked: Received, { office, rule }: Assignment): Promise<FeedbackRow> {
  const days = await daysIn(tx);
  const { timeZone } = config();
  const limitDays = ANSWER_DAYS[asked.kind] ?? 0;
  const dueAt = dueAfter(asked.at, office === null ? ASSIGN_DAYS : limitDays, days, timeZone);
  const feedback = await tx.feedback.create({
    data: {
      threadId: asked.thread.id,
      state: office === null ? "received" : "assigned",
      channel: asked.channel,
      filedById: asked.filedById,
      askerId: asked.askerId,
      categoryId: asked.categoryId,
      office,
      receivedAt: asked.at,
      assignedAt: office === null ? null : asked.at,
      limitDays,
      dueAt,
    },
  });
  const step = { threadId: asked.thread.id, at: asked.at, byId: null };
  await tx.feedbackStep.create({ data: { ...step, event: "received", note: "", office: null, dueAt: office === null ? dueAt : null } });
  if (!asked.quiet) await tellAsker(tx, after, asked, office, dueAt, timeZone);
  if (office === null) return feedback;
  await tx.feedbackStep.create({ data: { ...step, event: "assigned", office, note: rule ?? "", dueAt } });
  if (asked.quiet) return feedback;
  const key = `feedback:${asked.thread.id}:assigned:${office}:1`;
  const told = (await membersOf(tx, office)).filter((id) => id !== asked.filedById); // who wrote it down knows
  await notifyOfThread(tx, after, told, asked.thread, { kind: "feedbackArrived", key });
  return feedback;
}

/** Whoever asked is told that it was received, who answers and by when; who filed it for somebody knows, and of an old one that is taken in late that day is over. */
async function tellAsker(tx: Tx, after: After, { thread, askerId, filedById }: Received, office: string | null, dueAt: Date, timeZone: string): Promise<void> {
  if (filedById === askerId || dueAt <= now()) return;
  const key = `feedback:${thread.id}:received`;
  const told = office === null ? { kind: "feedbackReceivedUnassigned" } : { kind: "feedbackReceived", args: await whoAndWhen(tx, office, dueAt, timeZone) };
  await notifyOfThread(tx, after, [askerId], thread, { ...told, key });
}

const whoAndWhen = async (tx: Tx, office: string, dueAt: Date, timeZone: string) => ({
  office: await officeNameIn(tx, office),
  day: lastDayBefore(dueAt, timeZone),
});
