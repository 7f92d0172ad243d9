import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { accountsOf, candidatesOf } from "../approval/candidates.ts";
import { lockChain } from "../approval/lock-chain.ts";
import type { After } from "../core/events.ts";
import { Invalid } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { townOffice } from "../offices/offices.ts";
import { townBySlug } from "../towns/towns.ts";
import { APPROVAL_ROLES, type ApprovalRole, begunAgain } from "./approval.ts";
import { chainOf, type Holder, type TownChain, townChain } from "./chain.ts";
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
  const town = await townBySlug(db, slug);
  const [{ roles, signers }, accounts] = await Promise.all([townChain(db, town.id), candidatesOf(db, townOffice(town.id))]);
  return { town, chain: roles, candidates: accounts.map((account) => candidate(account, signers)) };
}

function candidate(
  { id, username, displayName, role }: { id: number; username: string; displayName: string; role: string },
  holders: readonly Holder[],
): Candidate {
  const held = (wanted: ApprovalRole) => holders.find((each) => each.accountId === id && each.role === wanted);
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
    const town = await townBySlug(tx, slug);
    await lockChain(tx, "drafts", townOffice(town.id));
    const steps = APPROVAL_ROLES.filter((role) => input.steps.includes(role));
    const members = await holdersIn(tx, town.id, input.members);
    const empty = steps.find((role) => !members.some((each) => each.role === role && !each.deputy));
    if (empty) throw new Invalid([{ path: `step.${empty}`, key: "holderNeeded" }]);
    const { roles: before } = await townChain(tx, town.id);
    await tx.approvalStep.deleteMany({ where: { townId: town.id } });
    await tx.approvalMember.deleteMany({ where: { townId: town.id } });
    await tx.approvalStep.createMany({ data: steps.map((role, index) => ({ townId: town.id, position: index + 1, role })) });
    await tx.approvalMember.createMany({ data: members.map((each) => ({ townId: town.id, ...each })) });
    await record(tx, actor.id, "approvals.changed", `town:${town.id}`, { before, steps, members });
    if (before.join() !== steps.join()) await beginAgain(tx, after, town.id, chainOf(steps, members));
  });
}

/** Who was chosen twice for a role holds it as was said last. */
const holdersIn = (tx: Tx, townId: number, members: ChainInput["members"]): Promise<Holder[]> =>
  accountsOf(tx, townOffice(townId), [...new Map(members.map((each) => [`${each.role} ${each.username}`, each])).values()], ({ role, username }) => ({
    path: `member.${role}.${username}`,
    key: "notOfTown",
  }));

async function beginAgain(tx: Tx, after: After, townId: number, chain: TownChain): Promise<void> {
  for (const { id } of await tx.draft.findMany({ where: { townId, state: "submitted" }, select: { id: true }, orderBy: { id: "asc" } })) {
    const draft = await heldWaiting(tx, id);
    if (!draft) continue;
    const standing = { ...draft, ...begunAgain(draft, chain) };
    await setStanding(tx, draft.id, standing);
    await tellAuthor(tx, after, draft, "draftChainChanged");
    await tellNextApprovers(tx, after, standing, chain);
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
