import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { unsignedStep } from "../approval/chain.ts";
import { lockChain } from "../approval/lock-chain.ts";
import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { Conflict, Invalid } from "../core/problems.ts";
import { db, type Tx, transact } from "../data/client.ts";
import type { StartThreadInput } from "../forum/inputs.ts";
import { townOffice } from "../offices/offices.ts";
import { isBlank, writtenText } from "../threads/written-text.ts";
import { sent, submissionOf, withdrawn } from "./approval.ts";
import { besideToPublish } from "./beside.ts";
import { changeDraft, recordDecision, type SeenDraft, setStanding } from "./change-draft.ts";
import { draftFor, type FoundDraft } from "./draft-facts.ts";
import { authorCanPublish, type DraftText, mustBeText, publishDraft, textOfDraft } from "./publish-draft.ts";
import { contentOf, createDraft, mustBeAhead, orEarlierDraft, ownTownOf, sameDraft } from "./save-draft.ts";
import { tellNextApprovers } from "./telling.ts";

/** Where a draft is after it was sent: public as this thread, or waiting as a draft. */
export type Sent = { threadId: number } | { draftId: number };

/**
 * Sends a draft on its way: into the town's chain, or to the public, at once or at `publishAt`. Sent twice, it gives the first thread again.
 * @throws NotFound, Conflict (changed meanwhile, nobody could approve a step), Invalid (nothing written, a time that is past)
 */
export async function sendDraft(actor: Actor, seen: SeenDraft, publishAt: Date | null): Promise<Sent> {
  const { draft } = await draftFor(db, actor, seen.id);
  if (draft.threadId !== null) return placeOf(draft);
  const text = textOfDraft(draft);
  return changeDraft(actor, { id: seen.id, version: seen.version ?? draft.version }, "send", async (tx, after, found) => {
    mustBeText(found.draft, text);
    return pass(tx, after, actor, found, text, publishAt);
  });
}

/** A new text that goes into the chain, or waits for its time, without having been a draft before. */
export async function sendNewThread(actor: Actor, input: StartThreadInput, publishAt: Date | null): Promise<Sent> {
  const townId = ownTownOf(actor);
  const { submission } = input;
  const text = writtenText(input.title, input.body);
  const attempt = () =>
    transact(async (tx, after) => {
      await lockChain(tx, "drafts", townOffice(townId));
      const earlier = await sameDraft(tx, actor.id!, submission);
      if (earlier) return placeOf(earlier);
      const { id, version } = await createDraft(tx, actor.id!, townId, { ...contentOf(input), publishAt });
      return pass(tx, after, actor, await draftFor(tx, actor, id), { version, text }, publishAt);
    });
  const result = await orEarlierDraft(actor, submission, attempt);
  return "title" in result ? placeOf(result) : result;
}

const placeOf = ({ id, threadId }: { id: number; threadId: number | null }): Sent => (threadId === null ? { draftId: id } : { threadId });

async function pass(tx: Tx, after: After, actor: Actor, found: FoundDraft, text: DraftText, publishAt: Date | null): Promise<Sent> {
  const { chain } = found;
  allow(actor, "plan", found.draft);
  if (isBlank(text.text)) throw new Invalid([{ path: "body", key: "required" }]);
  besideToPublish(found.draft.kind, found.draft.activity);
  if (publishAt !== null) mustBeAhead(publishAt);
  const draft = await withAuthor(tx, actor, found);
  if (unsignedStep(chain, draft.authorId) !== null) throw new Conflict("approverMissing");
  const at = now();
  const standing = sent(draft, chain, publishAt, at);
  if (standing.state === "published") return publishDraft(tx, after, draft, standing, text, { submittedAt: submissionOf(standing, at), at, byId: actor.id! });
  await setStanding(tx, draft.id, standing);
  if (standing.state === "submitted") {
    await recordDecision(tx, { ...draft, round: standing.round }, { decision: "submitted", byId: actor.id! });
    await tellNextApprovers(tx, after, { ...draft, ...standing }, chain);
  }
  return { draftId: draft.id };
}

/** Who sends what its author can no longer publish takes it over. */
async function withAuthor(tx: Tx, actor: Actor, { draft }: FoundDraft) {
  if (await authorCanPublish(tx, draft)) return draft;
  return tx.draft.update({ where: { id: draft.id }, data: { authorId: actor.id! } });
}

/** Takes a draft back: from its approvers, or from the clock. */
export async function withdrawDraft(actor: Actor, id: number): Promise<{ id: number }> {
  return changeDraft(actor, { id, version: undefined }, "withdraw", async (tx, _after, { draft }) => {
    allow(actor, "plan", draft);
    await setStanding(tx, id, withdrawn(draft));
    await recordDecision(tx, draft, { decision: "withdrawn", byId: actor.id!, step: draft.step });
    return { id };
  });
}
