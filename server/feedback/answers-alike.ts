import { type Actor, officesOf } from "../actor.ts";
import { db } from "../data/client.ts";
import { type Emptiness, type EmptyWords, emptyAnswer } from "./empty-answer.ts";

/** So many of an office's latest answers are compared: each takes a millisecond or two. */
const COMPARED = 30;

/** What `actor` is warned about before answering a question; nothing where the question is not the own office's. */
export async function warningsFor(actor: Actor, threadId: number, text: string, words: readonly EmptyWords[]): Promise<Emptiness[]> {
  const feedback = await db.feedback.findUnique({ where: { threadId }, select: { office: true } });
  if (!feedback?.office || !officesOf(actor).includes(feedback.office)) return [];
  const others = await db.officialAnswer.findMany({
    where: { office: feedback.office, threadId: { not: threadId } },
    orderBy: { id: "desc" },
    take: COMPARED,
    select: { postId: true },
  });
  const posts = await db.post.findMany({ where: { id: { in: others.map(({ postId }) => postId) } }, select: { body: true } });
  return emptyAnswer(
    text,
    posts.map(({ body }) => body),
    words,
  );
}
