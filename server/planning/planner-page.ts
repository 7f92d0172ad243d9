import type { Actor } from "../access/actor.ts";
import { allow, can } from "../access/permissions.ts";
import { workingCalendar } from "../calendar/calendar.ts";
import { isOver, type Month, monthsAfter, workingDaysLeft } from "../calendar/month.ts";
import { presentMonth } from "../calendar/present-month.ts";
import { dateOf } from "../calendar/working-days.ts";
import { now } from "../core/clock.ts";
import { config } from "../core/config.ts";
import type { Kind } from "../core/kinds.ts";
import { Forbidden, SignInNeeded } from "../core/problems.ts";
import { newThreadUrl, url } from "../core/urls.ts";
import { db } from "../data/client.ts";
import { type TownLine, townLineOf } from "../quota/counting/counter.ts";
import { policies } from "../quota/policy/policies.ts";
import { policyOf } from "../quota/policy/policy.ts";
import { townIdOf, townSlugOf } from "../towns/towns.ts";
import { draftItems, waitingForMe } from "./draft-rows.ts";
import { type CalendarCell, monthCalendar } from "./month-calendar.ts";
import type { DraftItem } from "./outputs.ts";
import { type OwnDay, ownDaysOf } from "./own-campaign-days.ts";
import { type TemplateItem, templatesOf } from "./templates.ts";

/** What is still missing this month, and what would count. */
export interface Missing {
  counter: TownLine["counter"];
  workingDaysLeft: number;
  kinds: readonly Kind[];
  /** Kinds of which there must still be so many. */
  perKind: { kind: Kind; missing: number }[];
  minimumCharacters: number;
  minimumCharactersWithPicture: number;
  /** Scheduled for what is left of this month: they count once they are published. */
  scheduled: number;
  exemption: string | null;
}

export interface PlannerPage {
  town: { slug: string; name: string; url: string };
  month: Month;
  missing: Missing;
  weeks: (CalendarCell | null)[][];
  drafts: DraftItem[];
  waiting: DraftItem[];
  templates: TemplateItem[];
  ownDays: OwnDay[];
  previousUrl: string;
  nextUrl: string;
  currentUrl: string | null;
  newUrl: string;
  may: { plan: boolean };
}

/** The months that a calendar is worth turning to, before and after the present one. */
const MONTHS_AROUND = 24;

/** An association's month: what is missing, what is planned, what was published. @param asked the town (administrators) and the month @throws Forbidden */
export async function plannerPage(actor: Actor, asked: { town?: string | undefined; month?: Month | undefined }): Promise<PlannerPage> {
  const townId = await plannedTown(actor, asked.town);
  allow(actor, "readPlans", { townId });
  const present = presentMonth();
  const month = clamp(asked.month ?? present, monthsAfter(present, -MONTHS_AROUND), monthsAfter(present, MONTHS_AROUND));
  const slug = await townSlugOf(townId);
  const ownDays = await ownDaysOf(actor, townId);
  const [line, weeks, { items: drafts }, waiting, templates] = await Promise.all([
    townLineOf(slug, present),
    monthCalendar(actor, townId, month, ownDays, can(actor, "plan", { townId }) ? slug : null),
    draftItems(actor, { townId, states: ["draft", "scheduled", "submitted", "sent_back"] }, 100),
    waitingForMe(actor),
    templatesOf(actor, townId),
  ]);
  const town = asked.town === undefined ? null : slug;
  const turn = (to: Month) => url("/planner", { town, month: to });
  return {
    town: { slug, name: line!.name, url: line!.url },
    month,
    missing: await missingOf(townId, line!, present),
    weeks,
    drafts,
    waiting,
    templates,
    ownDays,
    previousUrl: turn(monthsAfter(month, -1)),
    nextUrl: turn(monthsAfter(month, 1)),
    currentUrl: month === present ? null : url("/planner", { town }),
    newUrl: newThreadUrl(slug, "ACTIVITY"),
    may: { plan: can(actor, "plan", { townId }) },
  };
}

/** The town whose plans are asked for: one's own, or the one that an administrator names. @throws SignInNeeded, Forbidden */
export async function plannedTown(actor: Actor, slug: string | undefined): Promise<number> {
  if (actor.id === null) throw new SignInNeeded();
  if (slug !== undefined) return townIdOf(slug);
  if (actor.townId === null) throw new Forbidden();
  return actor.townId;
}

async function missingOf(townId: number, { counter, byKind, exemption }: TownLine, month: Month): Promise<Missing> {
  const [decided, days, { timeZone }] = [await policies(), await workingCalendar(), config()];
  const policy = policyOf(decided, month);
  const due = await db.draft.findMany({ where: { townId, state: "scheduled", kind: { in: [...policy.kinds] } }, select: { publishAt: true } });
  const perKind = policy.kinds.map((kind) => ({ kind, missing: Math.max(0, (policy.perKind[kind] ?? 0) - byKind[kind]) }));
  return {
    counter,
    workingDaysLeft: workingDaysLeft(month, now(), timeZone, days),
    kinds: policy.kinds,
    perKind: perKind.filter(({ missing }) => missing > 0),
    minimumCharacters: policy.minimumCharacters,
    minimumCharactersWithPicture: policy.minimumCharactersWithPicture,
    scheduled: due.filter(({ publishAt }) => dateOf(publishAt!, timeZone).startsWith(month) && !isOver(month, publishAt!, timeZone)).length,
    exemption,
  };
}

const clamp = (month: Month, least: Month, most: Month): Month => (month < least ? least : month > most ? most : month);
