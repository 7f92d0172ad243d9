import type { Actor } from "../../actor.ts";
import { db, type Prisma } from "../../data/client.ts";
import { renderMarkup } from "../../forum/markup.ts";
import { type QuestionAsked, questionAsked } from "../../forum/question-asked.ts";
import { readThread } from "../../forum/thread-facts.ts";
import { allow, can } from "../../people/permissions.ts";
import { NotFound } from "../../problems.ts";
import { type NoteView, notesOf } from "../desk/notes.ts";
import { type FeedbackView, feedbackOf } from "../feedback-view.ts";
import { type SignOffChain, signersAt, signsAt } from "./sign-off.ts";
import { signOffChain } from "./sign-off-chain.ts";
import type { Verdict } from "./sign-off-record.ts";

/** A step of the way of an answer that waits. */
export interface SignOffStepView {
  step: number;
  state: "signed" | "now" | "later";
  /** Who can sign there; who sent it in is not among them. */
  signers: string[];
}

export interface SignOffDecisionView {
  verdict: Verdict;
  step: number | null;
  /** Null: nobody's doing, the question went elsewhere. */
  by: string | null;
  at: string;
  changed: boolean;
  remark: string;
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
  notes: NoteView[];
  decisions: SignOffDecisionView[];
  /** Null when none waits. */
  waiting: SignOffView | null;
}

/** What waits for a signature at a question, for those who handle it. @throws NotFound, SignInNeeded, Forbidden */
export async function signOffPage(actor: Actor, threadId: number): Promise<SignOffPage> {
  const question = await questionAsked(actor, threadId);
  const feedback = await feedbackOf(actor, threadId);
  if (!feedback) throw new NotFound();
  allow(actor, "handleQuestion", await readThread(actor, threadId));
  const [rows, draft, chain, notes] = await Promise.all([
    db.signOffDecision.findMany({ where: { threadId }, orderBy: { id: "asc" } }),
    db.answerDraft.findUnique({ where: { threadId } }),
    signOffChain(db, feedback.office?.key ?? ""),
    notesOf(threadId),
  ]);
  const names = await namesOf([...rows.flatMap(({ byId }) => byId ?? []), ...chain.signers.map(({ accountId }) => accountId), draft?.submittedById ?? 0]);
  return {
    question,
    feedback,
    notes,
    decisions: rows.map((row) => decisionView(row, names)),
    waiting: draft?.step == null ? null : waitingView(actor, feedback, { ...draft, step: draft.step }, chain, names),
  };
}

const decisionView = ({ decision, step, byId, at, changed, remark }: DecisionRow, names: ReadonlyMap<number, string>): SignOffDecisionView => ({
  verdict: decision,
  step,
  by: byId === null ? null : (names.get(byId) ?? ""),
  at: at.toISOString(),
  changed,
  remark,
});

type DecisionRow = Prisma.SignOffDecisionGetPayload<Record<never, never>>;
type Waiting = { body: string; version: number; submittedById: number | null; step: number };

function waitingView(actor: Actor, feedback: FeedbackView, draft: Waiting, chain: SignOffChain, names: ReadonlyMap<number, string>): SignOffView {
  const { body, version, step: at, submittedById } = draft;
  const office = feedback.office?.key ?? "";
  const turn = actor.id !== null && signsAt(chain, at, actor.id, submittedById);
  return {
    draft: { body, html: renderMarkup(body), version, sentBy: names.get(submittedById ?? 0) ?? "" },
    steps: Array.from({ length: chain.steps }, (_, index) => ({
      step: index + 1,
      state: index + 1 < at ? "signed" : index + 1 === at ? "now" : "later",
      signers: signersAt(chain, index + 1, submittedById).map((id) => names.get(id) ?? ""),
    })),
    may: { sign: can(actor, "signAnswer", { office, turn }), takeBack: feedback.may.includes("answered") },
  };
}

async function namesOf(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const accounts = await db.account.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, displayName: true } });
  return new Map(accounts.map(({ id, displayName }) => [id, displayName]));
}

/** The steps that an answer of `office` passes, each with the names of who signs there, for the form of an answer; none: published at once. */
export async function signersOf(office: string): Promise<string[][]> {
  const chain = await signOffChain(db, office);
  if (chain.steps === 0) return [];
  const names = await namesOf(chain.signers.map(({ accountId }) => accountId));
  return Array.from({ length: chain.steps }, (_, index) => signersAt(chain, index + 1, null).map((id) => names.get(id) ?? ""));
}

/** What the latest decision sent an answer back with, for the form in which it is written on; null when it was none of that kind. */
export async function sentBackAt(threadId: number): Promise<SignOffDecisionView | null> {
  const last = await db.signOffDecision.findFirst({ where: { threadId }, orderBy: { id: "desc" } });
  return last?.decision === "sent_back" ? decisionView(last, await namesOf([last.byId ?? 0])) : null;
}
