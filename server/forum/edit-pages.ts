import { type Request, type Response, Router } from "express";
import { allow } from "../access/permissions.ts";
import type { Problem } from "../core/problems.ts";
import { idIn } from "../core/text-fields.ts";
import { postUrl, threadUrl } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form } from "../http/writes.ts";
import { EditPostInput, EditThreadInput, LIMITS } from "../threads/inputs.ts";
import { allSeeInFull, warnFirst, warningAgain } from "../threads/personal.ts";
import { postAndThread } from "../threads/post-and-thread.ts";
import { openingPost } from "../threads/post-rows.ts";
import { readThread } from "../threads/thread-facts.ts";
import { editPost, editThread } from "./edit-post.ts";

/** The pages on which authors edit a thread or a post. */
export function editPages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/:id/edit", (req, res) => showEditThread(req, res, null));
  router.post(
    "/threads/:id/edit",
    ...form(async (req, res) => {
      warnFirst(req.body);
      const { id } = await editThread(req.actor, EditThreadInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
      req.session.notice = { key: "notice.edited" };
      res.redirect(303, threadUrl(id));
    }, showEditThread),
  );

  router.get("/posts/:id/edit", (req, res) => showEditPost(req, res, null));
  router.post(
    "/posts/:id/edit",
    ...form(async (req, res) => {
      warnFirst(req.body);
      const post = await editPost(req.actor, EditPostInput.parse({ ...req.body, postId: idIn(req.params.id) }));
      req.session.notice = { key: "notice.edited" };
      res.redirect(303, postUrl(post));
    }, showEditPost),
  );

  async function showEditThread(req: Request, res: Response, form: Form | null, problem?: Problem) {
    const thread = await readThread(req.actor, idIn(req.params.id));
    if (!form) allow(req.actor, "editThread", thread);
    const post = await openingPost(thread.id);
    const shown = again(form, { title: thread.title, body: post.body, version: String(thread.version) });
    const model = {
      thread: { id: thread.id, title: thread.title, url: threadUrl(thread.id) },
      form: shown,
      limits: LIMITS,
      ...personalOf(req, thread, problem, form),
    };
    await pages.show(req, res, "forum/edit-thread", { title: req.t("edit.title"), scripts: ["writing"] }, model);
  }

  async function showEditPost(req: Request, res: Response, form: Form | null, problem?: Problem) {
    const { post, thread } = await postAndThread(req.actor, idIn(req.params.id));
    if (!form) allow(req.actor, "editPost", { ...post, thread });
    const shown = again(form, { body: post.body, version: String(post.version) });
    const model = {
      ...{ post: { id: post.id, url: postUrl(post) }, threadTitle: thread.title, form: shown, limits: LIMITS },
      ...personalOf(req, thread, problem, form),
    };
    await pages.show(req, res, "forum/edit-post", { title: req.t("edit.title"), scripts: ["writing"] }, model);
  }

  return router;
}

/** What the author is told of personal numbers. */
function personalOf(req: Request, thread: { private: boolean; authorId: number }, problem: Problem | undefined, form: Form | null) {
  const allSee = allSeeInFull(req.actor, thread);
  return { allSee, personal: warningAgain(problem, form, allSee) };
}

/** A failed edit keeps what was typed, but takes the present version: who was told of the other edit may save over it. */
const again = (failed: Form | null, present: Record<string, string>): Form =>
  failed ? { ...failed, values: { ...failed.values, version: present.version ?? "" } } : { values: present, errors: [] };
