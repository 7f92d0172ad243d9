import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { db, transact } from "../data/client.ts";
import { readThread, type ThreadRecord } from "../threads/thread-facts.ts";
import type { OwnSignUp, SignUpList } from "./outputs.ts";

/** Who has signed up, for the town's association and administrators only. @throws NotFound, SignInNeeded, Forbidden */
export async function signUpList(actor: Actor, threadId: number): Promise<{ thread: ThreadRecord; list: SignUpList }> {
  const thread = await readThread(actor, threadId);
  allow(actor, "seeSignUps", thread);
  const rows = await db.signUp.findMany({ where: { threadId, state: { not: "withdrawn" } }, orderBy: [{ state: "asc" }, { id: "asc" }] });
  const items = rows.map(({ name, phone, people, state, createdAt }) => ({
    name,
    phone,
    people,
    state: state === "waiting" ? ("waiting" as const) : ("confirmed" as const),
    createdAt: createdAt.toISOString(),
  }));
  const sum = (wanted: string) => items.filter(({ state }) => state === wanted).reduce((all, { people }) => all + people, 0);
  return { thread, list: { items, taken: sum("confirmed"), waiting: sum("waiting") } };
}

/** One's own sign-up, or null. */
export async function ownSignUp(actor: Actor, threadId: number): Promise<OwnSignUp | null> {
  if (actor.id === null) return null;
  const own = await db.signUp.findUnique({ where: { threadId_accountId: { threadId, accountId: actor.id } } });
  if (!own || own.state === "withdrawn") return null;
  const { id, state, name, phone, people } = own;
  const before = state === "waiting" ? await db.signUp.count({ where: { threadId, state: "waiting", id: { lt: id } } }) : null;
  return { state, name, phone, people, before };
}

/** How long phone numbers are kept after an activity; the sign-up form says so. */
export const PHONES_KEPT_DAYS = 30;
const DAY_MS = 24 * 3600 * 1000;

/** Erases the phone numbers of activities that began or ended long enough ago. @returns how many */
export async function erasePhones(): Promise<number> {
  const since = new Date(now().getTime() - PHONES_KEPT_DAYS * DAY_MS);
  const isPast = { OR: [{ endsAt: { lt: since } }, { endsAt: null, startsAt: { lt: since } }] };
  const { count } = await transact((tx) => tx.signUp.updateMany({ where: { phone: { not: "" }, activity: isPast }, data: { phone: "" } }));
  return count;
}
