import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { NotFound } from "../core/problems.ts";
import { transact } from "../data/client.ts";

/** Marks one of the actor's notices as read. @returns where it leads, without the base path @throws NotFound when it is somebody else's */
export async function openNotification(actor: Actor, id: number): Promise<string> {
  allow(actor, "editOwnAccount", { id: actor.id ?? 0 });
  return transact(async (tx, after) => {
    const notice = await tx.notification.findUnique({ where: { id }, select: { accountId: true, path: true, readAt: true } });
    if (notice?.accountId !== actor.id) throw new NotFound();
    if (notice.readAt === null) {
      await tx.notification.update({ where: { id }, data: { readAt: now() } });
      after("account.notified", { accountId: actor.id });
    }
    return notice.path;
  });
}

/** Marks everything up to the notice `upTo` as read: what came after the page was made stays unread. @param upTo absent: everything */
export async function readAll(actor: Actor, upTo?: number): Promise<void> {
  allow(actor, "editOwnAccount", { id: actor.id ?? 0 });
  await transact(async (tx, after) => {
    const seen = { accountId: actor.id, readAt: null, ...(upTo !== undefined && { id: { lte: upTo } }) };
    await tx.notification.updateMany({ where: seen, data: { readAt: now() } });
    after("account.notified", { accountId: actor.id });
  });
}
