import type { Actor } from "../actor.ts";
import { ASKING, type Kind } from "../kinds.ts";
import { NotFound } from "../problems.ts";
import { threadUrl } from "../urls.ts";
import { postFor } from "./personal.ts";
import { openingPost } from "./post-rows.ts";
import { readThread } from "./thread-facts.ts";

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
export async function questionAsked(actor: Actor, threadId: number): Promise<QuestionAsked> {
  const thread = await readThread(actor, threadId);
  if (!ASKING.includes(thread.kind)) throw new NotFound();
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
