import { z } from "zod";
import { config } from "../core/config.ts";
import { identifier, line, lines, refuse } from "../core/text-fields.ts";
import { instantFrom } from "./site-time.ts";

/** The city's memorial days, MM-DD; a town may have its own besides. Source: domain.md, memorial days. */
export const CITY_CAMPAIGN_DAYS = ["03-08", "05-29", "07-11", "09-25"] as const;

export const ACTIVITY_LIMITS = { place: 120, contact: 120, capacity: 100_000, reason: 500, headCount: 1_000_000, name: 40, people: 10 } as const;

const given = { error: (issue: { input?: unknown }) => (issue.input === undefined || issue.input === null ? "required" : "wrongType") };
const YEARS = [2000, 2100] as const;

/** ISO 8601, or the time on a clock in the site's zone as a browser's date field sends it. */
function instant(text: string, context: z.RefinementCtx): Date {
  const found = text === "" ? "required" : instantFrom(text, config().timeZone);
  const isFar = found instanceof Date && (found.getUTCFullYear() < YEARS[0] || found.getUTCFullYear() > YEARS[1]);
  if (found instanceof Date && !isFar) return found;
  refuse(context, found instanceof Date ? "timeShape" : found);
  return z.NEVER;
}

const DATE_TIME = { type: "string", format: "date-time", description: "ISO 8601; without an offset a time in the site's zone." } as const;
const startsAt = z.string(given).transform(instant).meta(DATE_TIME);
const endsAt = z
  .string("wrongType")
  .nullish()
  .transform((text, context) => (text ? instant(text, context) : null));

/** A whole number; empty: none. */
const count = (min: number, max: number, key: string) =>
  z
    .union([z.number(), z.string()], "wrongType")
    .nullish()
    .transform((value, context) => {
      if (value === null || value === undefined || value === "") return null;
      const number = Number(value);
      if (Number.isInteger(number) && number >= min && number <= max) return number;
      refuse(context, key, { min, max });
      return z.NEVER;
    });

const campaignDay = z
  .string("wrongType")
  .nullish()
  .transform((text, context) => {
    if (text && !/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text)) refuse(context, "unknownCampaignDay");
    return text || null;
  });

const details = {
  startsAt,
  endsAt,
  place: line({ max: ACTIVITY_LIMITS.place }),
  contact: line({ min: 0, max: ACTIVITY_LIMITS.contact }).default(""),
  /** Places that can be booked; none: no booking. */
  capacity: count(1, ACTIVITY_LIMITS.capacity, "capacityShape"),
  campaignDay,
};
const endsAfterStart = ({ startsAt: from, endsAt: until }: { startsAt: Date; endsAt: Date | null }, context: z.RefinementCtx) => {
  if (until && from && until <= from) context.addIssue({ code: "custom", message: "endsBeforeStart", path: ["endsAt"] });
};

/** Where and when an activity takes place; also what a draft keeps of it, as JSON. */
export const ActivityInput = z.object(details).superRefine(endsAfterStart);
export type ActivityInput = z.infer<typeof ActivityInput>;

/** The same with the reason for another time, which those who signed up are told of. */
export const EditActivityInput = z.object({ ...details, reason: lines({ min: 0, max: ACTIVITY_LIMITS.reason }).default("") }).superRefine(endsAfterStart);
export type EditActivityInput = z.infer<typeof EditActivityInput>;

export const CancelActivityInput = z.object({ reason: lines({ max: ACTIVITY_LIMITS.reason }) });

/** Who comes: a name for the association, a phone number only if one wants to be called, how many people. Nothing else is ever asked. */
export const BookingInput = z.object({
  name: line({ max: ACTIVITY_LIMITS.name }),
  phone: z
    .string("wrongType")
    .trim()
    .regex(/^$|^\+?[\d][\d -]{4,19}$/, "phoneShape")
    .default(""),
  people: z.coerce.number("peopleShape").int("peopleShape").min(1, "peopleShape").max(ACTIVITY_LIMITS.people, "peopleShape").default(1),
});
export type BookingInput = z.infer<typeof BookingInput>;

/** The announcement that a thread is the recap of, and how many came. */
export const RecapOf = z.object({ ofId: identifier, headCount: count(0, ACTIVITY_LIMITS.headCount, "headCountShape") });
export type RecapOf = z.infer<typeof RecapOf>;

const PREFIX = "activity.";

/** The activity's fields of a form, whose names begin with `activity.`; undefined when nothing is filled in. */
export function activityOf(body: Record<string, unknown>): Record<string, unknown> | undefined {
  const fields = Object.entries(body).filter(([name]) => name.startsWith(PREFIX));
  const isEmpty = fields.every(([, value]) => typeof value === "string" && value.trim() === "");
  return isEmpty ? undefined : Object.fromEntries(fields.map(([name, value]) => [name.slice(PREFIX.length), value]));
}
