import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import type { After } from "../core/events.ts";
import { Invalid, NotFound } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { hold } from "../data/locks.ts";
import { APPROVAL_ROLES, type ApprovalRole, type Holding } from "./approval.ts";
import { ableIn, chainOf, holdingsOf } from "./chain.ts";
import { holdDraft, setStanding } from "./change-draft.ts";
import type { DraftRecord } from "./draft-facts.ts";
import type { ChainInput } from "./inputs.ts";
import { tellAuthor, tellNextApprovers } from "./telling.ts";

/** An account that can hold a role, with how it holds each. */
export interface Candidate {
  username: string;
  displayName: string;
  role: "association" | "responder";
  holds: Record<ApprovalRole, "holder" | "deputy" | "">;
}

/** A town's chain as administrators set it. @throws NotFound, Forbidden */
export async function approvalSettings(actor: Actor, slug: string) {
  allow(actor, "administrateApprovals", {});
  const town = await townOf(db, slug);
  const [chain, holdings, accounts] = await Promise.all([
    chainOf(db, town.id),
    holdingsOf(db, town.id),
    db.account.findMany({ where: ableIn(town.id), orderBy: { id: "asc" }, select: { id: true, username: true, displayName: true, role: true } }),
  ]);
  return { town, chain, candidates: accounts.map((account) => candidate(account, holdings)) };
}

function candidate(
  { id, username, displayName, role }: { id: number; username: string; displayName: string; role: string },
  holdings: readonly Holding[],
): Candidate {
  const held = (wanted: ApprovalRole) => holdings.find((each) => each.accountId === id && each.role === wanted);
  const holds = Object.fromEntries(APPROVAL_ROLES.map((each) => [each, held(each) ? (held(each)!.deputy ? "deputy" : "holder") : ""]));
  return { username, displayName, role: role as Candidate["role"], holds: holds as Candidate["holds"] };
}

/** The same as the API tells it. */
export async function chainJson(actor: Actor, slug: string) {
  const { chain, candidates } = await approvalSettings(actor, slug);
  const members = APPROVAL_ROLES.flatMap((role) =>
    candidates
      .filter(({ holds }) => holds[role] !== "")
      .map(({ username, displayName, holds }) => ({ role, username, displayName, deputy: holds[role] === "deputy" })),
  );
  return { steps: chain, members };
}

/**
 * Sets which steps a town's texts pass and who holds each role. What waits when the steps change begins again at the first of the new
 * ones; with none left it goes back to the association. @throws Invalid: a step without a holder, someone who is not of the town
 */
export async function setApprovals(actor: Actor, slug: string, input: ChainInput): Promise<void> {
  allow(actor, "administrateApprovals", {});
  await transact(async (tx, after) => {
    const town = await townOf(tx, slug);
    await hold(tx, `approvals:${town.id}`);
    const steps = APPROVAL_ROLES.filter((role) => input.steps.includes(role));
    const members = await membersOf(tx, town.id, input.members);
    const empty = steps.find((role) => !members.some((each) => each.role === role && !each.deputy));
    if (empty) throw new Invalid([{ path: `step.${empty}`, key: "holderNeeded" }]);
    const before = await chainOf(tx, town.id);
    await tx.approvalStep.deleteMany({ where: { townId: town.id } });
    await tx.approvalMember.deleteMany({ where: { townId: town.id } });
    await tx.approvalStep.createMany({ data: steps.map((role, index) => ({ townId: town.id, position: index + 1, role })) });
    await tx.approvalMember.createMany({ data: members.map((each) => ({ townId: town.id, ...each })) });
    await record(tx, actor.id, "approvals.changed", `town:${town.id}`, { before, steps, members });
    if (before.join() !== steps.join()) await beginAgain(tx, after, town.id, steps, members);
  });
}

async function membersOf(tx: Tx, townId: number, members: ChainInput["members"]): Promise<Holding[]> {
  const accounts = await tx.account.findMany({ where: ableIn(townId), select: { id: true, username: true } });
  const idOf = new Map(accounts.map(({ id, username }) => [username, id]));
  return [...new Map(members.map((each) => [`${each.role} ${each.username}`, each])).values()].map(({ role, username, deputy }) => {
    const accountId = idOf.get(username);
    if (accountId === undefined) throw new Invalid([{ path: `member.${role}.${username}`, key: "notOfTown" }]);
    return { role, accountId, deputy };
  });
}

async function beginAgain(tx: Tx, after: After, townId: number, steps: readonly ApprovalRole[], holdings: readonly Holding[]): Promise<void> {
  for (const { id } of await tx.draft.findMany({ where: { townId, state: "submitted" }, select: { id: true }, orderBy: { id: "asc" } })) {
    const draft = await heldWaiting(tx, id);
    if (!draft) continue;
    const standing = steps.length === 0 ? { ...draft, state: "sent_back" as const, step: null } : { ...draft, step: 1, round: draft.round + 1 };
    await setStanding(tx, draft.id, standing);
    await tellAuthor(tx, after, draft, "draftChainChanged");
    if (steps.length > 0) await tellNextApprovers(tx, after, standing, steps, holdings);
  }
}

/** The draft as it stands, its row held; null when it waits no more. Changed between reading and holding, it is read again. */
async function heldWaiting(tx: Tx, id: number): Promise<DraftRecord | null> {
  for (;;) {
    const draft = await tx.draft.findUnique({ where: { id } });
    if (draft?.state !== "submitted") return null;
    if (await holdDraft(tx, draft)) return draft;
  }
}

async function townOf(from: Pick<Tx, "town"> | typeof db, slug: string): Promise<{ id: number; slug: string; name: string }> {
  const town = await from.town.findUnique({ where: { slug }, select: { id: true, slug: true, name: true } });
  if (!town) throw new NotFound("unknownTown");
  return town;
}
