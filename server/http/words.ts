import type { Request } from "express";
import { type Config, config, type Locale } from "../config.ts";
import { type Dates, datesOf } from "./dates.ts";

const known = new WeakMap<Readonly<Config>, Record<Locale, Dates>>();

/** How `locale` writes dates and numbers; the formats are made once. */
export function datesIn(locale: Locale): Dates {
  const made = known.get(config()) ?? datesOf();
  known.set(config(), made);
  return made[locale];
}

/** The reader's texts and ways of writing, for what is said outside of views. */
export const wordsOf = (req: Request): Dates & { t: Request["t"] } => ({ t: req.t, ...datesIn(req.locale as Locale) });
