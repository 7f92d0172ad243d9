import type { Member, Role } from "../server/access/actor.ts";
import { createAccount } from "../server/accounts/accounts.ts";
import type { ActivityInput } from "../server/activities/inputs.ts";
import { monthOf } from "../server/calendar/month.ts";
import { now } from "../server/core/clock.ts";
import type { Kind } from "../server/core/kinds.ts";
import { db, transact } from "../server/data/client.ts";
import { startThread } from "../server/forum/start-thread.ts";
import { answer } from "../server/questions/answers/answering.ts";
import { reply } from "../server/threads/reply.ts";

/** The people and boards of the demo and of the tests, made by the same acts that the pages call. */

export interface TownOfCast {
  id: number;
  slug: string;
  name: string;
}

/** A town's board. @param onDutyFrom YYYY-MM, this month when absent */
export async function makeTown(slug: string, name: string, onDutyFrom?: string): Promise<TownOfCast> {
  const at = now();
  const month = onDutyFrom ?? monthOf(at, "Asia/Shanghai");
  return transact(async (tx) => {
    const position = (await tx.town.count()) + 1;
    return tx.town.create({
      data: { slug, name, position, onDutyFrom: month, createdAt: at, tally: { create: {} } },
      select: { id: true, slug: true, name: true },
    });
  });
}

export interface Person {
  username: string;
  displayName: string;
  role: Role;
  town?: string | undefined;
  departmentId?: number;
  password: string;
}

/** An account of any role. @param town the address of the town that it speaks for */
export async function makeMember({ username, displayName, role, town, departmentId, password }: Person): Promise<Member> {
  const townId = town === undefined ? null : (await db.town.findUniqueOrThrow({ where: { slug: town }, select: { id: true } })).id;
  const { id } = await createAccount({ username, displayName, role, townId, ...(departmentId !== undefined && { departmentId }), password });
  return { id, username, displayName, role, townId, ...(departmentId !== undefined && { departmentId }) };
}

/** A text of `length` characters that is like no other seed's: the quota does not count what repeats. Always the same for the same seed. */
export function variedText(seed: number, length = 120): string {
  const FIRST = 0x4e00;
  const COMMON = 2000;
  let state = seed * 2_654_435_761 + 12_345;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCodePoint(FIRST + (Math.floor(state / 65_536) % COMMON));
  }).join("");
}

/** A thread as its author would start it. */
export const opens = (
  author: Member,
  town: string,
  kind: Kind,
  title: string,
  body: string,
  { activity, category }: { activity?: ActivityInput | undefined; category?: string | undefined } = {},
): Promise<{ id: number }> => startThread(author, { town, kind, title, body, category, activity, submission: undefined });

/** The official answer to a question or opinion. @returns the id of its post */
export async function answers(office: Member, threadId: number, body: string): Promise<number> {
  await answer(office, { threadId, body });
  return (await db.officialAnswer.findFirstOrThrow({ where: { threadId }, orderBy: { id: "desc" }, select: { postId: true } })).postId;
}

/** A reply; `parentId` is the reply that it answers. */
export const replies = (author: Member, threadId: number, body: string, parentId?: number): Promise<{ id: number }> =>
  reply(author, { threadId, body, parentId, submission: undefined });
