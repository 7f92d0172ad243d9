import { ASKING } from "../../core/kinds.ts";
import type { Panel } from "../../threads/panel.ts";
import { type OfficialAnswerView, officialAnswers } from "../answers/official-answers.ts";
import { type SupportView, supportOf } from "../workflow/support.ts";
import { feedbackJson } from "./feedback-json.ts";
import { type FeedbackView, feedbackOf } from "./feedback-view.ts";

interface Handling {
  feedback: FeedbackView;
  official: OfficialAnswerView[];
}

/** What became of a question or opinion, and the offices' answers. */
export const questionPanel: Panel<Handling> = {
  async query(actor, thread) {
    if (!ASKING.includes(thread.kind)) return null;
    const [feedback, official] = await Promise.all([feedbackOf(actor, thread.id), officialAnswers(actor, thread)]);
    return feedback && { feedback, official };
  },
  view: ({ feedback, official }, { id }) => [
    { place: "head", template: "questions/page/progress-part", model: { feedback } },
    ...(feedback.isHandling
      ? [{ place: "head", template: "questions/page/colleagues", model: { feedback, question: { id }, step: "" }, scripts: ["handling"] } as const]
      : []),
    { place: "answers", template: "questions/page/official-part", model: { official } },
  ],
  async facts(actor, thread) {
    const feedback = ASKING.includes(thread.kind) ? await feedbackOf(actor, thread.id) : null;
    return { feedback: feedback && feedbackJson(feedback) };
  },
};

/** "The same problem here". */
export const supportPanel: Panel<SupportView> = {
  query: async (actor, thread) => (ASKING.includes(thread.kind) ? supportOf(actor, thread) : null),
  view: (support) => [{ place: "foot", template: "questions/asker/support", model: { support } }],
  async facts(actor, thread) {
    const support = ASKING.includes(thread.kind) ? await supportOf(actor, thread) : null;
    return { support: support && { count: support.count, own: support.own } };
  },
};
