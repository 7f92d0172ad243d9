import type { After } from "../../core/events.ts";
import type { Tx } from "../../data/client.ts";
import { notifyOfThread } from "../../notifications/notify-of-thread.ts";
import { administrators, membersOfAll } from "../../offices/members.ts";
import { assistingOf } from "../../offices/offices.ts";
import type { RaisedThread } from "../../threads/raise-version.ts";
import { supportersOf } from "./support.ts";
import type { FeedbackEvent } from "./workflow.ts";

/** Who is told of a step, in words that are meant for them. */
export interface Told {
  accounts: readonly number[];
  /** A key of the texts under `notification.`. */
  kind: "feedbackArrived" | "feedbackAssists" | "feedbackRelieved" | "feedbackToDecide" | "feedbackLimitChanged" | `feedback_${FeedbackEvent}`;
}

/** Those who handle a question, as its row keeps them. */
interface Handled {
  office: string | null;
  /** JSON */
  assisting: string;
}

/** A step that was written. */
export interface Taken {
  thread: RaisedThread;
  before: Handled & { askerId: number };
  kept: Handled & { version: number };
  byId: number | null;
  event: FeedbackEvent;
  /** Told first: an account is told of a step once, in the words that concern it most. */
  alsoTell: readonly Told[];
  /** Not told to the asker and the followers. */
  quiet: boolean;
}

/**
 * Tells of a step, whoever took it: an office what it got or is rid of, the asker and the followers what happened, and of the end of the wait
 * also those with the same problem. Not who took it; of what was removed nobody.
 */
export async function tellOfStep(tx: Tx, after: After, taken: Taken): Promise<void> {
  const { thread, event, byId, kept } = taken;
  if (thread.state === "removed") return;
  const known = new Set(byId === null ? [] : [byId]);
  const groups = [...taken.alsoTell, ...(await changeOfOffices(tx, taken)), ...(taken.quiet ? [] : [await waiting(tx, taken)])];
  for (const { accounts, kind } of groups) {
    const told = accounts.filter((id) => !known.has(id));
    for (const id of told) known.add(id);
    // Who handles a private question no more cannot read it either.
    const path = kind === "feedbackRelieved" && thread.private ? "/desk" : `/threads/${thread.id}`;
    await notifyOfThread(tx, after, told, thread, { kind, path, key: `feedback:${thread.id}:${event}:${kept.version}` });
  }
}

/** Those who speak for the offices that handle a question; while none does, the administrators, who are to assign it. */
export const handlers = (tx: Tx, { office, assisting }: Handled): Promise<number[]> =>
  office === null ? administrators(tx) : membersOfAll(tx, [office, ...assistingOf({ assisting })]);

/** Which offices became responsible, assist from now on, or have nothing to do with it any more. */
async function changeOfOffices(tx: Tx, { before, kept }: Taken): Promise<Told[]> {
  const [assisted, assist] = [assistingOf(before), assistingOf(kept)];
  const handled = [...(before.office ? [before.office] : []), ...assisted];
  const leads = kept.office !== null && kept.office !== before.office ? [kept.office] : [];
  const joined = assist.filter((office) => !handled.includes(office));
  const left = handled.filter((office) => office !== kept.office && !assist.includes(office));
  return [
    { accounts: await membersOfAll(tx, leads), kind: "feedbackArrived" },
    { accounts: await membersOfAll(tx, joined), kind: "feedbackAssists" },
    { accounts: await membersOfAll(tx, left), kind: "feedbackRelieved" },
  ];
}

/** Steps after which nothing more is to come on the question's own thread. */
const ENDS_THE_WAIT: readonly FeedbackEvent[] = ["answered", "merged"];

async function waiting(tx: Tx, { thread, before, event }: Taken): Promise<Told> {
  const followers = await tx.follower.findMany({ where: { threadId: thread.id }, select: { accountId: true } });
  const supporters = ENDS_THE_WAIT.includes(event) ? await supportersOf(tx, thread.id) : [];
  return { accounts: [before.askerId, ...followers.map(({ accountId }) => accountId), ...supporters], kind: `feedback_${event}` };
}
