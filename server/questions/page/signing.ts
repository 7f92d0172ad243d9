import { type Actor, isMember, type Member } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import { type Chain, signerAt, stepAfter } from "../../approval/chain.ts";
import { now } from "../../core/clock.ts";
import { Conflict, Forbidden, SignInNeeded } from "../../core/problems.ts";
import { db, type Tx } from "../../data/client.ts";
import { postText } from "../../threads/post-text.ts";
import type { RaisedThread } from "../../threads/raise-version.ts";
import { officeHours, publishAnswer } from "../answers/answering.ts";
import { heldChain, signOffChain } from "../sign-off/sign-off-chain.ts";
import type { SendBackInput, SignInput } from "../sign-off/sign-off-inputs.ts";
import type { FeedbackRow } from "../workflow/receive.ts";
import { recordDecision } from "../workflow/sign-off-record.ts";
import { stopSignOff } from "../workflow/stop-sign-off.ts";
import { changeSignOff, partyOf, takeStep } from "../workflow/take-step.ts";
import { tellSender, tellSigners } from "../workflow/telling-signers.ts";

/**
 * Signs the answer that waits, as it stands or changed; the last signature publishes it in the office's name.
 * @throws SignInNeeded, NotFound, Forbidden (not this actor's turn), Conflict (changed, signed or taken back meanwhile), Invalid (nothing to read in it)
 */
export async function signAnswer(actor: Actor, input: SignInput): Promise<{ id: number; published: boolean }> {
  if (!isMember(actor)) throw new SignInNeeded();
  const present = await db.answerDraft.findUnique({ where: { threadId: input.threadId } });
  const { office } = (await db.feedback.findUnique({ where: { threadId: input.threadId }, select: { office: true } })) ?? { office: null };
  const isLast = present?.step != null && stepAfter(await signOffChain(db, office ?? ""), present.step) === null;
  const published = isLast ? await signLast(actor, input, present.body) : await signOn(actor, input);
  return { ...published, published: isLast };
}

/** Sends it back to who sent it in, with what is to be changed. @throws as signAnswer */
export async function sendAnswerBack(actor: Actor, input: SendBackInput): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  return changeSignOff(actor, input.threadId, async (question) => {
    const { tx, after, thread } = question;
    const { office } = await turnOf(actor, question, input.draftVersion);
    const stopped = await stopSignOff(tx, after, thread, { office, byId: actor.id, verdict: "sent_back", remark: input.reason });
    if (!stopped) throw new Conflict("signOffChanged");
  });
}

/** Takes it out of the sign-off again, to go on writing: anybody of the lead office. @throws SignInNeeded, NotFound, Forbidden, Conflict (none waits) */
export async function takeAnswerBack(actor: Actor, threadId: number): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  return changeSignOff(actor, threadId, async ({ tx, after, thread, feedback }) => {
    if (!partyOf(actor, feedback).isLead) throw new Forbidden();
    if (!(await stopSignOff(tx, after, thread, { office: feedback.office!, byId: actor.id }))) throw new Conflict("answerNotWaiting");
  });
}

/** A signature that is not the last: the answer goes on to the next step. */
async function signOn(actor: Member, input: SignInput): Promise<{ id: number }> {
  if (input.body !== undefined) postText(input.body); // refused now, not by who signs last
  return changeSignOff(actor, input.threadId, async (question) => {
    const { tx, after, thread } = question;
    const { office, chain, draft } = await turnOf(actor, question, input.draftVersion);
    const step = stepAfter(chain, draft.step);
    if (step === null) throw new Conflict("signOffChanged");
    const changed = input.body !== undefined && input.body !== draft.body;
    const version = draft.version + 1;
    const { count } = await tx.answerDraft.updateMany({
      where: { threadId: thread.id, version: draft.version, step: draft.step },
      data: { step, version, ...(changed && { body: input.body!, editorId: actor.id, changedAt: now() }) },
    });
    if (count === 0) throw new Conflict("signOffChanged");
    await recordDecision(tx, { threadId: thread.id, office, step: draft.step, verdict: "signed", byId: actor.id, changed });
    await tellSigners(tx, after, thread, { chain, step, submittedById: draft.submittedById, version });
  });
}

/** The last signature is the answer. @param waiting the text that waits */
async function signLast(actor: Member, input: SignInput, waiting: string): Promise<{ id: number }> {
  const text = postText(input.body ?? waiting);
  const hours = await officeHours();
  return takeStep(actor, { threadId: input.threadId }, "answered", async (context) => {
    const { tx, after, thread } = context;
    const { office, chain, draft } = await turnOf(actor, context, input.draftVersion);
    if (stepAfter(chain, draft.step) !== null) throw new Conflict("signOffChanged");
    await recordDecision(tx, { threadId: thread.id, office, step: draft.step, verdict: "signed", byId: actor.id, changed: text.body !== draft.body });
    await tellSender(tx, after, thread, draft.submittedById, "answerSigned", draft.version);
    return publishAnswer(context, text, draft.submittedById, hours);
  });
}

interface Turn {
  office: string;
  chain: Chain;
  draft: { step: number; body: string; version: number; submittedById: number };
}

type Question = { tx: Tx; thread: RaisedThread; feedback: FeedbackRow };

/** The answer that waits for `actor`, as they read it. @throws Forbidden, Conflict */
async function turnOf(actor: Member, { tx, thread, feedback }: Question, seen: number): Promise<Turn> {
  allow(actor, "handleQuestion", thread);
  const office = feedback.office ?? "";
  const chain = await heldChain(tx, office); // before the draft is read: a change of the chain takes it out of the sign-off
  const draft = await tx.answerDraft.findUnique({ where: { threadId: thread.id } });
  if (draft?.step == null) throw new Conflict("answerNotWaiting");
  if (draft.version !== seen || draft.submittedById === null) throw new Conflict("signOffChanged"); // four eyes: without a sender nobody knows whose they are
  allow(actor, "signAnswer", { office, turn: signerAt(chain, draft.step, draft.submittedById, actor.id) !== null });
  return { office, chain, draft: { ...draft, step: draft.step, submittedById: draft.submittedById } };
}
