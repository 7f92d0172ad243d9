import type { Panel } from "../threads/panel.ts";
import type { ThreadRecord } from "../threads/thread-facts.ts";
import type { PictureView } from "./outputs.ts";
import { picturesOf } from "./pictures-of.ts";

const picturesIn = async ({ id, pictureCount }: ThreadRecord): Promise<PictureView[]> => (pictureCount > 0 ? picturesOf(id) : []);

/** The gallery. */
export const picturesPanel: Panel<PictureView[]> = {
  query: (_actor, thread) => picturesIn(thread),
  view: (pictures) => [{ place: "opening", template: "media/gallery", model: { pictures } }],
  facts: async (_actor, thread) => ({ pictures: await picturesIn(thread) }),
};
