import { type Request, type Response, Router } from "express";
import { allow, can } from "../access/permissions.ts";
import { NotFound } from "../core/problems.ts";
import { idIn } from "../core/text-fields.ts";
import { threadUrl, url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { uploaded, uploads } from "../http/uploads.ts";
import { form, guarded } from "../http/writes.ts";
import { readThread } from "../threads/thread-facts.ts";
import { addPictures, removePicture } from "./adding.ts";
import { PICTURE_LIMITS, PICTURE_SLOTS, PICTURE_UPLOAD } from "./inputs.ts";
import { pictureFile, picturesOf } from "./pictures-of.ts";
import { preparePictures } from "./preparing.ts";

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** Whether the sender may add pictures to the thread that the address names. @throws NotFound, SignInNeeded, Forbidden */
export async function mayAddPictures(req: Request): Promise<void> {
  allow(req.actor, "addPictures", await readThread(req.actor, idIn(req.params.id)));
}

/** The pictures themselves, and the page on which they are added and removed. */
export function mediaPages(pages: Pages): Router {
  const router = Router();

  router.get("/media/:file", async (req, res, next) => {
    const { path, isPublic } = await pictureFile(req.actor, req.params.file);
    const kept = isPublic ? { maxAge: YEAR_MS, immutable: true } : { cacheControl: false, headers: { "cache-control": "private, no-store" } };
    res.type("image/webp").sendFile(path, { ...kept, dotfiles: "allow" }, (error) => {
      if (error && !res.headersSent) next("code" in error && error.code === "ENOENT" ? new NotFound() : error);
    });
  });

  router.get("/threads/:id/pictures", (req, res) => showPictures(req, res, null));
  router.post(
    "/threads/:id/pictures",
    ...form(
      async (req, res) => {
        const { id } = await addPictures(req.actor, idIn(req.params.id), await preparePictures(uploaded(req), req.body));
        req.session.notice = { key: "notice.picturesAdded" };
        res.redirect(303, threadUrl(id));
      },
      showPictures,
      "upload",
      "members",
      uploads(PICTURE_UPLOAD, mayAddPictures),
    ),
  );
  router.post("/pictures/:id/remove", ...guarded(), async (req, res) => {
    const { threadId } = await removePicture(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.pictureRemoved" };
    res.redirect(303, threadUrl(threadId));
  });

  async function showPictures(req: Request, res: Response, failed: Form | null) {
    const thread = await readThread(req.actor, idIn(req.params.id));
    allow(req.actor, "removePicture", thread);
    const pictures = await picturesOf(thread.id);
    const left = can(req.actor, "addPictures", thread) ? PICTURE_LIMITS.perThread - pictures.length : 0;
    const model = {
      thread: { id: thread.id, title: thread.title, url: threadUrl(thread.id) },
      pictures: pictures.map((picture) => ({ ...picture, removeUrl: url(`/pictures/${picture.id}/remove`) })),
      form: failed,
      slots: PICTURE_SLOTS.slice(0, left),
      pictureLimits: PICTURE_LIMITS,
    };
    await pages.show(req, res, "media/pictures", { title: req.t("pictures.title"), scripts: ["writing"] }, model);
  }

  return router;
}
