import type { Actor } from "../../access/actor.ts";
import { dateOf, lastDayBefore } from "../../calendar/working-days.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import { db } from "../../data/client.ts";
import { officeNames } from "../../offices/offices.ts";
import { type QuestionAsked, questionsAsked } from "../../threads/question-asked.ts";
import type { FeedbackView } from "../page/feedback-view.ts";
import { filledIn, inPlainWords, neutralAddress, type Placeholder } from "./placeholders.ts";

type Question = Pick<QuestionAsked, "asker" | "title">;
type Feedback = Pick<FeedbackView, "office" | "dueDay" | "channel">;

/** What the placeholders stand for in `text`, an answer to this question, today. Who phoned or came in is not the clerk who filed it, and has no name here. */
export const placeholderValues = (question: Question, feedback: Feedback, text: string): Record<Placeholder, string> => ({
  asker: feedback.channel === "online" ? question.asker : neutralAddress(text),
  title: question.title,
  office: feedback.office?.name ?? "",
  date: dateOf(now(), config().timeZone),
  due: feedback.dueDay,
});

/** `text` filled in for one of several questions: nobody edits it afterwards, so what the asker wrote stays plain words. */
export function filledFor(question: Question, feedback: Feedback, text: string): string {
  const values = placeholderValues(question, feedback, text);
  return filledIn(text, { ...values, asker: inPlainWords(values.asker), title: inPlainWords(values.title) });
}

/** The same for questions by their numbers, each with the office whose answer it will be; those that `actor` may not read are missing. */
export async function filledAnswers(
  actor: Actor,
  threadIds: readonly number[],
  text: string,
): Promise<ReadonlyMap<number, { text: string; office: string | null }>> {
  const [questions, rows, names] = await Promise.all([
    questionsAsked(actor, threadIds),
    db.feedback.findMany({ where: { threadId: { in: [...threadIds] } }, select: { threadId: true, office: true, dueAt: true, channel: true } }),
    officeNames(),
  ]);
  const { timeZone } = config();
  return new Map(
    rows.flatMap(({ threadId, office, dueAt, channel }) => {
      const question = questions.get(threadId);
      const feedback = { office: (office && names.get(office)) || null, dueDay: lastDayBefore(dueAt, timeZone), channel };
      return question ? [[threadId, { text: filledFor(question, feedback, text), office: feedback.office?.key ?? null }]] : [];
    }),
  );
}
