import type { TownStatus } from "../../quota/counting/standing.ts";
import { type OnTime, onTimeRate } from "./answers-on-time.ts";

/** All that the order of towns looks at. Nothing else does: no likes, views, votes, streaks, and nothing above the target. */
export interface StandingFacts {
  id: number;
  status: TownStatus;
  onTime: OnTime;
  /** Different residents who wrote on its board in that month. */
  residents: number;
  /** Towns are compared within their group; those without one (null) among themselves. */
  peerGroup: string | null;
}

export interface Place {
  /** From 1; towns that stand alike share it (1, 2, 2, 4). Null for towns that have none. */
  rank: number | null;
  /** How many towns have a place in its group. */
  of: number;
  /** 0 to 1; null below the floor. */
  onTimeRate: number | null;
}

const hasPlace = ({ status }: Pick<StandingFacts, "status">) => status !== "exempt" && status !== "not_on_duty";

/**
 * The place of each of `towns` in its peer group, by id. Order: quota met first, then on-time answers, then how many residents took
 * part. A town whose on-time figure has too few answers stands, in that step, where the middle of its group stands: for
 * want of questions nobody goes up or down. Source: domain.md, "Standings are a setting". @param floor answers that a figure needs
 */
export function placesOf(towns: readonly StandingFacts[], floor: number): Map<number, Place> {
  const groups = new Map<string | null, StandingFacts[]>(towns.map(({ peerGroup }) => [peerGroup, []]));
  for (const town of towns) groups.get(town.peerGroup)!.push(town);
  return new Map([...groups.values()].flatMap((group) => placesInGroup(group, floor)));
}

/** How many places a town went up (below 0: down) since `before`; null where it has no place in one of both, or another group. */
export function movementOf(now: Ranked, before: Ranked | undefined): number | null {
  if (!before || before.peerGroup !== now.peerGroup || before.rank === null || now.rank === null) return null;
  return before.rank - now.rank;
}

export interface Ranked {
  rank: number | null;
  peerGroup: string | null;
}

function placesInGroup(group: readonly StandingFacts[], floor: number): [number, Place][] {
  const rates = new Map(group.map((town) => [town.id, onTimeRate(town.onTime, floor)]));
  const ranked = group.filter(hasPlace);
  const middle = medianOf(ranked.flatMap(({ id }) => rates.get(id) ?? []));
  const rateOf = ({ id }: StandingFacts) => rates.get(id) ?? middle;
  const compare = (one: StandingFacts, other: StandingFacts) =>
    Number(other.status === "met") - Number(one.status === "met") || rateOf(other) - rateOf(one) || other.residents - one.residents;
  const order = ranked.toSorted(compare);
  const places = new Map<number, number>();
  order.forEach((town, index) => {
    const above = order[index - 1];
    places.set(town.id, above && compare(above, town) === 0 ? places.get(above.id)! : index + 1);
  });
  return group.map(({ id }) => [id, { rank: places.get(id) ?? null, of: ranked.length, onTimeRate: rates.get(id) ?? null }]);
}

/** Any number will do where nobody has a figure: then nobody differs. */
function medianOf(rates: readonly number[]): number {
  const sorted = rates.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return sorted.length === 0 ? 0 : (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}
