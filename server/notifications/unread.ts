import { db } from "../data/client.ts";

/** More are not counted one by one: the badge says "99+". */
export const MOST_COUNTED = 100;

/** How many notices the account has not read; at most 100. */
export async function unreadOf(accountId: number): Promise<number> {
  const unread = await db.notification.findMany({ where: { accountId, readAt: null }, take: MOST_COUNTED, select: { id: true } });
  return unread.length;
}
