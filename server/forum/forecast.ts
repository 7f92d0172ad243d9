import type { Actor } from "../actor.ts";
import { now } from "../clock.ts";
import { config } from "../config.ts";
import { db } from "../data/client.ts";
import type { Kind } from "../kinds.ts";
import { presentMonth, townLineOf } from "../quota/counter.ts";
import { type Shortfall, shortfalls } from "../quota/credit.ts";
import { daysLeft } from "../quota/month.ts";
import { policies } from "../quota/policies.ts";
import { policyOf } from "../quota/policy.ts";

/** What a new thread would do for the town's month, told before it is sent. */
export interface Forecast {
  willCount: boolean;
  /** It would be the n-th credited one of the month. */
  ordinal: number;
  target: number;
  /** Still missing after it. */
  short: number;
  daysLeft: number;
  /** Rules that it fails; length is left to the page while typing. */
  fails: Shortfall[];
  minimumCharacters: number;
}

/** The forecast for an association's new thread; null for others, to whom the quota means nothing. */
export async function forecast(actor: Actor, town: string, kind: Kind | null): Promise<Forecast | null> {
  if (actor.role !== "association" || actor.townId === null) return null;
  const own = await db.town.findUniqueOrThrow({ where: { id: actor.townId }, select: { slug: true } });
  const month = presentMonth();
  const line = await townLineOf(own.slug, month);
  const policy = policyOf(await policies(), month);
  const townId = town === own.slug || town === "" ? actor.townId : -1;
  const facts = {
    kind: kind ?? "ACTIVITY",
    state: "published",
    townId,
    openedForTownId: actor.townId,
    bodyLength: policy.minimumCharacters,
    distinctCharacters: policy.minimumDistinctCharacters,
    pictureCount: 0,
    grantReason: null,
  } as const;
  const fails = shortfalls(facts, policy);
  const ordinal = (line?.counter.credited ?? 0) + 1;
  return {
    willCount: fails.length === 0,
    ordinal,
    target: line?.counter.target ?? policy.target,
    short: Math.max(0, (line?.counter.short ?? policy.target) - 1),
    daysLeft: daysLeft(month, now(), config().timeZone),
    fails,
    minimumCharacters: policy.minimumCharacters,
  };
}
