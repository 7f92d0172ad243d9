import { z } from "zod";
import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { TimedCache } from "../core/cache/timed.ts";
import { now } from "../core/clock.ts";
import { whole } from "../core/text-fields.ts";
import { record } from "../data/audit.ts";
import { db, type Reader, transact } from "../data/client.ts";
import { hold } from "../data/locks.ts";

const hour = z.string("hourShape").regex(/^([01]\d|2[0-3]):[0-5]\d$/, "hourShape");

/** What administrators decide for the whole section, each with what holds until they do. Sources: domain.md, "The quota, exactly". */
export const SettingsShape = z.object({
  /** Who sees the order of towns: nobody, administrators, everybody. */
  standings: z.enum(["off", "administrators", "public"], "wrongType").default("administrators"),
  /** An on-time figure needs at least so many answers. */
  standingsFloor: whole(1, 1000).default(5),
  /** Days without a new activity or hot topic after which a board is `stale soon`, and `stale`. */
  staleSoonDays: whole(1, 365).default(10),
  staleDays: whole(1, 365).default(14),
  /** Day of the month on which a town without any credited thread is reminded. */
  remindNoneDay: whole(1, 28).default(10),
  /** Day of the month on which a town that is short is reminded. */
  remindShortDay: whole(1, 28).default(20),
  /** Working days before the end of the month on which a town that is short is reminded once more. */
  remindLastWorkingDays: whole(1, 10).default(3),
  /** Office hours of working days, site time: notices that nobody waits for at night keep to them. */
  officeFrom: hour.default("09:00"),
  officeUntil: hour.default("17:00"),
  /** Weekday of the administrators' digest: 1 is Monday. */
  digestWeekday: whole(1, 7).default(1),
});
export type Settings = z.infer<typeof SettingsShape>;

export const settingsCache = new TimedCache<Promise<Settings>>({ max: 1 });

/** The settings in force; what nobody decided has its default. */
export const settings = (): Promise<Settings> => settingsCache.get("all", () => readSettings(db));

/** Changes what `changes` names, on the audit trail. @throws Forbidden, Invalid (a ZodError) */
export async function changeSettings(actor: Actor, changes: Partial<Settings>): Promise<Settings> {
  allow(actor, "administrateQuota", {});
  return transact(async (tx, told) => {
    await hold(tx, "settings"); // what must fit together is checked against what another one has just saved
    const before = await readSettings(tx);
    const after = SettingsShape.superRefine(fitTogether).parse({ ...before, ...changes });
    const changed = (Object.keys(after) as (keyof Settings)[]).filter((key) => after[key] !== before[key]);
    for (const key of changed) {
      const row = { value: JSON.stringify(after[key]), changedAt: now(), changedById: actor.id };
      await tx.setting.upsert({ where: { key }, create: { key, ...row }, update: row });
      await record(tx, actor.id, "settings.changed", `setting:${key}`, { before: before[key], after: after[key] });
    }
    told("settings.changed", {});
    return after;
  });
}

/** What is right by itself may not be beside another. */
function fitTogether(all: Settings, context: z.RefinementCtx): void {
  if (all.staleSoonDays >= all.staleDays) context.addIssue({ code: "custom", path: ["staleSoonDays"], message: "staleOrder" });
  if (all.remindNoneDay > all.remindShortDay) context.addIssue({ code: "custom", path: ["remindNoneDay"], message: "remindOrder" });
  if (all.officeFrom >= all.officeUntil) context.addIssue({ code: "custom", path: ["officeUntil"], message: "officeOrder" });
}

async function readSettings(from: Pick<Reader, "setting">): Promise<Settings> {
  const rows = await from.setting.findMany();
  return SettingsShape.parse(Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)])));
}
