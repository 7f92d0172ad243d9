import { type Actor, officesOf } from "../../access/actor.ts";
import { db } from "../../data/client.ts";
import { EMPTINESS, type Emptiness, type EmptyWords, emptyAnswer } from "./empty-answer.ts";
import { filledAnswers } from "./placeholder-values.ts";
import { MOST_CHARACTERS, type SeveralInput } from "./several-inputs.ts";

/** So many of an office's latest answers are compared: each takes a millisecond or two. */
const COMPARED = 30;

/** What `actor` is warned about before answering a question; nothing where the question is not the own office's. */
export async function warningsFor(actor: Actor, threadId: number, text: string, words: readonly EmptyWords[]): Promise<Emptiness[]> {
  const feedback = await db.feedback.findUnique({ where: { threadId }, select: { office: true } });
  if (!feedback?.office || !officesOf(actor).includes(feedback.office)) return [];
  return emptyAnswer(text, await answersOf(feedback.office, [threadId]), words);
}

/**
 * The same before one text goes to several questions: that their answers are alike is intended, that they are like the office's
 * earlier ones is not. @param answered those that were answered with it already
 */
export async function warningsForSeveral(
  actor: Actor,
  { threads, body }: SeveralInput,
  answered: readonly number[],
  words: readonly EmptyWords[],
): Promise<Emptiness[]> {
  const batch = [...answered, ...threads.map(({ id }) => id)];
  const answers = await filledAnswers(
    actor,
    threads.map(({ id }) => id),
    body,
  );
  const compared = new Set<string>();
  const found = new Set<Emptiness>();
  for (const { id } of threads) {
    const filled = answers.get(id); // what cannot be read is told when it is sent
    if (!filled?.office || !officesOf(actor).includes(filled.office)) continue;
    const isFirst = !compared.has(filled.office); // with another name in it, the text is still the same text
    compared.add(filled.office);
    for (const each of emptyAnswer(filled.text.slice(0, MOST_CHARACTERS), isFirst ? await answersOf(filled.office, batch) : [], words)) found.add(each);
  }
  return EMPTINESS.filter((each) => found.has(each));
}

/** The latest answers of an office to other questions. */
async function answersOf(office: string, besides: number[]): Promise<string[]> {
  const others = await db.officialAnswer.findMany({
    where: { office, threadId: { notIn: besides } },
    orderBy: { id: "desc" },
    take: COMPARED,
    select: { postId: true },
  });
  const posts = await db.post.findMany({ where: { id: { in: others.map(({ postId }) => postId) } }, select: { body: true } });
  return posts.map(({ body }) => body);
}
