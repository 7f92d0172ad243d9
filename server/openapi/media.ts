import { z } from "zod";
import { idPath, reads, whole, writes } from "./words.ts";

export const Picture = z
  .object({ id: whole, alt: z.string(), width: whole, height: whole, url: z.string(), small: z.string() })
  .meta({ id: "Picture", description: "WebP; `url` at most 1280 wide, `small` at most 480." });
const PictureForm = z.object({ picture1: z.string().meta({ format: "binary" }), alt1: z.string() });

/** A thread's pictures. */
export const picturePaths = {
  "/threads/{id}/pictures": {
    get: reads("Its pictures", z.object({ items: z.array(Picture) }), { requestParams: idPath }),
    post: {
      ...writes("Add pictures (its association): picture1 with alt1, up to picture6", "201", z.object({ items: z.array(Picture) }), null, idPath),
      requestBody: { required: true, content: { "multipart/form-data": { schema: PictureForm } } },
    },
  },
  "/pictures/{id}": { delete: writes("Take a picture away", "204", null, null, idPath) },
};
