import type { Actor } from "../actor.ts";
import type { Kind } from "../kinds.ts";
import { threadUrl } from "../urls.ts";
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

/** The question of a thread as `actor` may read it. @throws NotFound */
export const questionAsked = async (actor: Actor, threadId: number): Promise<QuestionAsked> => questionIn(actor, await readThread(actor, threadId));

/** The same for a thread that was read before, by its own rule. */
export const questionIn = async (actor: Actor, thread: ThreadRecord): Promise<QuestionAsked> => asked(actor, thread, await openingPost(thread.id));

/** Those of several that `actor` may read, by their threads. */
export async function questionsAsked(actor: Actor, threadIds: readonly number[]): Promise<ReadonlyMap<number, QuestionAsked>> {
  const threads = await readThreads(actor, threadIds);
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
