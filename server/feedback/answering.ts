import { type Actor, isMember, officesOf } from "../actor.ts";
import { addOfficialPost, officialText, replaceOfficialText } from "../forum/official-post.ts";
import { Conflict, SignInNeeded } from "../problems.ts";
import { settings } from "../settings/settings.ts";
import { checkDraft } from "./answer-draft.ts";
import { workingMinutes } from "./deadlines.ts";
import type { AnswerInput, CorrectionInput, FinalAnswerInput } from "./inputs.ts";
import { takeStep } from "./take-step.ts";

/** The final answer of the lead office: the only thing that stops the clock. @throws see takeStep; Invalid (empty text), Conflict (draft saved meanwhile) */
export async function answer(actor: Actor, input: FinalAnswerInput): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  const text = officialText(input.body);
  const { officeFrom, officeUntil } = await settings();
  return takeStep(actor, input, "answered", async (context) => {
    const { tx, after, at, days, timeZone, thread, feedback } = context;
    const office = feedback.office!;
    await checkDraft(tx, thread.id, input.draftVersion);
    const post = await addOfficialPost(tx, after, actor, thread, { ...text, office, answers: "answer" });
    const onTime = at < feedback.dueAt;
    const minutes = workingMinutes(feedback.reopenedAt ?? feedback.receivedAt, at, days, { from: officeFrom, until: officeUntil }, timeZone);
    await tx.officialAnswer.create({
      data: { threadId: thread.id, postId: post.id, office, byId: actor.id, answeredAt: at, onTime, workingMinutes: minutes },
    });
    await tx.answerDraft.deleteMany({ where: { threadId: thread.id } });
    return { data: { answeredAt: at, onTime } };
  });
}

/** A word on the way; the clock goes on. The lead office and those that assist may. */
export async function progress(actor: Actor, input: AnswerInput): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  const text = officialText(input.body);
  return takeStep(actor, input, "progress", async ({ tx, after, thread, feedback }) => {
    const office = officesOf(actor).find((each) => thread.offices.includes(`|${each}|`)) ?? feedback.office!;
    await addOfficialPost(tx, after, actor, thread, { ...text, office, answers: "progress" });
    return { office };
  });
}

/** Puts the latest answer right, with a reason that stands on the timeline; the earlier text stays in the history. */
export async function correctAnswer(actor: Actor, input: CorrectionInput): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  const text = officialText(input.body);
  return takeStep(actor, input, "corrected", async ({ tx, after, thread }) => {
    const latest = await tx.officialAnswer.findFirst({ where: { threadId: thread.id }, orderBy: { id: "desc" } });
    if (!latest) throw new Conflict("stepNotNow");
    await replaceOfficialText(tx, after, actor, thread, latest.postId, text);
    return { note: input.reason };
  });
}
