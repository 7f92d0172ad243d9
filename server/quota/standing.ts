import { daysLeft, isOver, type Month, shareLeft, workingDaysLeft } from "./month.ts";

export const TOWN_STATUSES = ["met", "on_track", "at_risk", "missed", "exempt", "not_on_duty"] as const;
export type TownStatus = (typeof TOWN_STATUSES)[number];

/** Fewer days left than this share of the month: who is short is at risk. */
const AT_RISK_SHARE = 1 / 3;

/** What the status of a town in a month depends on. */
export interface Duty {
  credited: number;
  target: number;
  /** First month (YYYY-MM) on duty. */
  onDutyFrom: Month;
  exempt?: boolean;
}

/** How a town stands in `month` at `now`. Source: domain.md, "The quota, exactly", Status. */
export function statusOf(duty: Duty, month: Month, now: Date, timeZone: string): TownStatus {
  if (month < duty.onDutyFrom) return "not_on_duty";
  if (duty.exempt) return "exempt";
  if (duty.credited >= duty.target) return "met";
  if (isOver(month, now, timeZone)) return "missed";
  const missing = duty.target - duty.credited;
  const late = shareLeft(month, now, timeZone) < AT_RISK_SHARE || workingDaysLeft(month, now, timeZone) <= missing;
  return late ? "at_risk" : "on_track";
}

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

/** The counter of a town with `duty` in `month` at `now`. */
export const counterOf = (duty: Duty, month: Month, now: Date, timeZone: string): Counter => ({
  month,
  credited: duty.credited,
  target: duty.target,
  short: Math.max(0, duty.target - duty.credited),
  daysLeft: daysLeft(month, now, timeZone),
  status: statusOf(duty, month, now, timeZone),
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
