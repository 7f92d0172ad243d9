import type { Request } from "express";
import type { Locale } from "../core/config.ts";
import { type Dates, datesOf } from "./dates.ts";

/** How `locale` writes dates and numbers. */
export const datesIn = (locale: Locale): Dates => datesOf()[locale];

/** The reader's texts and ways of writing, for what is said outside of views. */
export const wordsOf = (req: Request): Dates & { t: Request["t"] } => ({ t: req.t, ...datesIn(req.locale as Locale) });
