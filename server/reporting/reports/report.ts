import { type Month, monthsUpTo } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { now } from "../../core/clock.ts";
import { NotFound } from "../../core/problems.ts";
import { db } from "../../data/client.ts";
import { type Correction, correctionsOf, type FrozenMonth, frozenMonth, frozenTown } from "../../quota/closing/frozen-month.ts";
import {
  type CountedMonth,
  type CountedRates,
  ledger,
  type MonthFigures,
  monthFigures,
  ratesIn,
  type TownLine,
  townLines,
} from "../../quota/counting/counter.ts";
import type { OnDuty } from "../../quota/counting/standing.ts";
import { policies } from "../../quota/policy/policies.ts";
import { exemptionOf, type Policy, policyOf } from "../../quota/policy/policy.ts";
import { townBySlug } from "../../towns/towns.ts";

/** Until when a report's figures are good. */
export interface Standing {
  /** ISO instant at which the month was closed; null while its figures are live. */
  closedAt: string | null;
  /** ISO instant at which the report was made. */
  madeAt: string;
}

/** A month over all towns, as every form of its report tells it. */
export interface MonthReport extends Standing {
  month: Month;
  policy: Policy;
  figures: MonthFigures;
  towns: TownLine[];
}

export interface CityMonth extends CountedRates {
  month: Month;
}

export interface TownYear {
  name: string;
  /** As many as the report has months. */
  months: CountedMonth[];
}

/** A year over all towns, up to the running month. */
export interface YearReport extends Standing {
  year: number;
  policy: Policy;
  months: CityMonth[];
  towns: TownYear[];
}

/** A town's year month by month. */
export interface TownYearReport extends Standing {
  year: number;
  policy: Policy;
  town: { slug: string; name: string };
  months: (CountedMonth & { exemption: string | null; correction: Correction | null })[];
}

/** @throws NotFound: a month that has not begun has nothing to report */
export async function monthReport(month: Month): Promise<MonthReport> {
  if (month > presentMonth()) throw new NotFound();
  const [towns, frozen, decided] = await Promise.all([townLines(month), frozenMonth(month), policies()]);
  const policy = frozen?.policy ?? policyOf(decided, month);
  const updated = new Map(frozen?.towns.map(({ id, lastPublishedAt }) => [id, lastPublishedAt]));
  const asClosed = frozen ? towns.map((town) => ({ ...town, lastPublishedAt: updated.get(town.id) ?? null })) : towns;
  return { month, policy, figures: await monthFigures(month, towns), towns: asClosed, closedAt: frozen?.closedAt ?? null, madeAt: now().toISOString() };
}

/** @throws NotFound: a year that has not begun */
export async function yearReport(year: number): Promise<YearReport> {
  const months = monthsOf(year);
  const towns = await db.town.findMany({ select: TOWN, orderBy: [{ position: "asc" }, { id: "asc" }] });
  const [book, decided] = await Promise.all([ledger(months), policies()]);
  return {
    year,
    policy: policyOf(decided, months.at(-1)!),
    months: months.map((month) => ({ month, ...ratesIn(book, towns, month) })),
    towns: towns.map((town) => ({ name: town.name, months: months.map((month) => book.counterOf(town, month)) })),
    ...standing(book.frozen, months),
  };
}

/** @throws NotFound: no such town, or a year that has not begun */
export async function townYearReport(slug: string, year: number): Promise<TownYearReport> {
  const months = monthsOf(year);
  const town = await townBySlug(db, slug);
  const [book, decided] = await Promise.all([ledger(months, town.id), policies()]);
  const rows = months.map(async (month) => {
    const frozen = book.frozen.get(month);
    const exemption = frozen ? (frozenTown(frozen, town.id)?.exemption ?? null) : exemptionOf(decided, town.id, month);
    return { ...book.counterOf(town, month), exemption, correction: frozen ? ((await correctionsOf(month)).get(town.id) ?? null) : null };
  });
  const policy = policyOf(decided, months.at(-1)!);
  return { year, policy, town: { slug: town.slug, name: town.name }, months: await Promise.all(rows), ...standing(book.frozen, months) };
}

const TOWN = { id: true, slug: true, name: true, onDutyFrom: true, onDutyUntil: true } as const satisfies Record<keyof OnDuty | "slug" | "name", true>;

/** The year's months that have begun. */
function monthsOf(year: number): Month[] {
  const months = monthsUpTo(`${year}-12`, 12).filter((month) => month <= presentMonth());
  if (months.length === 0) throw new NotFound();
  return months;
}

/** A year is as closed as the last of its months, and only when all are. */
function standing(frozen: ReadonlyMap<Month, FrozenMonth>, months: readonly Month[]): Standing {
  const last = frozen.size === months.length && months.length === 12 ? frozen.get(months.at(-1)!)! : null;
  return { closedAt: last?.closedAt ?? null, madeAt: now().toISOString() };
}

/** The running year in the site's time zone. */
export const presentYear = (): number => Number(presentMonth().slice(0, 4));
