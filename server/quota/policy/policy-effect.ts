import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import type { Month } from "../../calendar/month.ts";
import { Conflict } from "../../core/problems.ts";
import { db } from "../../data/client.ts";
import { closedMonths } from "../closing/frozen-month.ts";
import { thePresent } from "../counting/counter.ts";
import { creditInOrder } from "../counting/credit.ts";
import { type ByKind, NONE_CREDITED } from "../counting/standing.ts";
import { byTown, threadsToJudge } from "../threads-to-judge.ts";
import { policiesIn } from "./policies.ts";
import type { Policies } from "./policy.ts";
import { differences } from "./policy-change.ts";

/** What a change would do to towns in its first month, before it is saved. Writes nothing. @throws Forbidden, Conflict (a closed month) */
export async function policyEffect(actor: Actor, month: Month, change: (policies: Policies, townIdOf: (slug: string) => number | undefined) => Policies) {
  allow(actor, "administrateQuota", {});
  const [policies, present, towns, closed, threads] = await Promise.all([
    policiesIn(db),
    thePresent(),
    db.town.findMany({
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: { id: true, slug: true, name: true, onDutyFrom: true, onDutyUntil: true },
    }),
    closedMonths(),
    threadsToJudge(db, month),
  ]);
  if (closed.has(month)) throw new Conflict("monthClosed");
  const ids = new Map(towns.map(({ id, slug }) => [slug, id]));
  const proposed = change(policies, (slug) => ids.get(slug));
  const isSettled = (each: Month) => each < month || closed.has(each);
  const judged = [...byTown(threads).values()].flatMap((own) => {
    const credits = creditInOrder(own, proposed, isSettled);
    return own.map((thread, index) => ({ ...thread, creditedMonth: credits[index]!.creditedMonth }));
  });
  const { changed, others } = differences(
    month,
    present,
    { towns, policies, credited: countsIn(month, threads) },
    { towns, policies: proposed, credited: countsIn(month, judged) },
  );
  return { changed, others };
}

function countsIn(month: Month, threads: readonly { townId: number; kind: keyof ByKind; creditedMonth: Month | null }[]): Map<number, ByKind> {
  const counts = new Map<number, ByKind>();
  for (const { townId, kind, creditedMonth } of threads) {
    if (creditedMonth !== month) continue;
    const known = counts.get(townId) ?? NONE_CREDITED;
    counts.set(townId, { ...known, [kind]: known[kind] + 1 });
  }
  return counts;
}
