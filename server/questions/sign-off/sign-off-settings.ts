import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import { accountsOf, candidatesOf } from "../../approval/candidates.ts";
import { withoutGaps } from "../../approval/chain.ts";
import { lockChain } from "../../approval/lock-chain.ts";
import type { After } from "../../core/events.ts";
import { record } from "../../data/audit.ts";
import { db, type Tx, transact } from "../../data/client.ts";
import { type Office, officeOfSlug, officeWithSlug } from "../../offices/offices.ts";
import { stopSignOff } from "../workflow/stop-sign-off.ts";
import type { SignersInput } from "./sign-off-inputs.ts";

/** Someone of an office, and the step (from 1) at which they sign; null: at none. */
export interface SignerChoice {
  username: string;
  displayName: string;
  step: number | null;
}

/** Who signs off the answers of an office, for administrators. @throws SignInNeeded, Forbidden, NotFound */
export async function signOffSettings(actor: Actor, slug: string): Promise<{ office: Office; members: SignerChoice[] }> {
  allow(actor, "administrateOffices", {});
  const office = await officeWithSlug(slug);
  const [candidates, rows] = await Promise.all([candidatesOf(db, office.key), db.signOffStep.findMany({ where: { office: office.key } })]);
  const stepOf = new Map(rows.map(({ accountId, position }) => [accountId, position]));
  return { office, members: candidates.map(({ id, username, displayName }) => ({ username, displayName, step: stepOf.get(id) ?? null })) };
}

/**
 * Sets who signs off the answers of an office; nobody: they are published at once. What waits goes back to who sent it in.
 * @throws SignInNeeded, Forbidden, NotFound, Invalid (not of the office)
 */
export async function setSignOff(actor: Actor, slug: string, input: SignersInput): Promise<void> {
  allow(actor, "administrateOffices", {});
  await transact(async (tx, after) => {
    const { key: office } = await officeOfSlug(tx, slug);
    await lockChain(tx, "answers", office);
    const signers = await accountsOf(tx, office, withoutGaps(input.signers), ({ username }) => ({ path: `signer.${username}`, key: "unknownAccount" }));
    await tx.signOffStep.deleteMany({ where: { office } });
    await tx.signOffStep.createMany({ data: signers.map(({ accountId, step }) => ({ office, position: step, accountId })) });
    await record(tx, actor.id, "signOff.changed", `office:${slug}`, { signers: input.signers });
    await stopAll(tx, after, office, actor.id);
  });
}

async function stopAll(tx: Tx, after: After, office: string, byId: number): Promise<void> {
  const ofOffice = await tx.feedback.findMany({ where: { office, state: "assigned" }, select: { threadId: true } });
  const waiting = await tx.answerDraft.findMany({ where: { threadId: { in: ofOffice.map(({ threadId }) => threadId) }, step: { not: null } } });
  const questions = await tx.thread.findMany({
    where: { id: { in: waiting.map(({ threadId }) => threadId) } },
    select: { id: true, title: true, private: true },
    orderBy: { id: "asc" },
  });
  for (const question of questions) await stopSignOff(tx, after, question, { office, byId });
}
