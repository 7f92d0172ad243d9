import { type Actor, isMember } from "../access/actor.ts";
import { allow, can } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { Conflict, Forbidden, NotFound, SignInNeeded } from "../core/problems.ts";
import { hashOf } from "../core/secrets.ts";
import { record } from "../data/audit.ts";
import { db, transact } from "../data/client.ts";
import { unlessTaken } from "../data/conflicts.ts";
import { townIdOf } from "../towns/towns.ts";
import type { RecipientInput } from "./inputs.ts";
import { recipientSecret } from "./leaving.ts";
import { putLetter } from "./letter.ts";
import type { RecipientView } from "./outputs.ts";

export const MOST_RECIPIENTS = 10;

export interface TownRecipients {
  town: { id: number; slug: string; name: string };
  recipients: RecipientView[];
  isFull: boolean;
}

/** The further recipients of a town's notices, oldest first. @param slug the actor's own town when absent @throws SignInNeeded, Forbidden */
export async function recipientsOf(actor: Actor, slug: string | undefined): Promise<TownRecipients> {
  const townId = await townOf(actor, slug);
  allow(actor, "nameRecipients", { townId });
  const town = await db.town.findUniqueOrThrow({ where: { id: townId }, select: { id: true, slug: true, name: true } });
  const rows = await db.mailRecipient.findMany({ where: { townId }, orderBy: { id: "asc" } });
  const recipients = rows.map(({ id, name, email, locale, createdAt }) => ({ id, name, email, locale, createdAt: createdAt.toISOString() }));
  return { town, recipients, isFull: recipients.length >= MOST_RECIPIENTS };
}

/** Names someone who gets the town's notices by e-mail, and tells them so. @throws Invalid when the address is there already, Conflict at ten */
export async function addRecipient(actor: Actor, slug: string | undefined, input: RecipientInput): Promise<{ id: number }> {
  const townId = await townOf(actor, slug);
  allow(actor, "nameRecipients", { townId });
  return unlessTaken({ path: "email", key: "recipientTaken" }, () =>
    transact(async (tx, after) => {
      const town = await tx.town.findUniqueOrThrow({ where: { id: townId }, select: { name: true, slug: true } });
      if ((await tx.mailRecipient.count({ where: { townId } })) >= MOST_RECIPIENTS) throw new Conflict("tooManyRecipients");
      const row = { townId, ...input, email: input.email.toLowerCase(), createdById: actor.id, createdAt: now() };
      const { id } = await tx.mailRecipient.create({ data: { ...row, leaveHash: hashOf(recipientSecret(row)) }, select: { id: true } });
      await record(tx, actor.id, "recipient.added", `recipient:${id}`, { townId });
      const letter = { to: { recipientId: id }, kind: "recipientAdded", args: { town: town.name }, path: `/towns/${town.slug}/quota` };
      await putLetter(tx, after, letter, `recipient:${id}:added`);
      return { id };
    }),
  );
}

/** No more mails for this recipient. @throws NotFound also for another town's */
export async function removeRecipient(actor: Actor, id: number): Promise<void> {
  const known = await db.mailRecipient.findUnique({ where: { id }, select: { townId: true } });
  if (!known || (isMember(actor) && !can(actor, "nameRecipients", known))) throw new NotFound();
  allow(actor, "nameRecipients", { townId: known.townId });
  await transact(async (tx) => {
    const { count } = await tx.mailRecipient.deleteMany({ where: { id } });
    if (count > 0) await record(tx, actor.id, "recipient.removed", `recipient:${id}`, { townId: known.townId });
  });
}

async function townOf(actor: Actor, slug: string | undefined): Promise<number> {
  if (slug !== undefined) return townIdOf(slug);
  if (actor.id === null) throw new SignInNeeded();
  if (actor.townId === null) throw new Forbidden();
  return actor.townId;
}
