import { z } from "zod";
import { NotFound } from "../core/problems.ts";
import { MONTH_SHAPE, type Month } from "./month.ts";
/** A month in an address or a query: YYYY-MM. */
export const monthInput = z.string("monthShape").regex(MONTH_SHAPE, "monthShape");

/** The month in an address. @throws NotFound: anything else is an address that does not exist */
export function monthIn(value: unknown): Month {
  const parsed = monthInput.safeParse(value);
  if (!parsed.success) throw new NotFound();
  return parsed.data;
}

/** A year in an address or a query. */
export const yearInput = z.coerce.number("yearShape").int("yearShape").min(1900, "yearShape").max(2199, "yearShape");

/** The year in an address. @throws NotFound */
export function yearIn(value: unknown): number {
  const parsed = yearInput.safeParse(value);
  if (!parsed.success) throw new NotFound();
  return parsed.data;
}
