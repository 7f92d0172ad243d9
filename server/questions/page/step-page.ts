import { type Actor, isMember } from "../../access/actor.ts";
import { Conflict, Forbidden, NotFound, SignInNeeded } from "../../core/problems.ts";
import { db } from "../../data/client.ts";
import { offices } from "../../offices/offices.ts";
import { type QuestionAsked, questionAsked } from "../../threads/question-asked.ts";
import { type DraftView, draftOf } from "../answers/answer-draft.ts";
import { templatesOf } from "../answers/answer-templates.ts";
import { begunWith } from "../answers/begun-with.ts";
import { placeholderValues } from "../answers/placeholder-values.ts";
import { filledIn, type Insert, insertsOf } from "../answers/placeholders.ts";
import { type SignOffDecisionView, sentBackAt } from "../sign-off/decisions.ts";
import { signersOf } from "../sign-off/sign-off-chain.ts";
import { whyNotNow } from "../workflow/workflow.ts";
import { type FeedbackView, feedbackOf, type TimelineStep } from "./feedback-view.ts";
import { missedSteps } from "./missed-steps.ts";
import { NO_NOTES, type NotesView, notesOf } from "./notes.ts";
import { HANDLING_STEPS, type HandlingStep, officeBox, type StepField, type StepLink, stepUrl } from "./step-forms.ts";

/** An office that a form can name. */
export interface OfficeChoice {
  slug: string;
  name: string;
  /** Of a form that names several. */
  box: string;
  ticked: boolean;
}

/** The page on which somebody takes one step. */
export interface StepPage {
  question: QuestionAsked;
  feedback: FeedbackView;
  step: HandlingStep;
  fields: readonly StepField[];
  /** Where the form sends to; every other step that is possible now. */
  action: string;
  menu: (StepLink & { current: boolean })[];
  choices: OfficeChoice[];
  /** What stands in the form before anything is typed. */
  body: string;
  /** Of its office, for an answer; the one that the form began with. */
  templates: { id: number; name: string }[];
  template: number | null;
  /** What can be put into an answer at the cursor. */
  inserts: Insert[];
  /** What colleagues say to each other and write together; nothing for those who do not handle it. */
  notes: NotesView;
  draft: DraftView | null;
  /** Who signs the answer before it is published, step by step; none: it is published at once. */
  signers: string[][];
  /** What a signer sent it back with, until it is sent in again. */
  sentBack: SignOffDecisionView | null;
  /** What others did after the form was opened: whoever sends it again has seen it. */
  meanwhile: TimelineStep[];
}

/** Opens the form of a step. @throws NotFound, SignInNeeded, Forbidden (never this actor's), Conflict (not now) */
export async function stepPage(actor: Actor, threadId: number, step: HandlingStep, template: number | null = null): Promise<StepPage> {
  const page = await pageOf(actor, threadId, step, null, template);
  if (page.feedback.steps.some((open) => open.step === step)) return page;
  if (!isMember(actor)) throw new SignInNeeded();
  throw page.feedback.isHandling ? new Conflict(whyNotNow(HANDLING_STEPS[step].event, page.feedback)) : new Forbidden();
}

/** The same after a refusal, with what was typed; also where the step is not possible any more, so that no text is lost. */
export const stepPageAgain = (actor: Actor, threadId: number, step: HandlingStep, typed: Typed, template: number | null = null): Promise<StepPage> =>
  pageOf(actor, threadId, step, typed, template);

type Typed = Readonly<Record<string, string>>;

async function pageOf(actor: Actor, threadId: number, step: HandlingStep, typed: Typed | null, template: number | null = null): Promise<StepPage> {
  const question = await questionAsked(actor, threadId);
  const feedback = await feedbackOf(actor, threadId);
  if (!feedback) throw new NotFound();
  const { fields } = HANDLING_STEPS[step];
  const assisting = feedback.assisting.map(({ slug }) => slug);
  const ticked = (slug: string) => (typed ? typed[officeBox(slug)] === "1" : assisting.includes(slug));
  const draft = feedback.isHandling && step === "answer" ? await draftOf(threadId) : null;
  const templates = feedback.isHandling && step === "answer" && feedback.office ? await templatesOf(feedback.office.key) : [];
  const chosen = templates.find(({ id }) => id === template);
  const values = placeholderValues(question, feedback, chosen?.body ?? "");
  const others = (await offices()).filter(({ slug }) => slug !== feedback.office?.slug);
  return {
    question,
    feedback,
    step,
    fields,
    action: stepUrl(threadId, step),
    menu: feedback.steps.map((open) => ({ ...open, current: open.step === step })),
    choices: others.map(({ slug, name }) => ({ slug, name, box: officeBox(slug), ticked: ticked(slug) })),
    body:
      step === "correction"
        ? feedback.isHandling
          ? await latestAnswer(threadId)
          : ""
        : begunWith(typed?.body ?? draft?.body, chosen && filledIn(chosen.body, values)),
    templates: templates.map(({ id, name }) => ({ id, name })),
    template: chosen?.id ?? null,
    inserts: feedback.isHandling && step === "answer" ? insertsOf({ ...values, ...(feedback.channel !== "online" && { asker: "" }) }) : [],
    notes: feedback.isHandling ? await notesOf(threadId) : NO_NOTES,
    draft,
    signers: feedback.isHandling && step === "answer" && feedback.office ? await signersOf(feedback.office.key) : [],
    sentBack: draft && feedback.office ? await sentBackAt(threadId, feedback.office.key) : null,
    meanwhile: typed ? missedSteps(feedback, Number(typed.version)) : [],
  };
}

/** As it was typed, nothing in it hidden: for those of whom it is known that they handle the question. */
async function latestAnswer(threadId: number): Promise<string> {
  const answer = await db.officialAnswer.findFirst({ where: { threadId }, orderBy: { id: "desc" }, select: { postId: true } });
  const post = answer && (await db.post.findUnique({ where: { id: answer.postId }, select: { body: true } }));
  return post?.body ?? "";
}
