import { monthsAfter } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { db, transact } from "../../data/client.ts";
import { ifTaken } from "../../data/conflicts.ts";
import type { Saying } from "../../notifications/letter.ts";
import { closedMonths } from "../../quota/closing/frozen-month.ts";
import { figuresOf, thePresent, townLines } from "../../quota/counting/counter.ts";
import { freshnessOf, isStale } from "../../quota/counting/freshness.ts";
import { settings } from "../../settings/settings.ts";
import { firstMonth } from "../closing/close-month.ts";
import { digestDue } from "./digest.ts";
import { namesOf } from "./reminder-notices.ts";
import { toAdministrators } from "./send-reminders.ts";

const PREFIX = "digest:";

/** Sends the administrators the digest of the week when it is due, each week's once, whoever tries. @returns its day, or null */
export async function sendDigest(): Promise<string | null> {
  const [decided, present] = await Promise.all([settings(), thePresent()]);
  const lately = [presentMonth(), monthsAfter(presentMonth(), -1), monthsAfter(presentMonth(), 1)]; // one ahead: the clock may have been set back
  const sent = await db.reminder.findMany({ where: { stage: "digest", month: { in: lately } }, select: { key: true } });
  const days = sent.map(({ key }) => key.slice(PREFIX.length));
  const week = digestDue(decided.digestWeekday, days, { ...present, settings: decided });
  if (week === null) return null;
  const [first, ...also] = await sayings();
  if (!first) return null;
  const key = PREFIX + week;
  const send = async () => {
    await transact((tx, after) => toAdministrators(tx, after, { key, stage: "digest" }, { ...first, also, path: `/admin/quota/${presentMonth()}`, key }));
    return week;
  };
  return ifTaken(send, () => null); // another process was faster
}

/** Towns met, short and at risk; stale boards; months to close; mails that were given up; questions that wait. What there is none of is left out; nothing where no town is on duty. */
async function sayings(): Promise<Saying[]> {
  const month = presentMonth();
  const [lines, decided, { now }] = [await townLines(month), await settings(), await thePresent()];
  const { byStatus, onDuty } = await figuresOf(month, lines);
  const short = lines.filter(({ counter }) => counter.status === "on_track" || counter.status === "at_risk");
  const stale = lines.filter(({ counter, lastPublishedAt }) => counter.status !== "not_on_duty" && isStale(freshnessOf(lastPublishedAt, now, decided)));
  const due = await monthsToClose();
  const lost = await db.outboxItem.count({ where: { channel: "mail", sentAt: null, failedAt: { not: null } } });
  const waiting = lines.reduce((total, line) => total + line.waiting, 0);
  const all: [boolean, Saying][] = [
    [true, { kind: "digest", args: { month, met: byStatus.met, onDuty, short: short.length, atRisk: byStatus.at_risk } }],
    [short.length > 0, { kind: "digestShort", args: { towns: namesOf(short) } }],
    [stale.length > 0, { kind: "digestStale", args: { count: stale.length, towns: namesOf(stale) } }],
    [due.length > 0, { kind: "digestMonths", args: { months: due.join(" · ") } }],
    [lost > 0, { kind: "digestMail", args: { count: lost } }],
    [waiting > 0, { kind: "digestWaiting", args: { count: waiting } }],
  ];
  return onDuty === 0 ? [] : all.filter(([holds]) => holds).map(([, saying]) => saying);
}

/** Months that are over and not closed, oldest first. */
async function monthsToClose(): Promise<string[]> {
  const [first, closed] = [await firstMonth(db), await closedMonths()];
  const open: string[] = [];
  for (let month = first; month !== null && month < presentMonth(); month = monthsAfter(month, 1)) if (!closed.has(month)) open.push(month);
  return open;
}
