import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import { NotFound } from "../../core/problems.ts";
import { db } from "../../data/client.ts";
import { FinalAnswerInput } from "../workflow/inputs.ts";
import { filledAnswers } from "./placeholder-values.ts";
import { sendAnswer } from "./send-answer.ts";
import type { Chosen, SeveralInput } from "./several-inputs.ts";

/** What became of one of several questions: answered, or waiting for a signature (`waits`); an `error` is whatever stopped it, for the door to put into words. */
export type SeveralOutcome = { threadId: number; ok: true; waits: boolean } | { threadId: number; ok: false; error: unknown };

/**
 * Answers several questions with one text, its placeholders filled in for each. Each is an answer of its own, in a transaction of its
 * own, one after the other: what stops one does not stop the rest; where the office signs off its answers it waits for that. The same sent twice answers nothing twice.
 * @throws SignInNeeded, Forbidden (speaks for no office)
 */
export async function answerSeveral(actor: Actor, { threads, body }: SeveralInput): Promise<SeveralOutcome[]> {
  allow(actor, "answerSeveral", {});
  const chosen = [...new Map(threads.map((each) => [each.id, each])).values()];
  const answers = await filledAnswers(
    actor,
    chosen.map(({ id }) => id),
    body,
  );
  const outcomes: SeveralOutcome[] = [];
  for (const each of chosen) outcomes.push(await answerOne(actor, each, answers.get(each.id)?.text));
  return outcomes;
}

/** @param text undefined: the question is not known to `actor` */
async function answerOne(actor: Actor, { id: threadId, version, draftVersion }: Chosen, text: string | undefined): Promise<SeveralOutcome> {
  try {
    if (text === undefined) throw new NotFound();
    const input = FinalAnswerInput.parse({ threadId, version, draftVersion, body: text });
    const { waits } = await sendAnswer(actor, input).catch(async (error) => {
      const earlier = await sentBefore(actor, input); // the same form sent twice
      if (!earlier) throw error;
      return earlier;
    });
    return { threadId, ok: true, waits };
  } catch (error) {
    return { threadId, ok: false, error };
  }
}

/** What became of this very text of `actor`'s when it was sent before; null: it was not. */
async function sentBefore(actor: Actor, input: FinalAnswerInput): Promise<{ waits: boolean } | null> {
  const { threadId, body } = input;
  const waiting = await db.answerDraft.findFirst({ where: { threadId, body, submittedById: actor.id, step: { not: null } }, select: { threadId: true } });
  if (waiting) return { waits: true };
  return (await isAnsweredSo(actor, input)) ? { waits: false } : null;
}

/** Whether `actor` answered it with this very text, and it was not reopened since. */
async function isAnsweredSo({ id }: Actor, { threadId, body }: FinalAnswerInput): Promise<boolean> {
  const latest = await db.officialAnswer.findFirst({
    where: { threadId, feedback: { state: { in: ["answered", "closed"] } } },
    orderBy: { id: "desc" },
    select: { byId: true, postId: true },
  });
  if (!latest || latest.byId !== id) return false;
  const post = await db.post.findUnique({ where: { id: latest.postId }, select: { body: true } });
  return post?.body === body;
}
