import type { Actor } from "../access/actor.ts";
import type { ThreadRecord } from "./thread-facts.ts";

/** What hangs on a thread: an activity, pictures, what became of a question. The thread's page and JSON loop over panels and know none of them. */
export interface Panel<Found = unknown> {
  /** Reads what the page shows to `actor`, who may read the thread; null: nothing. */
  query(actor: Actor, thread: ThreadRecord): Promise<Found | null>;
  /** The parts of the page that show it. */
  view(found: Found, thread: ThreadRecord): PanelPart[];
  /** The fields that it adds to the thread's JSON. */
  facts?(actor: Actor, thread: ThreadRecord): Promise<object>;
}

export interface PanelPart {
  place: PanelPlace;
  /** Below views/. */
  template: string;
  /** What the template takes besides the page's own model. */
  model: object;
  /** Browser modules that it needs. */
  scripts?: readonly string[];
}

/** Under the head, under the opening post, at the foot of the opening section, and between this and the replies. */
export type PanelPlace = "head" | "opening" | "foot" | "answers";

/** What `panels` show of a thread, in their order. */
export async function partsOf(panels: readonly Panel[], actor: Actor, thread: ThreadRecord): Promise<PanelPart[]> {
  const parts = await Promise.all(
    panels.map(async (panel) => {
      const found = await panel.query(actor, thread);
      return found === null ? [] : panel.view(found, thread);
    }),
  );
  return parts.flat();
}

/** What `panels` add to the thread's JSON. */
export async function factsOf(panels: readonly Panel[], actor: Actor, thread: ThreadRecord): Promise<object> {
  const facts = await Promise.all(panels.map((panel) => panel.facts?.(actor, thread)));
  return Object.assign({}, ...facts);
}
