import type { Actor } from "../access/actor.ts";
import { factsOf } from "../threads/panel.ts";
import { openingPost } from "../threads/post-rows.ts";
import { postJson } from "../threads/post-view.ts";
import { readThread, threadJson } from "../threads/thread-facts.ts";
import { PANELS } from "./panels.ts";

/** A thread with everything that hangs on it, as the API tells it. @throws NotFound */
export async function wholeThread(actor: Actor, id: number): Promise<object> {
  const thread = await readThread(actor, id);
  const [opening, facts] = await Promise.all([openingPost(id), factsOf(PANELS, actor, thread)]);
  return { ...threadJson(thread), openingPost: postJson(actor, thread, opening), ...facts };
}
