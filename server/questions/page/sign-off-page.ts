import type { Actor } from "../../access/actor.ts";
import { allow, can } from "../../access/permissions.ts";
import { namesOf } from "../../accounts/names.ts";
import { type Chain, signerAt } from "../../approval/chain.ts";
import { wayView } from "../../approval/chain-view.ts";
import { NotFound } from "../../core/problems.ts";
import { db } from "../../data/client.ts";
import { renderMarkup } from "../../text/markup.ts";
import { type QuestionAsked, questionIn } from "../../threads/question-asked.ts";
import { readThread, type ThreadRecord } from "../../threads/thread-facts.ts";
import { decisionsOn, type SignOffDecisionView } from "../sign-off/decisions.ts";
import { signOffChain } from "../sign-off/sign-off-chain.ts";
import { type FeedbackView, feedbackOf } from "./feedback-view.ts";
import { NO_NOTES, type NotesView, notesOf } from "./notes.ts";

/** A step of the way of an answer that waits. */
export interface SignOffStepView {
  step: number;
  state: "signed" | "now" | "later";
  /** Who can sign there; who sent it in is not among them. */
  signers: string[];
}

/** The answer that waits for a signature, with its way so far. */
export interface SignOffView {
  draft: { body: string; html: string; version: number; sentBy: string };
  steps: SignOffStepView[];
  may: { sign: boolean; takeBack: boolean };
}

export interface SignOffPage {
  question: QuestionAsked;
  feedback: FeedbackView;
  notes: NotesView;
  decisions: SignOffDecisionView[];
  /** Null when none waits. */
  waiting: SignOffView | null;
}

/** What waits for a signature at a question, for those who handle it. @throws NotFound, SignInNeeded, Forbidden */
export async function signOffPage(actor: Actor, threadId: number): Promise<SignOffPage> {
  const thread = await readThread(actor, threadId);
  allow(actor, "handleQuestion", thread);
  return pageOf(actor, thread);
}

/** The same after a refusal; for who no longer handles it, or whose session ended, without what colleagues say and do, so that no text is lost. @throws NotFound */
export async function signOffPageAgain(actor: Actor, threadId: number): Promise<SignOffPage> {
  return pageOf(actor, await readThread(actor, threadId));
}

async function pageOf(actor: Actor, thread: ThreadRecord): Promise<SignOffPage> {
  const [question, feedback] = await Promise.all([questionIn(actor, thread), feedbackOf(actor, thread.id)]);
  if (!feedback) throw new NotFound();
  if (!can(actor, "handleQuestion", thread)) return { question, feedback, notes: NO_NOTES, decisions: [], waiting: null };
  const [decisions, draft, chain, notes] = await Promise.all([
    decisionsOn(thread.id),
    db.answerDraft.findUnique({ where: { threadId: thread.id } }),
    signOffChain(db, feedback.office?.key ?? ""),
    notesOf(thread.id),
  ]);
  const waiting = draft?.step == null ? null : await waitingView(actor, feedback, { ...draft, step: draft.step }, chain);
  return { question, feedback, notes, decisions, waiting };
}

type Waiting = { body: string; version: number; submittedById: number | null; step: number };

async function waitingView(actor: Actor, feedback: FeedbackView, draft: Waiting, chain: Chain): Promise<SignOffView> {
  const { body, version, step: at, submittedById } = draft;
  const [way, nameOf] = await Promise.all([wayView(chain, at, submittedById), namesOf([submittedById])]);
  const office = feedback.office?.key ?? "";
  const turn = actor.id !== null && signerAt(chain, at, submittedById, actor.id) !== null;
  return {
    draft: { body, html: renderMarkup(body), version, sentBy: nameOf(submittedById) ?? "" },
    steps: way.map(({ step, state, signers }) => ({ step, state: STATES[state], signers: signers.map(({ displayName }) => displayName) })),
    may: { sign: can(actor, "signAnswer", { office, turn }), takeBack: feedback.may.includes("answered") },
  };
}

const STATES = { passed: "signed", waiting: "now", ahead: "later" } as const;
