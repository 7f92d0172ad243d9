import { type Actor, isMember } from "../../access/actor.ts";
import { unsignedStep } from "../../approval/chain.ts";
import { Conflict, Invalid, SignInNeeded } from "../../core/problems.ts";
import { db } from "../../data/client.ts";
import { postText } from "../../threads/post-text.ts";
import { heldChain, signOffChain } from "../sign-off/sign-off-chain.ts";
import type { FinalAnswerInput } from "../workflow/inputs.ts";
import { recordDecision } from "../workflow/sign-off-record.ts";
import { beforeStep, changeSignOff } from "../workflow/take-step.ts";
import { tellSigners } from "../workflow/telling-signers.ts";
import { writeDraft } from "./answer-draft.ts";
import { answer } from "./answering.ts";

/** What became of an answer: published, or waiting for a signature. */
export interface Sent {
  id: number;
  waits: boolean;
}

/** Answers, or, where the lead office signs off its answers, sends the answer to who signs first. @throws see answer and submitAnswer */
export async function sendAnswer(actor: Actor, input: FinalAnswerInput): Promise<Sent> {
  const feedback = await db.feedback.findUnique({ where: { threadId: input.threadId }, select: { office: true } });
  const chain = await signOffChain(db, feedback?.office ?? "");
  return chain.steps > 0 ? { ...(await submitAnswer(actor, input)), waits: true } : { ...(await answer(actor, input)), waits: false };
}

/**
 * Sends an answer into the office's sign-off; the clock goes on until it is published.
 * @throws see takeStep; Invalid (empty text; a step that nobody but the sender could sign), Conflict (draft saved meanwhile; waits already; nobody signs there any more)
 */
export async function submitAnswer(actor: Actor, input: FinalAnswerInput): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  postText(input.body); // refused now, not by who signs
  return changeSignOff(actor, input.threadId, async (question) => {
    const { tx, after, thread, feedback } = await beforeStep(question, actor, input, "answered");
    const office = feedback.office!;
    const chain = await heldChain(tx, office);
    if (chain.steps === 0) throw new Conflict("signOffChanged"); // since it was asked above: nobody is left to sign
    const step = unsignedStep(chain, actor.id);
    if (step !== null) throw new Invalid([{ path: "body", key: "nobodySigns", args: { step } }]);
    const { version } = await writeDraft(tx, actor.id, input, { step: 1, submittedById: actor.id });
    await recordDecision(tx, { threadId: thread.id, office, step: null, verdict: "submitted", byId: actor.id });
    await tellSigners(tx, after, thread, { chain, step: 1, submittedById: actor.id, version });
  });
}
