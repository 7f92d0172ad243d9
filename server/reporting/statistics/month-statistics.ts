import type { Month } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { now } from "../../core/clock.ts";
import { NotFound } from "../../core/problems.ts";
import { db } from "../../data/client.ts";
import { allCategories } from "../../offices/categories.ts";
import { type Office, officeNames } from "../../offices/offices.ts";
import { type Figures, figuresOf, sumOf } from "./statistics.ts";
import { type Cell, cellsOf, stretchOf } from "./tallies.ts";

/** The figures of an office or a category. */
export type NamedFigures = { slug: string; name: string } & Figures;

export interface MonthStatistics {
  month: Month;
  /** The instant as at which it is told: the month's last, or now. */
  asOf: string;
  total: Figures;
  byTown: NamedFigures[];
  byDepartment: NamedFigures[];
  byCategory: NamedFigures[];
  /** What no office was responsible for, and what was filed under no category. */
  unassigned: Figures;
  uncategorised: Figures;
}

/**
 * The public statistics of a month that has begun. @param town only what this town's office answered or is to answer
 * @throws NotFound (a month to come, unknown town)
 */
export async function monthStatistics(month: Month, town?: string): Promise<MonthStatistics> {
  if (month > presentMonth()) throw new NotFound();
  const stretch = stretchOf(month, now());
  const [all, names, categories] = await Promise.all([cellsOf(db, stretch), officeNames(), allCategories()]);
  const only = town === undefined ? null : townIn(names, town);
  const cells = only ? all.filter(({ office }) => office === only.key) : all;
  const offices = only ? [only] : [...names.values()];
  const figures = (fits: (cell: Cell) => boolean) => figuresOf(sumOf(cells.filter(fits).map(({ tally }) => tally)));
  const named = ({ key, slug, name }: Office): NamedFigures => ({ slug, name, ...figures(({ office }) => office === key) });
  return {
    month,
    asOf: stretch.until.toISOString(),
    total: figures(() => true),
    byTown: offices.filter(({ kind }) => kind === "town").map(named),
    byDepartment: offices.filter(({ kind }) => kind === "department").map(named),
    byCategory: categories.map(({ id, slug, name }) => ({ slug, name, ...figures(({ categoryId }) => categoryId === id) })),
    unassigned: figures(({ office }) => office === null),
    uncategorised: figures(({ categoryId }) => categoryId === null),
  };
}

function townIn(names: ReadonlyMap<string, Office>, slug: string): Office {
  const town = [...names.values()].find((office) => office.kind === "town" && office.slug === slug);
  if (!town) throw new NotFound("unknownTown");
  return town;
}

/** The same as the API tells it. */
export const statisticsJson = ({ total, ...rest }: MonthStatistics) => ({ ...rest, ...total });
