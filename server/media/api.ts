import { z } from "zod";
import { apiRouter } from "../http/api-router.ts";
import { uploaded, uploads } from "../http/uploads.ts";
import { readThread } from "../threads/thread-facts.ts";
import { addPictures, removePicture } from "./adding.ts";
import { PICTURE_UPLOAD } from "./inputs.ts";
import { PictureJson } from "./outputs.ts";
import { mayAddPictures } from "./pages.ts";
import { picturesOf } from "./pictures-of.ts";
import { preparePictures } from "./preparing.ts";

/** A thread's pictures; they are sent as multipart/form-data with the fields of the form. */
export const mediaApi = apiRouter();

const PictureForm = z.object({ picture1: z.string().meta({ format: "binary" }), alt1: z.string() });

mediaApi.get("/threads/:id/pictures", {
  summary: "Its pictures",
  answers: { 200: z.object({ items: z.array(PictureJson) }) },
  handle: async (req, { id }) => {
    const thread = await readThread(req.actor, id);
    return { items: await picturesOf(thread.id) };
  },
});

mediaApi.post("/threads/:id/pictures", {
  summary: "Add pictures (its association): picture1 with alt1, up to picture6",
  upload: { read: uploads(PICTURE_UPLOAD, mayAddPictures), form: PictureForm },
  limit: "upload",
  answers: { 201: z.object({ items: z.array(PictureJson) }) },
  handle: async (req, { id }) => {
    await addPictures(req.actor, id, await preparePictures(uploaded(req), req.body));
    return { items: await picturesOf(id) };
  },
});

mediaApi.delete("/pictures/:id", {
  summary: "Take a picture away",
  handle: (req, { id }) => removePicture(req.actor, id),
});
