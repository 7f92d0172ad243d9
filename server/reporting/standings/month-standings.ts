import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/permissions.ts";
import { type Month, monthsAfter } from "../../calendar/month.ts";
import { UntilCommitCache } from "../../core/cache/until-commit.ts";
import { db } from "../../data/client.ts";
import type { FrozenMonth } from "../../quota/closing/frozen-month.ts";
import { type Ledger, ledger } from "../../quota/counting/counter.ts";
import type { OnDuty } from "../../quota/counting/standing.ts";
import { settings } from "../../settings/settings.ts";
import { type OnTime, onTimeRate } from "./answers-on-time.ts";
import { standingFacts } from "./standing-facts.ts";
import { movementOf, type Place, placesOf, type Ranked, type StandingFacts } from "./standings.ts";

/** A town's place with what it is made of. */
export interface TownPlace extends Place {
  onTime: OnTime;
  residents: number;
  /** Places gone up since the month before; null where nothing is to be compared. */
  movement: number | null;
}

type Compared = OnDuty & { peerGroup: string | null };

/** The place of each of `towns` (all there are) in `month`, by id: of a closed month as frozen. @param book knows `month` and the one before */
export const monthStandings = (month: Month, towns: readonly Compared[], book: Ledger): Promise<Map<number, TownPlace>> =>
  standingsCache.get(month, async () => {
    const { standingsFloor } = await settings();
    const [here, before] = [await placesIn(month, towns, book, standingsFloor), await placesIn(monthsAfter(month, -1), towns, book, standingsFloor)];
    return new Map([...here].map(([id, place]) => [id, Object.assign(place, { movement: movementOf(place, before.get(id)) })]));
  });

/** A second's questions and replies of thousands of towns take longer to read than the page to make (docs/benchmarks.md). */
const standingsCache = new UntilCommitCache<Promise<Map<number, TownPlace>>>({ max: 20 });

/** The place of each of `towns` in `month`, by id; null where `actor` does not see standings. */
export async function ranksFor(actor: Actor, month: Month, towns: readonly Compared[]): Promise<Map<number, number | null> | null> {
  const rules = await settings();
  if (!can(actor, "seeStandings", rules)) return null;
  const places = await placesIn(month, towns, await ledger([month]), rules.standingsFloor);
  return new Map([...places].map(([id, { rank }]) => [id, rank]));
}

type PlaceThen = Omit<TownPlace, "movement"> & Ranked;

async function placesIn(month: Month, towns: readonly Compared[], book: Ledger, floor: number): Promise<Map<number, PlaceThen>> {
  const closed = book.frozen.get(month);
  if (closed) return frozenPlaces(closed, floor);
  const of = await standingFacts(db, month, book.present);
  const facts = towns.map((town): StandingFacts => {
    const { onTime, residents } = of(town.id);
    return { id: town.id, peerGroup: town.peerGroup, status: book.counterOf(town, month).status, onTime, residents };
  });
  const places = placesOf(facts, floor);
  return new Map(facts.map((town) => [town.id, Object.assign(town, places.get(town.id)!)]));
}

function frozenPlaces({ towns }: FrozenMonth, floor: number): Map<number, PlaceThen> {
  const sizes = new Map<string | null, number>();
  for (const { peerGroup, rank } of towns) if (rank !== null) sizes.set(peerGroup, (sizes.get(peerGroup) ?? 0) + 1);
  return new Map(
    towns.map(({ id, rank, onTime, residents, peerGroup }) => [
      id,
      { rank, of: sizes.get(peerGroup) ?? 0, onTimeRate: onTimeRate(onTime, floor), onTime, residents, peerGroup },
    ]),
  );
}
