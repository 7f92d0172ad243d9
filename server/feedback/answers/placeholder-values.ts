import type { Actor } from "../../actor.ts";
import { dateOf } from "../../calendar/working-days.ts";
import { now } from "../../clock.ts";
import { config } from "../../config.ts";
import { type QuestionAsked, questionAsked } from "../../forum/question-asked.ts";
import { NotFound } from "../../problems.ts";
import { type FeedbackView, feedbackOf } from "../feedback-view.ts";
import { filledIn, inPlainWords, type Placeholder } from "./placeholders.ts";

/** What the placeholders stand for in an answer to this question, today. */
export const placeholderValues = (question: QuestionAsked, feedback: FeedbackView): Record<Placeholder, string> => ({
  asker: question.asker,
  title: question.title,
  office: feedback.office?.name ?? "",
  date: dateOf(now(), config().timeZone),
  due: feedback.dueDay,
});

/** `text` filled in for one of several questions: nobody edits it afterwards, so what the asker wrote stays plain words. */
export function filledFor(question: QuestionAsked, feedback: FeedbackView, text: string): string {
  const values = placeholderValues(question, feedback);
  return filledIn(text, { ...values, asker: inPlainWords(values.asker), title: inPlainWords(values.title) });
}

/** The same for a question by its number, with the office whose answer it will be. @throws NotFound */
export async function filledAnswer(actor: Actor, threadId: number, text: string): Promise<{ text: string; office: string | null }> {
  const question = await questionAsked(actor, threadId);
  const feedback = await feedbackOf(actor, threadId);
  if (!feedback) throw new NotFound();
  return { text: filledFor(question, feedback, text), office: feedback.office?.key ?? null };
}
