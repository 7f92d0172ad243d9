import { Router } from "express";
import { idIn } from "../core/text-fields.ts";
import { uploaded, uploads } from "../http/uploads.ts";
import { guarded } from "../http/writes.ts";
import { readThread } from "../threads/thread-facts.ts";
import { addPictures, removePicture } from "./adding.ts";
import { PICTURE_UPLOAD } from "./inputs.ts";
import { mayAddPictures } from "./pages.ts";
import { picturesOf } from "./pictures-of.ts";
import { preparePictures } from "./preparing.ts";

/** Pictures as JSON; they are sent as multipart/form-data with the fields of the form. */
export function mediaApi(): Router {
  const api = Router();

  api.get("/threads/:id/pictures", async (req, res) => {
    const thread = await readThread(req.actor, idIn(req.params.id));
    res.json({ items: await picturesOf(thread.id) });
  });
  api.post("/threads/:id/pictures", ...guarded("upload", "members", uploads(PICTURE_UPLOAD, mayAddPictures)), async (req, res) => {
    const { id } = await addPictures(req.actor, idIn(req.params.id), await preparePictures(uploaded(req), req.body ?? {}));
    res.status(201).json({ items: await picturesOf(id) });
  });
  api.delete("/pictures/:id", ...guarded(), async (req, res) => {
    await removePicture(req.actor, idIn(req.params.id));
    res.status(204).end();
  });

  return api;
}
