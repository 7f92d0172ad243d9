import { publicThreads } from "../../access/visible-threads.ts";
import { now } from "../../core/clock.ts";
import { threadUrl } from "../../core/urls.ts";
import { db } from "../../data/client.ts";
import { maskText } from "../../masking/mask.ts";
import { officeNames } from "../../offices/offices.ts";
import { excerptOf } from "../../text/markup.ts";
import { titleFor } from "../../threads/personal.ts";

/** A question with the first words of its official answer. */
export interface RecentAnswer {
  url: string;
  title: string;
  office: string;
  answeredAt: string;
  excerpt: string;
}

const EXCERPT = 80;
/** Answers to private or removed questions are passed over: so many are looked at for each that is shown. */
const LOOKED_AT = 4;

/** The latest official answers to public questions, newest first; the same for every reader. */
export async function recentAnswers(count: number): Promise<RecentAnswer[]> {
  const answers = await db.officialAnswer.findMany({
    orderBy: { answeredAt: "desc" },
    take: count * LOOKED_AT,
    select: { threadId: true, postId: true, office: true, answeredAt: true },
  });
  const [threads, posts, names] = await Promise.all([
    db.thread.findMany({ where: { id: { in: answers.map(({ threadId }) => threadId) }, ...publicThreads.where } }),
    db.post.findMany({ where: { id: { in: answers.map(({ postId }) => postId) }, state: "published" }, select: { id: true, html: true } }),
    officeNames(),
  ]);
  const threadOf = new Map(threads.map((thread) => [thread.id, thread]));
  const htmlOf = new Map(posts.map(({ id, html }) => [id, html]));
  const shown = answers.flatMap(({ threadId, postId, office, answeredAt }): RecentAnswer[] => {
    const [thread, html] = [threadOf.get(threadId), htmlOf.get(postId)];
    if (!thread || html === undefined) return [];
    return [
      {
        url: threadUrl(threadId),
        title: titleFor(thread),
        office: names.get(office)?.name ?? "",
        answeredAt: answeredAt.toISOString(),
        excerpt: maskText(excerptOf(html, EXCERPT), now()),
      },
    ];
  });
  return shown.slice(0, count);
}
