import { monthOf } from "../../calendar/month.ts";
import type { Saying } from "../../notifications/letter.ts";
import type { Notice } from "../../notifications/notify.ts";
import { daysSince } from "../../quota/counting/freshness.ts";
import { type TownReminder, type TownToRemind, timeLeft, type World } from "./reminders.ts";

/** A message names at most so many towns. */
const MOST_NAMES = 20;

/** What a town is told: what is missing and how much time is left, then of its board; its link opens the form of a new thread. */
export function townNotice(town: TownToRemind & { slug: string; name: string }, { stage, missing, freshness, keys }: TownReminder, world: World): Notice {
  const month = monthOf(world.now, world.timeZone);
  const { days, workingDays } = timeLeft(world);
  const { credited, target, short } = town.counter;
  const duty: Saying[] =
    stage === null
      ? []
      : [
          { kind: stage === "last" ? "quotaLast" : "quotaShort", args: { town: town.name, month, count: short, credited, target } },
          ...missing.map(({ kind, count }) => ({ kind: "quotaKind", args: { threadKind: kind, count } })),
          { kind: "quotaTime", args: { count: days, workingDays } },
        ];
  const [first, ...also] = [...duty, ...boardSayings(town, freshness, world)];
  const kind = missing.length > 0 && !missing.some((each) => each.kind === "ACTIVITY") ? missing[0]!.kind : "ACTIVITY";
  return { ...first!, also, path: `/threads/new?town=${town.slug}&kind=${kind}`, key: `reminder:${keys[0]!.key}` };
}

/** What the administrators are told when the towns' own reminders have not helped. */
export function administratorsNotice(key: string, short: readonly { name: string }[], world: World): Notice {
  const month = monthOf(world.now, world.timeZone);
  const { days, workingDays } = timeLeft(world);
  const first = { kind: "townsShort", args: { month, count: short.length, towns: namesOf(short) } };
  return { ...first, also: [{ kind: "quotaTime", args: { count: days, workingDays } }], path: `/admin/quota/${month}`, key: `reminder:${key}` };
}

/** The names of towns in a message, in no language in particular. */
export const namesOf = (towns: readonly { name: string }[]): string =>
  [...towns.slice(0, MOST_NAMES).map(({ name }) => name), ...(towns.length > MOST_NAMES ? ["…"] : [])].join(" · ");

function boardSayings(town: { name: string; lastPublishedAt: string | null }, freshness: TownReminder["freshness"], { now }: World): Saying[] {
  if (freshness === null) return [];
  if (freshness === "empty" || town.lastPublishedAt === null) return [{ kind: "boardEmpty", args: { town: town.name } }];
  const args = { town: town.name, count: daysSince(town.lastPublishedAt, now) };
  return [freshness === "stale" ? { kind: "boardStale", args } : { kind: "boardStaleSoon", args }];
}
