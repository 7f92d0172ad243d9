import { type Actor, isMember, officesOf } from "../../access/actor.ts";
import { signerAt } from "../../approval/chain.ts";
import { Conflict, Forbidden, SignInNeeded } from "../../core/problems.ts";
import { settings } from "../../settings/settings.ts";
import { addOfficialPost, replaceOfficialText } from "../../threads/official-post.ts";
import { type PostText, postText } from "../../threads/post-text.ts";
import { type OfficeHours, workingMinutes } from "../deadlines/working-time.ts";
import { heldChain, signOffChain } from "../sign-off/sign-off-chain.ts";
import type { AnswerInput, CorrectionInput, FinalAnswerInput } from "../workflow/inputs.ts";
import { type Step, type StepContext, takeStep } from "../workflow/take-step.ts";
import { checkDraft } from "./answer-draft.ts";

/**
 * The final answer of the lead office: the only thing that stops the clock.
 * @throws see takeStep; Invalid (empty text), Conflict (draft saved meanwhile; the office signs off its answers: see send-answer.ts)
 */
export async function answer(actor: Actor, input: FinalAnswerInput): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  const text = postText(input.body);
  const hours = await officeHours();
  return takeStep(actor, input, "answered", async (context) => {
    const { tx, thread, feedback } = context;
    if ((await heldChain(tx, feedback.office!)).steps > 0) throw new Conflict("signOffNeeded");
    await checkDraft(tx, thread.id, input.draftVersion);
    return publishAnswer(context, text, actor.id, hours);
  });
}

/** When offices work: what the time to an answer is counted in. */
export async function officeHours(): Promise<OfficeHours> {
  const { officeFrom, officeUntil } = await settings();
  return { from: officeFrom, until: officeUntil };
}

/** Publishes the answer that `writerId` wrote, in the name of the lead office, inside the step that ends the wait. */
export async function publishAnswer(context: StepContext, text: PostText, writerId: number, hours: OfficeHours): Promise<Step> {
  const { tx, after, at, days, timeZone, thread, feedback } = context;
  const office = feedback.office!;
  const post = await addOfficialPost(tx, after, writerId, thread, { ...text, office, answers: "answer" });
  const onTime = at < feedback.dueAt;
  const minutes = workingMinutes(feedback.reopenedAt ?? feedback.receivedAt, at, days, hours, timeZone);
  await tx.officialAnswer.create({ data: { threadId: thread.id, postId: post.id, office, byId: writerId, answeredAt: at, onTime, workingMinutes: minutes } });
  await tx.answerDraft.deleteMany({ where: { threadId: thread.id } });
  return { data: { answeredAt: at, onTime } };
}

/** A word on the way; the clock goes on. The lead office and those that assist may. */
export async function progress(actor: Actor, input: AnswerInput): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  const text = postText(input.body);
  return takeStep(actor, input, "progress", async ({ tx, after, thread, feedback }) => {
    const office = officesOf(actor).find((each) => thread.offices.includes(`|${each}|`)) ?? feedback.office!;
    await addOfficialPost(tx, after, actor.id, thread, { ...text, office, answers: "progress" });
    return { office };
  });
}

/**
 * Puts the latest answer right, with a reason that stands on the timeline; the earlier text stays in the history.
 * @throws see takeStep; Forbidden (another office's answer), Conflict where the office signs off its answers and `actor` is not who signs last
 */
export async function correctAnswer(actor: Actor, input: CorrectionInput): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  const text = postText(input.body);
  return takeStep(actor, input, "corrected", async (context) => {
    const { tx, thread } = context;
    const latest = await tx.officialAnswer.findFirst({ where: { threadId: thread.id }, orderBy: { id: "desc" } });
    if (!latest) throw new Conflict("stepNotNow");
    if (!officesOf(actor).includes(latest.office)) throw new Forbidden(); // nobody rewrites what another office said in its own name
    const chain = await signOffChain(tx, latest.office);
    if (chain.steps > 0 && !signerAt(chain, chain.steps, null, actor.id)) throw new Conflict("correctionBySigner");
    await replaceOfficialText(context, actor.id, latest.postId, text);
    return { note: input.reason };
  });
}
