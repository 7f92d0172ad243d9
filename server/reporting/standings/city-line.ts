import { type Month, monthsAfter, monthsUpTo } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { closedRates } from "../../quota/closing/frozen-month.ts";
import { type CountedRates, type Ledger, ledger, ratesIn } from "../../quota/counting/counter.ts";
import type { TownFacts } from "../../quota/counting/town-facts.ts";

/** The best month of a rate; the latest of several that are alike. */
export interface Best {
  month: Month;
  rate: number;
}

/** The city's own line: how the section "keeps its leading position". */
export interface CityLine {
  month: Month;
  before: Month;
  participation: RateLine;
  attainment: RateLine;
}

export interface RateLine {
  /** Percentage points more than the month before; null where one of both has no rate. */
  points: number | null;
  best: Best | null;
}

/** Five years back: best months of another time say nothing of today. */
const MOST_MONTHS = 60;

/** `month` beside the month before and the best of all months until now, `month` among them. @param book knows `month` and the one before */
export async function cityLine(month: Month, towns: readonly TownFacts[], book: Ledger): Promise<CityLine> {
  const months = await ratedMonths(towns, book);
  const before = monthsAfter(month, -1);
  const [here, then] = [ratesIn(book, towns, month), ratesIn(book, towns, before)];
  const lineOf = (rate: RateName): RateLine => ({ points: pointsMore(here[rate], then[rate]), best: bestOf(months, rate) });
  return { month, before, participation: lineOf("participationRate"), attainment: lineOf("attainmentRate") };
}

type RateName = "participationRate" | "attainmentRate";

/** As whole percents are shown, so that the difference is that of what is shown. */
const pointsMore = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : Math.round(one * 100) - Math.round(other * 100);

type Rated = CountedRates & { month: Month };

function bestOf(months: readonly Rated[], rate: RateName): Best | null {
  let best: Best | null = null;
  for (const each of months) {
    const value = each[rate];
    if (value !== null && (best === null || value >= best.rate)) best = { month: each.month, rate: value };
  }
  return best;
}

/** Every month since the first on duty that is over, and the present one. */
async function ratedMonths(towns: readonly TownFacts[], book: Ledger): Promise<Rated[]> {
  const first = towns.reduce<Month>((earliest, { onDutyFrom }) => (onDutyFrom < earliest ? onDutyFrom : earliest), presentMonth());
  const months = monthsUpTo(presentMonth(), MOST_MONTHS).filter((month) => month >= first);
  const known = await closedRates(months);
  const others = await ledger(months.filter((month) => !known.has(month) && !book.months.includes(month)));
  return months.map((month) => ({ month, ...(known.get(month) ?? ratesIn(book.months.includes(month) ? book : others, towns, month)) }));
}
