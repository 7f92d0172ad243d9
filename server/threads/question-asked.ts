import type { Actor } from "../access/actor.ts";
import { ASKING, type Kind } from "../core/kinds.ts";
import { NotFound } from "../core/problems.ts";
import { threadUrl } from "../core/urls.ts";
import { postFor } from "./personal.ts";
import { openingPost, openingPosts, type PostRow } from "./post-rows.ts";
import { readThread, readThreads, type ThreadRecord } from "./thread-facts.ts";

/** What was asked, as the one who answers reads it beside the form. */
export interface QuestionAsked {
  id: number;
  url: string;
  title: string;
  kind: Kind;
  town: string;
  asker: string;
  askedAt: string;
  private: boolean;
  html: string;
}

/** The question of a thread as `actor` may read it. @throws NotFound, also for a thread that asks nothing, or no more */
export const questionAsked = async (actor: Actor, threadId: number): Promise<QuestionAsked> => questionIn(actor, await readThread(actor, threadId));

/** The same for a thread that was read before, by its own rule. @throws NotFound */
export async function questionIn(actor: Actor, thread: ThreadRecord): Promise<QuestionAsked> {
  if (!ASKING.includes(thread.kind)) throw new NotFound();
  return asked(actor, thread, await openingPost(thread.id));
}

/** Those of several that `actor` may read, by their threads. */
export async function questionsAsked(actor: Actor, threadIds: readonly number[]): Promise<ReadonlyMap<number, QuestionAsked>> {
  const threads = (await readThreads(actor, threadIds)).filter(({ kind }) => ASKING.includes(kind));
  const openings = await openingPosts(threads.map(({ id }) => id));
  const openingOf = new Map(openings.map((opening) => [opening.threadId, opening]));
  return new Map(threads.map((thread) => [thread.id, asked(actor, thread, openingOf.get(thread.id)!)]));
}

const asked = (actor: Actor, thread: ThreadRecord, opening: PostRow): QuestionAsked => ({
  id: thread.id,
  url: threadUrl(thread.id),
  title: thread.title,
  kind: thread.kind,
  town: thread.townName,
  asker: opening.displayName,
  askedAt: thread.publishedAt.toISOString(),
  private: thread.private,
  html: postFor(actor, thread, opening).html,
});
