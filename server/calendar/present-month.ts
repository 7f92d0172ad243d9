import { now } from "../core/clock.ts";
import { config } from "../core/config.ts";
import { type Month, monthOf } from "./month.ts";

/** The month that runs now in the site's time zone. */
export const presentMonth = (): Month => monthOf(now(), config().timeZone);
