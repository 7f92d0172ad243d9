import type { Actor } from "../access/actor.ts";
import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { Conflict, Invalid } from "../core/problems.ts";
import type { Tx } from "../data/client.ts";
import { notifyOfThread } from "../notifications/notify-of-thread.ts";
import { changeThread, type MemberChange } from "../threads/change-thread.ts";
import type { RaisedThread } from "../threads/raise-version.ts";
import type { BookingInput } from "./inputs.ts";
import { takesSignUps } from "./phases.ts";
import { admitted, fits } from "./waiting-list.ts";

/**
 * Takes places, or a place on the waiting list when there are not enough; who has signed up already changes what was written. The
 * thread's row is locked: however many come at once, no place is given twice. @throws NotFound, SignInNeeded, Invalid, Conflict
 */
export async function signUp(actor: Actor, threadId: number, input: BookingInput): Promise<{ state: "confirmed" | "waiting" }> {
  return changeBooking(actor, threadId, async ({ tx, after, thread }, activity, accountId) => {
    if (input.people > activity.capacity) throw new Invalid([{ path: "people", key: "partyTooBig", args: { max: activity.capacity } }]);
    const own = await tx.signUp.findUnique({ where: { threadId_accountId: { threadId, accountId } } });
    const { free, waiting } = await places(tx, threadId, activity.capacity);
    const at = now();
    if (own && own.state !== "withdrawn") {
      if (own.state === "confirmed" && input.people > own.people + free) throw new Conflict("noRoomForMore");
      await tx.signUp.update({ where: { id: own.id }, data: { ...input, changedAt: at } });
      await admitWaiting(tx, after, thread, activity);
      const { state } = await tx.signUp.findUniqueOrThrow({ where: { id: own.id }, select: { state: true } });
      return { state: state === "waiting" ? "waiting" : "confirmed" };
    }
    if (own) await tx.signUp.delete({ where: { id: own.id } }); // who comes back stands at the end
    const state = fits(input, free, waiting) ? "confirmed" : "waiting";
    await tx.signUp.create({ data: { threadId, accountId, ...input, state, createdAt: at, changedAt: at } });
    return { state };
  });
}

/** Gives one's places back; who waits longest gets them. Name and phone number are erased at once. @throws NotFound, SignInNeeded, Conflict */
export async function withdraw(actor: Actor, threadId: number): Promise<{ id: number }> {
  return changeBooking(actor, threadId, async ({ tx, after, thread }, activity, accountId) => {
    const own = await tx.signUp.findUnique({ where: { threadId_accountId: { threadId, accountId } } });
    if (!own || own.state === "withdrawn") return { id: threadId };
    await tx.signUp.update({ where: { id: own.id }, data: { state: "withdrawn", name: "", phone: "", changedAt: now() } });
    await admitWaiting(tx, after, thread, activity);
    return { id: threadId };
  });
}

/** Gives free places to those who wait, first come first, and tells them. */
export async function admitWaiting(tx: Tx, after: After, thread: RaisedThread, { capacity }: { capacity: number | null }): Promise<void> {
  if (capacity === null) return;
  const { free } = await places(tx, thread.id, capacity);
  const waiting = await tx.signUp.findMany({ where: { threadId: thread.id, state: "waiting" }, orderBy: { id: "asc" } });
  for (const { id, accountId } of admitted(waiting, free)) {
    await tx.signUp.update({ where: { id }, data: { state: "confirmed", changedAt: now() } });
    await notifyOfThread(tx, after, [accountId], thread, { kind: "placeFree", key: `placeFree:${id}` });
  }
}

type BookingChange<Result> = (change: MemberChange, activity: { capacity: number }, accountId: number) => Promise<Result>;

/** Changes who has places, while the activity takes sign-ups. */
function changeBooking<Result>(actor: Actor, threadId: number, work: BookingChange<Result>): Promise<Result> {
  return changeThread(actor, "signUp", threadId, async (change) => {
    const activity = await change.tx.activity.findUnique({ where: { threadId } });
    if (!activity || activity.capacity === null || change.thread.kind !== "ACTIVITY") throw new Conflict("noBooking");
    if (!takesSignUps(activity, now())) throw new Conflict("bookingClosed");
    return work(change, { capacity: activity.capacity }, change.member.id);
  });
}

async function places(tx: Tx, threadId: number, capacity: number): Promise<{ free: number; waiting: number }> {
  const taken = await tx.signUp.aggregate({ where: { threadId, state: "confirmed" }, _sum: { people: true } });
  const waiting = await tx.signUp.count({ where: { threadId, state: "waiting" } });
  return { free: capacity - (taken._sum.people ?? 0), waiting };
}
