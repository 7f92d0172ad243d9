import { type Actor, isMember } from "../../access/actor.ts";
import type { FeedbackState } from "../../core/kinds.ts";
import { renderMarkup, visibleLength } from "../../text/markup.ts";
import { type QuestionAsked, questionsAsked } from "../../threads/question-asked.ts";
import { type DraftView, draftsOf } from "../answers/answer-draft.ts";
import { templatesOf } from "../answers/answer-templates.ts";
import { begunWith } from "../answers/begun-with.ts";
import { filledFor } from "../answers/placeholder-values.ts";
import { type Chosen, MOST_AT_ONCE, MOST_CHARACTERS, type SeveralForm } from "../answers/several-inputs.ts";
import { type FeedbackView, feedbacksOf, type TimelineStep } from "./feedback-view.ts";
import { missedSteps } from "./missed-steps.ts";

/** One of the questions that a text is for. */
export interface QuestionToAnswer extends QuestionAsked {
  dueDay: string;
  overdue: boolean;
  office: string;
  version: number;
  ticked: boolean;
  /** What a colleague wrote for it, which this answer would replace. */
  draft: DraftView | null;
  /** The answer as it will stand; null before anything is written. */
  preview: { html: string } | null;
  /** What others did since the form was opened. */
  meanwhile: TimelineStep[];
}

/** One that the reader's office handles and that is not answered from here. */
export interface QuestionApart {
  id: number;
  url: string;
  title: string;
  /** `waits`: its answer waits for a signature. */
  why: "assisting" | "notNow" | "waits";
  state: FeedbackState;
}

/** The page on which one text is written for several questions. */
export interface SeveralPage {
  questions: QuestionToAnswer[];
  apart: QuestionApart[];
  /** So many of those asked for do not exist or are not the reader's office's: which, is not said. */
  unknown: number;
  /** What somebody whose session ended had on the page: it comes back with the text. */
  hidden: Chosen[];
  answered: number[];
  templates: { id: number; name: string; body: string }[];
  body: string;
}

/**
 * Opens the page, or shows it again with what was typed; what may not be answered is never in `questions`.
 * @param template one of its offices' that follows what is written already
 */
export async function severalPage(actor: Actor, form: SeveralForm, { preview, template }: { preview: boolean; template: number | null }): Promise<SeveralPage> {
  const listed = form.listed.filter(({ id }) => !form.answered.includes(id)).slice(0, MOST_AT_ONCE);
  const handled = await handledBy(actor, listed);
  const answerable = handled.filter(({ feedback, draft }) => feedback.may.includes("answered") && !draft?.waits);
  const offices = [...new Set(answerable.flatMap(({ feedback }) => feedback.office?.key ?? []))];
  const templates = (await Promise.all(offices.map(templatesOf))).flat();
  const body = begunWith(form.body, templates.find(({ id }) => id === template)?.body);
  return {
    questions: answerable.map((each) => toAnswer(each, { ...form, body }, preview)),
    apart: handled.filter((each) => !answerable.includes(each)).map(setApart),
    unknown: isMember(actor) ? listed.length - handled.length : 0,
    hidden: isMember(actor) ? [] : listed.filter(({ id }) => form.ticked.has(id)),
    answered: form.answered,
    templates,
    body,
  };
}

interface Found {
  chosen: Chosen;
  question: QuestionAsked;
  feedback: FeedbackView;
  draft: DraftView | null;
}

/** Those of the chosen that the reader's office handles, in their order. */
async function handledBy(actor: Actor, listed: readonly Chosen[]): Promise<Found[]> {
  const ids = listed.map(({ id }) => id);
  const [questions, feedbacks, drafts] = await Promise.all([questionsAsked(actor, ids), feedbacksOf(actor, ids), draftsOf(ids)]);
  return listed.flatMap((chosen) => {
    const [question, feedback] = [questions.get(chosen.id), feedbacks.get(chosen.id)];
    return question && feedback?.isHandling ? [{ chosen, question, feedback, draft: drafts.get(chosen.id) ?? null }] : [];
  });
}

const toAnswer = ({ chosen, question, feedback, draft }: Found, form: SeveralForm, preview: boolean): QuestionToAnswer => ({
  ...question,
  dueDay: feedback.dueDay,
  overdue: feedback.overdue,
  office: feedback.office!.name,
  version: feedback.version,
  ticked: form.ticked.has(question.id),
  draft,
  preview: preview ? asItWillStand(filledFor(question, feedback, form.body)) : null,
  meanwhile: chosen.version === undefined ? [] : missedSteps(feedback, chosen.version),
});

/** As far as an answer goes: one that its placeholders make longer is refused when it is sent. */
function asItWillStand(text: string): { html: string } | null {
  const html = renderMarkup(text.slice(0, MOST_CHARACTERS));
  return visibleLength(html) === 0 ? null : { html };
}

const setApart = ({ question: { id, url, title }, feedback: { state }, draft }: Found): QuestionApart => ({
  id,
  url,
  title,
  why: draft?.waits ? "waits" : state === "assigned" ? "assisting" : "notNow",
  state,
});
