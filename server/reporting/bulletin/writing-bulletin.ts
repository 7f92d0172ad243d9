import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import type { Month } from "../../calendar/month.ts";
import { now } from "../../core/clock.ts";
import { Conflict, NotFound } from "../../core/problems.ts";
import { record } from "../../data/audit.ts";
import { transact } from "../../data/client.ts";
import { publish } from "../../forum/publishing.ts";
import { closedSince } from "../../quota/closing/frozen-month.ts";
import { writtenText } from "../../threads/written-text.ts";
import { townBySlug } from "../../towns/towns.ts";
import type { BulletinInput, PublicationInput } from "./bulletin-inputs.ts";

/** Keeps the text of a closed month's bulletin. @throws Forbidden, Conflict (not closed, published, or saved by somebody else meanwhile) */
export async function saveBulletin(actor: Actor, month: Month, { title, body, version }: BulletinInput): Promise<void> {
  allow(actor, "administrateQuota", {});
  await transact(async (tx) => {
    if ((await closedSince(tx, month)) === null) throw new Conflict("monthNotClosed");
    const text = { title, body, editedAt: now(), editedById: actor.id };
    const known = await tx.bulletin.findUnique({ where: { month }, select: { threadId: true } });
    if (known && known.threadId !== null) throw new Conflict("bulletinPublished");
    const { count } = known
      ? await tx.bulletin.updateMany({ where: { month, version, threadId: null }, data: { ...text, version: version + 1 } })
      : { count: 0 };
    if (known ? count === 0 : version !== 0) throw new Conflict("editedMeanwhile");
    if (!known) await tx.bulletin.create({ data: { month, ...text } });
    await record(tx, actor.id, "bulletin.saved", `month:${month}`, { version: version + 1 });
  });
}

/**
 * Publishes the saved text as a hot topic on a board that the administrator chooses; once. It is no association's thread, so it counts
 * toward no quota. @throws Forbidden, NotFound (nothing saved), Conflict (published, edited meanwhile, month open again), Invalid (town)
 */
export async function publishBulletin(actor: Actor, month: Month, { town, version }: PublicationInput): Promise<{ threadId: number }> {
  allow(actor, "administrateQuota", {});
  return transact(async (tx, after) => {
    if ((await closedSince(tx, month)) === null) throw new Conflict("monthNotClosed");
    const { count } = await tx.bulletin.updateMany({ where: { month, version, threadId: null }, data: { version: version + 1 } }); // of two at once one waits here, and then finds it published
    const bulletin = await tx.bulletin.findUnique({ where: { month } });
    if (!bulletin) throw new NotFound();
    if (count === 0) throw new Conflict(bulletin.threadId === null ? "editedMeanwhile" : "bulletinPublished");
    const at = now();
    const { id } = await publish(tx, after, {
      townId: (await townBySlug(tx, town, "town")).id,
      kind: "HOT_TOPIC",
      title: bulletin.title,
      text: writtenText(bulletin.title, bulletin.body),
      authorId: actor.id,
      openedForTownId: null,
      submission: null,
      submittedAt: at,
      publishedAt: at,
    });
    await tx.bulletin.update({ where: { month }, data: { threadId: id } });
    await record(tx, actor.id, "bulletin.published", `month:${month}`, { threadId: id });
    return { threadId: id };
  });
}
