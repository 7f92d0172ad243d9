import { type Actor, isMember } from "../../access/actor.ts";
import { Conflict, Forbidden, NotFound, SignInNeeded } from "../../core/problems.ts";
import { type QuestionAsked, questionAsked } from "../../threads/question-asked.ts";
import { readThread } from "../../threads/thread-facts.ts";
import { type OfficialAnswerView, officialAnswers } from "../answers/official-answers.ts";
import type { AskerStep } from "./asker-forms.ts";
import { type FeedbackView, feedbackOf, type TimelineStep } from "./feedback-view.ts";
import { missedSteps } from "./missed-steps.ts";
import { stepUrl } from "./step-forms.ts";

/** The page on which somebody takes a step of the own question. */
export interface AskerPage {
  question: QuestionAsked;
  feedback: FeedbackView;
  /** The answer that is rated, or with which the question is reopened: the latest alone. */
  official: OfficialAnswerView[];
  step: AskerStep;
  action: string;
  /** What others did after the form was opened. */
  meanwhile: TimelineStep[];
}

/** Opens the form of a step. @throws NotFound, SignInNeeded, Forbidden (somebody else's question), Conflict (not now) */
export async function askerPage(actor: Actor, threadId: number, step: AskerStep): Promise<AskerPage> {
  const page = await askerPageAgain(actor, threadId, step, {});
  if (page.feedback.askerSteps.some((open) => open.step === step)) return page;
  if (!isMember(actor)) throw new SignInNeeded();
  throw page.feedback.isAsker ? new Conflict("stepNotNow") : new Forbidden();
}

/** The same after a refusal; also where the step is not possible any more, so that no text is lost. */
export async function askerPageAgain(actor: Actor, threadId: number, step: AskerStep, typed: Readonly<Record<string, string>>): Promise<AskerPage> {
  const question = await questionAsked(actor, threadId);
  const feedback = await feedbackOf(actor, threadId);
  if (!feedback) throw new NotFound();
  const official = step === "withdrawal" ? [] : (await officialAnswers(actor, await readThread(actor, threadId))).slice(0, 1);
  return { question, feedback, official, step, action: stepUrl(threadId, step), meanwhile: missedSteps(feedback, Number(typed.version)) };
}
