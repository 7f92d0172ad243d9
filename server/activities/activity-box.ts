import type { Actor } from "../access/actor.ts";
import { can, type ThreadFacts } from "../access/permissions.ts";
import { publicThreads } from "../access/visible-threads.ts";
import { now } from "../core/clock.ts";
import { threadUrl, url } from "../core/urls.ts";
import { db } from "../data/client.ts";
import { maskText } from "../masking/mask.ts";
import { type ActivityRecord, type ActivityView, activityRecord, activityView } from "./activity-of.ts";
import type { OwnSignUp } from "./outputs.ts";
import { hasBegun, isClosedToChanges, isOver, takesSignUps } from "./phases.ts";
import { ownSignUp } from "./sign-up-list.ts";

interface ThreadLink {
  url: string;
  title: string;
}

/** The activity's part of a thread's page. */
export interface ActivityBox {
  /** Null while nobody has said where and when. */
  activity: ActivityView | null;
  own: OwnSignUp | null;
  /** The announcement that this thread looks back on, and the thread that looks back on this one. */
  recapOf: ThreadLink | null;
  recap: ThreadLink | null;
  /** Whether places can still be booked; by whom is in `may`. */
  takesSignUps: boolean;
  may: Record<"add" | "edit" | "cancel" | "hold" | "signUp" | "withdraw" | "seeSignUps" | "recap", boolean>;
  threadUrl: string;
  actionUrl: string;
}

type Thread = ThreadFacts & { id: number; kind: string; recapOfId: number | null };

/** The box as `actor` sees it; null for a thread that is no activity, or of which there is nothing to say or do. */
export async function activityBox(actor: Actor, thread: Thread): Promise<ActivityBox | null> {
  if (thread.kind !== "ACTIVITY") return null;
  const [record, links, own] = await Promise.all([activityRecord(thread.id), recapLinks(thread), ownSignUp(actor, thread.id)]);
  const box = {
    activity: record && activityView(record),
    own,
    ...links,
    takesSignUps: record !== null && takesSignUps(record, now()),
    may: mayWith(actor, thread, record, own, links.recap !== null),
    threadUrl: threadUrl(thread.id),
    actionUrl: url(`/threads/${thread.id}/activity`),
  };
  return box.activity || box.recapOf || box.may.add ? box : null;
}

function mayWith(actor: Actor, thread: Thread, record: ActivityRecord | null, own: OwnSignUp | null, hasRecap: boolean): ActivityBox["may"] {
  const keeps = can(actor, "keepActivity", thread);
  const isOpen = record !== null && !isClosedToChanges(record.state);
  const books = record !== null && takesSignUps(record, now()) && can(actor, "signUp", thread);
  return {
    add: keeps && record === null && thread.recapOfId === null,
    edit: keeps && isOpen,
    cancel: keeps && isOpen,
    hold: keeps && isOpen && hasBegun(record, now()),
    signUp: books && own === null && !keeps,
    withdraw: books && own !== null,
    seeSignUps: record?.capacity != null && can(actor, "seeSignUps", thread),
    recap: record !== null && !hasRecap && isOver(record, now()) && can(actor, "startThread", { kind: "ACTIVITY", townId: thread.townId }),
  };
}

/** Only to what is published. A recap is looked for among its town's activities, which an index holds. */
async function recapLinks({ id, townId, recapOfId }: Thread): Promise<Pick<ActivityBox, "recapOf" | "recap">> {
  const where = recapOfId === null ? { townId, kind: "ACTIVITY" as const, recapOfId: id } : { id: recapOfId };
  const found = await db.thread.findFirst({ where: { ...where, ...publicThreads.where }, select: { id: true, title: true } });
  const link = found && { url: threadUrl(found.id), title: maskText(found.title, now()) };
  return recapOfId === null ? { recapOf: null, recap: link } : { recapOf: link, recap: null };
}
