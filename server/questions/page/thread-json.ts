import { z } from "zod";
import type { Actor } from "../../access/actor.ts";
import { ActivityJson } from "../../activities/outputs.ts";
import { whole } from "../../core/output-fields.ts";
import { PictureJson } from "../../media/outputs.ts";
import { CountingJson, PostJson, ThreadItemJson } from "../../threads/outputs.ts";
import { factsOf } from "../../threads/panel.ts";
import { postJson } from "../../threads/post-json.ts";
import { openingPost } from "../../threads/post-rows.ts";
import { readThread, threadJson } from "../../threads/thread-facts.ts";
import { FeedbackJson } from "./feedback-json.ts";
import { PANELS } from "./panels.ts";

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

type PanelFacts = Pick<z.infer<typeof ThreadJson>, "activity" | "pictures" | "feedback" | "support">;

/** A thread with everything that hangs on it, as the API answers it. @throws NotFound */
export async function wholeThread(actor: Actor, id: number): Promise<z.infer<typeof ThreadJson>> {
  const thread = await readThread(actor, id);
  // Panels are a list of any length, so their fields have no static type; tests hold every answer against the schema.
  const [opening, facts] = await Promise.all([openingPost(id), factsOf(PANELS, actor, thread) as Promise<PanelFacts>]);
  return { ...threadJson(thread), openingPost: postJson(actor, thread, opening), ...facts };
}
