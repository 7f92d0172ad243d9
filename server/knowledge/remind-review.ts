import { type DateText, dateOf, daysAfter } from "../calendar/working-days.ts";
import { now } from "../core/clock.ts";
import { config } from "../core/config.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { notify } from "../notifications/notify.ts";
import { membersOf } from "../offices/members.ts";

const AT_ONCE = 200;
/** A machine that was off so long still tells; what is older is in the list of what is due. */
const LATE_DAYS = 7;

/**
 * Tells who wrote an entry, or its office when they are gone from it, that its day of review has come: once for each such day, whoever
 * runs it and however often. @returns how many entries were told of
 */
export async function remindReview(): Promise<number> {
  const today = dateOf(now(), config().timeZone);
  const due = await db.knowledgeEntry.findMany({
    where: { retiredAt: null, reviewOn: { gt: daysAfter(today, -LATE_DAYS), lte: today } },
    select: { id: true, reviewOn: true },
    orderBy: { reviewOn: "asc" },
    take: AT_ONCE,
  });
  const sent = await db.notification.findMany({ where: { key: { in: due.map(keyOf) } }, distinct: ["key"], select: { key: true } });
  const isTold = new Set(sent.map(({ key }) => key));
  let told = 0;
  for (const entry of due.filter((each) => !isTold.has(keyOf(each)))) if (await tell(entry)) told++;
  return told;
}

type Due = { id: number; reviewOn: DateText };

const keyOf = ({ id, reviewOn }: Due): string => `knowledge-review:${id}:${reviewOn}`;

const tell = (due: Due): Promise<boolean> =>
  transact(async (tx, after) => {
    const entry = await tx.knowledgeEntry.findUnique({ where: { id: due.id } });
    if (!entry || entry.retiredAt !== null || entry.reviewOn !== due.reviewOn) return false; // put right meanwhile
    const saying = { kind: "knowledgeReview", args: { title: entry.question }, path: `/knowledge/${entry.id}`, key: keyOf(due) };
    await notify(tx, after, await keepers(tx, entry), saying);
    return true;
  });

async function keepers(tx: Tx, { office, editedById }: { office: string; editedById: number }): Promise<number[]> {
  const members = await membersOf(tx, office);
  return members.includes(editedById) ? [editedById] : members;
}
