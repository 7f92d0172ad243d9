import type { Actor } from "../../access/actor.ts";
import { now } from "../../core/clock.ts";
import { db } from "../../data/client.ts";
import { maskText } from "../../masking/mask.ts";
import { type PostAsSeen, postsAsSeen } from "../../threads/posts-as-seen.ts";
import type { ThreadRecord } from "../../threads/thread-facts.ts";

/** A final answer as it stands at the top of its thread. */
export interface OfficialAnswerView extends PostAsSeen {
  /** Its last correction: when, and why as it was said in public. */
  corrected: { at: string; reason: string } | null;
}

/** The official answers of a thread that `actor` may read, the latest first: a reopened question has several. */
export async function officialAnswers(actor: Actor, thread: ThreadRecord): Promise<OfficialAnswerView[]> {
  const answers = await db.officialAnswer.findMany({ where: { threadId: thread.id }, orderBy: { id: "asc" }, select: { postId: true, answeredAt: true } });
  if (answers.length === 0) return [];
  const [posts, corrections] = await Promise.all([
    postsAsSeen(
      actor,
      thread,
      answers.map(({ postId }) => postId),
    ),
    db.feedbackStep.findMany({ where: { threadId: thread.id, event: "corrected" }, orderBy: { id: "asc" }, select: { at: true, note: true } }),
  ]);
  const correctionOf = (index: number) => {
    const from = answers[index]!.answeredAt;
    const until = answers[index + 1]?.answeredAt;
    const last = corrections.findLast(({ at }) => at >= from && (!until || at < until)); // it is always the latest that is corrected
    return last ? { at: last.at.toISOString(), reason: maskText(last.note, now()) } : null;
  };
  const views = answers.flatMap(({ postId }, index) => {
    const post = posts.find(({ id }) => id === postId);
    return post ? [{ ...post, corrected: correctionOf(index) }] : [];
  });
  return views.reverse();
}
