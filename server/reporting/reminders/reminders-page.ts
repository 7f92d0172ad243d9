import type { Actor } from "../../access/actor.ts";
import { allow, can } from "../../access/permissions.ts";
import type { Month } from "../../calendar/month.ts";
import { db } from "../../data/client.ts";
import { townMonths } from "../../quota/counting/town-page.ts";

export interface SentReminder {
  month: Month;
  /** An occasion of quota/reminders/reminders.ts, or what was said of the board: `stale_soon`, `stale`. */
  stage: string;
  sentAt: string;
}

/** The same for a program, as the town's pages count months. @throws NotFound, Forbidden */
export async function remindersOf(actor: Actor, slug: string, range: Parameters<typeof townMonths>[1]): Promise<SentReminder[]> {
  const { town, months } = await townMonths(slug, range);
  allow(actor, "readReminders", { townId: town.id });
  const sent = await sentReminders(
    actor,
    town.id,
    months.map(({ month }) => month),
  );
  return sent!;
}

/** What a town was reminded of in `months`, newest first; null for who may not know. */
export async function sentReminders(actor: Actor, townId: number, months: readonly Month[]): Promise<SentReminder[] | null> {
  if (!can(actor, "readReminders", { townId })) return null;
  const rows = await db.reminder.findMany({ where: { townId, month: { in: [...months] } }, orderBy: [{ sentAt: "desc" }, { stage: "asc" }] });
  return rows.map(({ month, stage, sentAt }) => ({ month, stage, sentAt: sentAt.toISOString() }));
}
