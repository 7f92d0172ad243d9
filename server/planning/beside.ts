import { z } from "zod";
import { localText } from "../activities/site-time.ts";
import { config } from "../core/config.ts";
import { ASKING, type Kind } from "../core/kinds.ts";
import { StartThreadInput } from "../forum/inputs.ts";
import { KeptPicture } from "../media/inputs.ts";

/** Where and when, as far as it is filled in: a draft may be half written, and is looked through when it is sent. */
const typed = z
  .union([z.string().max(200, "wrongType"), z.number()], "wrongType")
  .nullish()
  .transform((value) => (value === null || value === undefined ? "" : String(value)));
const FIELDS = ["startsAt", "endsAt", "place", "contact", "capacity", "campaignDay"] as const;
export type ActivityFields = Partial<Record<(typeof FIELDS)[number], string>>;

export const ActivityFieldsInput = z.object({ startsAt: typed, endsAt: typed, place: typed, contact: typed, capacity: typed, campaignDay: typed });

const Besides = StartThreadInput.pick({ activity: true, recap: true, private: true, category: true, channel: true }).extend({
  pictures: z.array(KeptPicture).optional(),
});
type Besides = z.infer<typeof Besides>;

/** What a draft keeps besides its text. */
export interface Beside extends Partial<Omit<Besides, "activity">> {
  activity?: ActivityFields | null | undefined;
}

/** The same with an activity of any shape: as it was typed, or as it was understood. */
export type KeptBeside = Omit<Beside, "activity" | "pictures"> & { activity?: object | null | undefined; pictures?: readonly KeptPicture[] | undefined };

/** As the columns keep it. */
export function besideColumns({ activity, recap, private: isPrivate, category, channel, pictures }: KeptBeside) {
  const kept = pictures && pictures.length > 0 ? pictures : undefined;
  const beside = { pictures: kept, activity: activity ?? undefined, recap: recap ?? undefined, private: isPrivate, category, channel };
  const isEmpty = Object.values(beside).every((value) => value === undefined);
  return { activity: isEmpty ? null : JSON.stringify(beside), recapOfId: recap?.ofId ?? null };
}

/** As it was kept. */
export const besideOf = (column: string | null): Beside => (column === null ? {} : (JSON.parse(column) as Beside));

/** What will be written beside the thread, of all that was kept what `kind` takes. @throws ZodError where something is missing or wrong */
export function besideToPublish(kind: Kind, column: string | null): Besides {
  const { activity, recap, pictures, ...asked } = besideOf(column);
  return Besides.parse(ASKING.includes(kind) ? asked : kind === "ACTIVITY" ? { activity, recap, pictures } : { pictures });
}

/** The fields of a form, named as views/activities/fields.ejs names them, times on a clock of the site. */
export function activityValues({ activity }: Beside): Record<string, string> {
  const { timeZone } = config();
  const local = (text: string) => (text.endsWith("Z") ? localText(new Date(text), timeZone) : text);
  const entries = FIELDS.map((name) => [`activity.${name}`, String(activity?.[name] ?? "")] as const);
  return Object.fromEntries(entries.map(([name, value]) => [name, /At$/.test(name) ? local(value) : value]));
}

/** What a template keeps of an activity: all but its date. */
export interface TemplateActivity extends Omit<ActivityFields, "startsAt" | "endsAt"> {
  /** HH:MM, site time. */
  startHour?: string | undefined;
  endHour?: string | undefined;
}

/** An activity without its date. */
export function withoutDate(beside: Beside): TemplateActivity | null {
  if (!beside.activity) return null;
  const { place, contact, capacity, campaignDay } = beside.activity;
  const values = activityValues(beside);
  const hour = (name: string) => /T(\d\d:\d\d)/.exec(values[name] ?? "")?.[1];
  return { place, contact, capacity, campaignDay, startHour: hour("activity.startsAt"), endHour: hour("activity.endsAt") };
}

/** The same on a date (YYYY-MM-DD); without one the time stays open. */
export function onDate({ startHour, endHour, ...rest }: TemplateActivity, date: string | null): ActivityFields {
  const at = (hour: string | undefined) => (date !== null && hour !== undefined ? `${date}T${hour}` : "");
  return { ...rest, startsAt: at(startHour), endsAt: at(endHour) };
}
