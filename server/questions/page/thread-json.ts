import { z } from "zod";
import type { Actor } from "../../access/actor.ts";
import { activityJson } from "../../activities/activity-of.ts";
import { ActivityJson } from "../../activities/outputs.ts";
import { ASKING } from "../../core/kinds.ts";
import { whole } from "../../core/output-fields.ts";
import { PictureJson } from "../../media/outputs.ts";
import { picturesOf } from "../../media/pictures-of.ts";
import { CountingJson, PostJson, ThreadItemJson } from "../../threads/outputs.ts";
import { postJson } from "../../threads/post-json.ts";
import { openingPost } from "../../threads/post-rows.ts";
import { readThread, threadJson } from "../../threads/thread-facts.ts";
import { supportOf } from "../workflow/support.ts";
import { FeedbackJson, feedbackJson } from "./feedback-json.ts";
import { feedbackOf } from "./feedback-view.ts";

export const ThreadJson = ThreadItemJson.extend({
  version: whole,
  openingPost: PostJson,
  activity: ActivityJson.nullable(),
  pictures: z.array(PictureJson),
  private: z.boolean(),
  feedback: FeedbackJson.nullable(),
  support: z.object({ count: whole, own: z.boolean() }).nullable(),
  counting: CountingJson.nullable(),
}).meta({ id: "Thread" });

/** A thread with everything that belongs to its kind, as the API answers it. @throws NotFound */
export async function wholeThread(actor: Actor, id: number): Promise<z.infer<typeof ThreadJson>> {
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
