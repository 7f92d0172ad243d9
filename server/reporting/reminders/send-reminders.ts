import { isOfficeHour } from "../../calendar/office-hours.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { now } from "../../core/clock.ts";
import type { After } from "../../core/events.ts";
import { db, type Tx, transact } from "../../data/client.ts";
import { ifTaken } from "../../data/conflicts.ts";
import { notify, notifyTown } from "../../notifications/notify.ts";
import { type TownLine, thePresent, townLines } from "../../quota/counting/counter.ts";
import { freshnessOf } from "../../quota/counting/freshness.ts";
import { creditedOf } from "../../quota/counting/standing.ts";
import { policies } from "../../quota/policy/policies.ts";
import { policyOf } from "../../quota/policy/policy.ts";
import { type Settings, settings } from "../../settings/settings.ts";
import { administratorsNotice, townNotice } from "./reminder-notices.ts";
import { administratorsKey, freshnessKeys, isShort, type TownReminder, type TownToRemind, townReminders, type World } from "./reminders.ts";

type Town = TownToRemind & Pick<TownLine, "slug" | "name">;

/**
 * Sends the reminders that are due. Each is remembered, put into the app and into the outbox in one transaction under a unique key: several
 * processes, a crash or a second run never send one twice. What fails for one town does not keep the others from theirs.
 * @returns the keys that were sent here
 */
export async function sendReminders(): Promise<string[]> {
  const [decided, present] = await Promise.all([settings(), thePresent()]);
  const world = { ...present, settings: decided };
  if (!isOfficeHour(world)) return []; // nobody is told anything: the towns need not be counted
  const towns = await townsToRemind(decided, world);
  const sent = await alreadySent(towns);
  const failures: unknown[] = [];
  const keys: string[] = [];
  const attempt = async (work: () => Promise<string[]>) => {
    try {
      keys.push(...(await ifTaken(work, () => []))); // another process was faster
    } catch (error) {
      failures.push(error);
    }
  };
  for (const reminder of townReminders(towns, sent, world)) await attempt(() => remindTown(towns.find(({ id }) => id === reminder.townId)!, reminder, world));
  const key = administratorsKey(towns, sent, world);
  if (key) await attempt(() => tellAdministrators(key, towns.filter(isShort), world));
  if (failures.length > 0) throw failures[0];
  return keys;
}

async function townsToRemind(decided: Settings, world: World): Promise<Town[]> {
  const month = presentMonth();
  const [lines, { perKind }] = [await townLines(month), policyOf(await policies(), month)];
  return lines.map(({ id, slug, name, counter, byKind, lastPublishedAt }) => ({
    id,
    slug,
    name,
    counter,
    byKind,
    perKind,
    lastPublishedAt,
    freshness: freshnessOf(lastPublishedAt, world.now, decided),
  }));
}

async function alreadySent(towns: readonly Town[]) {
  const stale = towns.filter(({ freshness }) => freshness !== "fresh").flatMap((town) => Object.values(freshnessKeys(town)));
  return db.reminder.findMany({ where: { OR: [{ month: presentMonth() }, { key: { in: stale } }] }, select: { key: true, townId: true, sentAt: true } });
}

function remindTown(town: Town, reminder: TownReminder, world: World): Promise<string[]> {
  return transact(async (tx, after) => {
    const sent = await remember(tx, reminder.keys, town.id);
    const credited = await tx.thread.count({ where: { townId: town.id, creditedMonth: presentMonth() } });
    if (credited !== creditedOf(town.byKind)) return forget(tx, sent); // something was published meanwhile: the next run looks again
    const told = await notifyTown(tx, after, town.id, townNotice(town, reminder, world));
    return told > 0 ? sent : forget(tx, sent); // nobody there to tell: once there is someone, it still holds
  });
}

function tellAdministrators(key: string, short: readonly Town[], world: World): Promise<string[]> {
  return transact((tx, after) => toAdministrators(tx, after, { key, stage: "administrators" }, administratorsNotice(key, short, world)));
}

/** Tells every administrator, in the transaction that remembers it. @returns the keys that were sent */
export async function toAdministrators(tx: Tx, after: After, once: { key: string; stage: string }, notice: Parameters<typeof notify>[3]): Promise<string[]> {
  const sent = await remember(tx, [once], null);
  const administrators = await tx.account.findMany({ where: { role: "administrator", state: "active" }, select: { id: true } });
  await notify(
    tx,
    after,
    administrators.map(({ id }) => id),
    notice,
  );
  return sent;
}

/** First, so that a second process waits here and then finds it sent. */
async function remember(tx: Tx, keys: readonly { key: string; stage: string }[], townId: number | null): Promise<string[]> {
  for (const { key, stage } of keys) await tx.reminder.create({ data: { key, stage, townId, month: presentMonth(), sentAt: now() } });
  return keys.map(({ key }) => key);
}

async function forget(tx: Tx, keys: readonly string[]): Promise<string[]> {
  await tx.reminder.deleteMany({ where: { key: { in: [...keys] } } });
  return [];
}
