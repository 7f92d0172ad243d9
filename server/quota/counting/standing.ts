import { daysLeft, isOver, type Month, shareLeft, workingDaysLeft } from "../../calendar/month.ts";
import type { DaysByDate } from "../../calendar/working-days.ts";
import { KINDS, type Kind } from "../../core/kinds.ts";
import { exemptionOf, type Policies, policyOf, targetOf } from "../policy/policy.ts";

export const TOWN_STATUSES = ["met", "on_track", "at_risk", "missed", "exempt", "not_on_duty"] as const;
export type TownStatus = (typeof TOWN_STATUSES)[number];

/** Fewer days left than this share of the month: who is short is at risk. */
const AT_RISK_SHARE = 1 / 3;

/** A town's credited threads by kind. */
export type ByKind = Record<Kind, number>;
export const NONE_CREDITED: ByKind = Object.freeze({ QUESTION: 0, OPINION: 0, ACTIVITY: 0, HOT_TOPIC: 0 });

/** What the status of a town in a month depends on. */
export interface Duty {
  byKind: ByKind;
  target: number;
  perKind: Partial<ByKind>;
  /** First and last month (YYYY-MM) on duty; null: no end. */
  onDutyFrom: Month;
  onDutyUntil: Month | null;
  exempt: boolean;
}

/** The world that a running month is judged in. */
export interface Present {
  now: Date;
  timeZone: string;
  days: DaysByDate;
}

export const creditedOf = (byKind: ByKind): number => KINDS.reduce((total, kind) => total + byKind[kind], 0);

/** How many more threads the duty asks for: up to the target, and up to each kind's least. 0 when met. */
export function shortOf({ byKind, target, perKind }: Pick<Duty, "byKind" | "target" | "perKind">): number {
  const ofKinds = KINDS.reduce((total, kind) => total + Math.max(0, (perKind[kind] ?? 0) - byKind[kind]), 0);
  return Math.max(0, target - creditedOf(byKind), ofKinds);
}

/** How a town stands in `month`. Source: domain.md, "The quota, exactly", Status. */
export function statusOf(duty: Duty, month: Month, present: Present): TownStatus {
  if (month < duty.onDutyFrom || (duty.onDutyUntil !== null && month > duty.onDutyUntil)) return "not_on_duty";
  if (duty.exempt) return "exempt";
  const missing = shortOf(duty);
  if (missing === 0) return "met";
  const left = leftOf(month, present);
  if (left.isOver) return "missed";
  return left.share < AT_RISK_SHARE || left.workingDays <= missing ? "at_risk" : "on_track";
}

/** What is left of a month. */
export interface Left {
  isOver: boolean;
  /** Today included. */
  days: number;
  workingDays: number;
  /** Of the whole month, 0 to 1. */
  share: number;
}

/** What is left of `month`, reckoned once for all towns that are judged in the same present: calendar arithmetic is slow. */
export function leftOf(month: Month, present: Present): Left {
  const { now, timeZone, days } = present;
  const months = reckoned.get(present) ?? new Map<Month, Left>();
  reckoned.set(present, months);
  const known = months.get(month) ?? {
    isOver: isOver(month, now, timeZone),
    days: daysLeft(month, now, timeZone),
    workingDays: workingDaysLeft(month, now, timeZone, days),
    share: shareLeft(month, now, timeZone),
  };
  months.set(month, known);
  return known;
}

const reckoned = new WeakMap<Present, Map<Month, Left>>();

/** A town's month as people read it: so many of so many, so many short, so many days left. */
export interface Counter {
  month: Month;
  credited: number;
  target: number;
  /** Still missing; 0 when met. */
  short: number;
  /** Today included; 0 when the month is over. */
  daysLeft: number;
  status: TownStatus;
}

/** The counter of a town with `duty` in `month`. */
export const counterOf = (duty: Duty, month: Month, present: Present): Counter => ({
  month,
  credited: creditedOf(duty.byKind),
  target: duty.target,
  short: shortOf(duty),
  daysLeft: leftOf(month, present).days,
  status: statusOf(duty, month, present),
});

/** Since when and until when a town is on duty. */
export interface OnDuty {
  id: number;
  onDutyFrom: Month;
  onDutyUntil: Month | null;
}

/** What `town` with `byKind` credited threads owes in `month`. */
export const dutyOf = (policies: Policies, town: OnDuty, month: Month, byKind: ByKind): Duty => ({
  byKind,
  target: targetOf(policies, town.id, month),
  perKind: policyOf(policies, month).perKind,
  onDutyFrom: town.onDutyFrom,
  onDutyUntil: town.onDutyUntil,
  exempt: exemptionOf(policies, town.id, month) !== null,
});

/** The two rates of a month with the fractions that are printed beside them. */
export interface Rates {
  onDuty: number;
  participating: number;
  met: number;
  /** participating ÷ on duty, 0 to 1; null when no town is on duty. */
  participationRate: number | null;
  /** met ÷ on duty, 0 to 1; null when no town is on duty. */
  attainmentRate: number | null;
}

/** Source: domain.md, "The quota, exactly": exempt towns and those not yet on duty are in neither rate. */
export function ratesOf(towns: readonly Pick<Counter, "credited" | "status">[]): Rates {
  const duty = towns.filter(({ status }) => status !== "exempt" && status !== "not_on_duty");
  const participating = duty.filter(({ credited }) => credited >= 1).length;
  const met = duty.filter(({ status }) => status === "met").length;
  const share = (part: number) => (duty.length === 0 ? null : part / duty.length);
  return { onDuty: duty.length, participating, met, participationRate: share(participating), attainmentRate: share(met) };
}
