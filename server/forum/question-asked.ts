import type { Actor } from "../actor.ts";
import type { Kind } from "../kinds.ts";
import { threadUrl } from "../urls.ts";
import { postFor } from "./personal.ts";
import { openingPost } from "./post-rows.ts";
import { readThread, type ThreadRecord } from "./thread-facts.ts";

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
export async function questionIn(actor: Actor, thread: ThreadRecord): Promise<QuestionAsked> {
  const opening = await openingPost(thread.id);
  return {
    id: thread.id,
    url: threadUrl(thread.id),
    title: thread.title,
    kind: thread.kind,
    town: thread.townName,
    asker: opening.displayName,
    askedAt: thread.publishedAt.toISOString(),
    private: thread.private,
    html: postFor(actor, thread, opening).html,
  };
}
