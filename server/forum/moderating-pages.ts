import { type Request, type Response, Router } from "express";
import { allow } from "../access/permissions.ts";
import { KINDS } from "../core/kinds.ts";
import { idIn } from "../core/text-fields.ts";
import { threadUrl } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { grantCredit, withdrawGrant } from "../quota/granting.ts";
import { GrantInput, MoveThreadInput } from "../threads/inputs.ts";
import { readThread, threadView } from "../threads/thread-facts.ts";
import { townLinks } from "../towns/towns.ts";
import { moveThread } from "./moving.ts";

/** What moderators decide on a page of its own: where a thread belongs, and that it counts after all. */
export function moderatingPages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/:id/move", (req, res) => showMove(req, res, null));
  router.post(
    "/threads/:id/move",
    ...form(async (req, res) => {
      const { id } = await moveThread(req.actor, MoveThreadInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
      req.session.notice = { key: "notice.moved" };
      res.redirect(303, threadUrl(id));
    }, showMove),
  );

  router.get("/threads/:id/grant", (req, res) => showGrant(req, res, null));
  router.post(
    "/threads/:id/grant",
    ...form(async (req, res) => {
      const { id } = await grantCredit(req.actor, GrantInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
      req.session.notice = { key: "notice.creditGranted" };
      res.redirect(303, threadUrl(id));
    }, showGrant),
  );
  router.post("/threads/:id/grant/withdraw", ...guarded(), async (req, res) => {
    const { id } = await withdrawGrant(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.grantWithdrawn" };
    res.redirect(303, threadUrl(id));
  });

  async function showMove(req: Request, res: Response, form: Form | null) {
    const thread = await readThread(req.actor, idIn(req.params.id));
    allow(req.actor, "moveThread", thread);
    const shown = form ?? { values: { town: thread.townSlug, kind: thread.kind }, errors: [] };
    const model = { thread: { id: thread.id, title: thread.title, url: threadUrl(thread.id) }, form: shown, towns: await townLinks(), kinds: KINDS };
    await pages.show(req, res, "forum/move", { title: req.t("move.title") }, model);
  }

  async function showGrant(req: Request, res: Response, form: Form | null) {
    const thread = await readThread(req.actor, idIn(req.params.id));
    allow(req.actor, "grantCredit", thread);
    const model = { thread: threadView(req.actor, thread), form };
    await pages.show(req, res, "forum/grant", { title: req.t("grant.title") }, model);
  }

  return router;
}
