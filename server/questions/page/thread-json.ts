import type { Actor } from "../../access/actor.ts";
import { activityJson } from "../../activities/activity-of.ts";
import { ASKING } from "../../core/kinds.ts";
import { picturesOf } from "../../media/pictures-of.ts";
import { openingPost } from "../../threads/post-rows.ts";
import { postJson } from "../../threads/post-view.ts";
import { readThread, threadJson } from "../../threads/thread-facts.ts";
import { supportOf } from "../workflow/support.ts";
import { feedbackJson, feedbackOf } from "./feedback-view.ts";

/** A thread with everything that belongs to its kind, as the API tells it. @throws NotFound */
export async function wholeThread(actor: Actor, id: number) {
  const thread = await readThread(actor, id);
  const [opening, activity, pictures, feedback, support] = await Promise.all([
    openingPost(id),
    thread.kind === "ACTIVITY" ? activityJson(id) : null,
    thread.pictureCount > 0 ? picturesOf(id) : [],
    ASKING.includes(thread.kind) ? feedbackOf(actor, id) : null,
    ASKING.includes(thread.kind) ? supportOf(actor, thread) : null,
  ]);
  return {
    ...threadJson(thread),
    openingPost: postJson(actor, thread, opening),
    activity,
    pictures,
    feedback: feedback && feedbackJson(feedback),
    support: support && { count: support.count, own: support.own },
  };
}
