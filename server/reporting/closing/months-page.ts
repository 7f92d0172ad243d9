import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import { namesOf } from "../../accounts/names.ts";
import { isOver, type Month, monthsAfter } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { NotFound } from "../../core/problems.ts";
import { url } from "../../core/urls.ts";
import { db } from "../../data/client.ts";
import { thePresent } from "../../quota/counting/counter.ts";
import { settlementOf } from "../../quota/counting/credit.ts";
import { MOST_MONTHS } from "../../quota/inputs.ts";
import { policies } from "../../quota/policy/policies.ts";
import { policyOf } from "../../quota/policy/policy.ts";
import { firstMonth } from "./close-month.ts";

export type MonthState = "running" | "open" | "closed" | "reopened";

export interface MonthLine {
  month: Month;
  state: MonthState;
  /** When the scheduler closes it; ISO instant. */
  dueAt: string;
  /** By whom it was closed, the last time; null: by the scheduler or the operator. */
  closedAt: string | null;
  closedBy: string | null;
  reopening: { at: string; by: string | null; reason: string } | null;
  corrections: number;
  bulletin: "none" | "draft" | "published";
  url: string;
  may: { close: boolean; correct: boolean; reopen: boolean; bulletin: boolean };
  urls: { close: string; correct: string; reopen: string; bulletin: string };
}

/** The months on duty, newest first: open, due, closed, corrected, opened again. @throws Forbidden */
export async function monthsPage(actor: Actor): Promise<MonthLine[]> {
  allow(actor, "administrateQuota", {});
  const [first, present, decided, closes, corrections, bulletins] = await Promise.all([
    firstMonth(db),
    thePresent(),
    policies(),
    db.monthClose.findMany({ select: { month: true, closedAt: true, closedById: true, reopenedAt: true, reopenedById: true, reopenReason: true } }),
    db.monthCorrection.groupBy({ by: ["month"], _count: true }),
    db.bulletin.findMany({ select: { month: true, threadId: true } }),
  ]);
  const nameOf = await namesOf(closes.flatMap(({ closedById, reopenedById }) => [closedById, reopenedById]));
  const lines: MonthLine[] = [];
  for (let month = presentMonth(); first !== null && month >= first && lines.length < MOST_MONTHS; month = monthsAfter(month, -1)) {
    const close = closes.find((each) => each.month === month);
    const state = stateOf(close, isOver(month, present.now, present.timeZone));
    const bulletin = bulletins.find((each) => each.month === month);
    lines.push({
      month,
      state,
      dueAt: settlementOf(month, policyOf(decided, month), present.days, present.timeZone).toISOString(),
      closedAt: close?.closedAt.toISOString() ?? null,
      closedBy: nameOf(close?.closedById),
      reopening: close?.reopenedAt ? { at: close.reopenedAt.toISOString(), by: nameOf(close.reopenedById), reason: close.reopenReason ?? "" } : null,
      corrections: corrections.find((each) => each.month === month)?._count ?? 0,
      bulletin: bulletin ? (bulletin.threadId === null ? "draft" : "published") : "none",
      url: url(`/quota/${month}`),
      may: {
        close: state === "open" || state === "reopened",
        correct: state === "closed",
        reopen: state === "closed",
        bulletin: state === "closed" || bulletin !== undefined,
      },
      urls: {
        close: url(`/admin/quota/${month}/close`),
        correct: url(`/admin/quota/${month}/correction`),
        reopen: url(`/admin/quota/${month}/reopening`),
        bulletin: url(`/admin/quota/${month}/bulletin`),
      },
    });
  }
  return lines;
}

/** One of them. @throws NotFound: nobody is on duty in it, or it lies in the future */
export async function monthLine(actor: Actor, month: Month): Promise<MonthLine> {
  const line = (await monthsPage(actor)).find((each) => each.month === month);
  if (!line) throw new NotFound();
  return line;
}

function stateOf(close: { reopenedAt: Date | null } | undefined, over: boolean): MonthState {
  if (close) return close.reopenedAt === null ? "closed" : "reopened";
  return over ? "open" : "running";
}
