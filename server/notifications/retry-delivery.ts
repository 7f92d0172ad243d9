import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { NotFound } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { transact } from "../data/client.ts";
import { retryParcel } from "../data/outbox.ts";

/** Has a mail tried again at once, also one that was given up. @throws NotFound when it is delivered or there is none */
export async function retryDelivery(actor: Actor, id: number): Promise<void> {
  allow(actor, "administrateMail", {});
  await transact(async (tx, after) => {
    if (!(await retryParcel(tx, after, id))) throw new NotFound();
    await record(tx, actor.id, "mail.retried", `outbox:${id}`);
  });
}
