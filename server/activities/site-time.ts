import { Temporal } from "@js-temporal/polyfill";

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** Why a text names no instant; also the key of the text that explains it. */
export type NoInstant = "timeShape" | "noSuchHour";

/**
 * The instant that `text` names: ISO 8601 with its offset, or without one the time on a clock in `timeZone`, as a browser's date field
 * sends it. An hour that is there twice, when summer ends, is the first of the two; one that is skipped does not exist.
 */
export function instantFrom(text: string, timeZone: string): Date | NoInstant {
  try {
    if (!LOCAL.test(text)) return new Date(Temporal.Instant.from(text).epochMilliseconds);
    const local = Temporal.PlainDateTime.from(text);
    const zoned = local.toZonedDateTime(timeZone);
    return zoned.toPlainDateTime().equals(local) ? new Date(zoned.epochMilliseconds) : "noSuchHour";
  } catch {
    return "timeShape";
  }
}

/** `instant` as a browser's date field wants it: YYYY-MM-DDTHH:MM on a clock in `timeZone`. */
export const localText = (instant: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: "minute" });
