import { randomUUID } from "node:crypto";
import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { isMember, isModerator } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import type { Locale } from "../core/config.ts";
import { KINDS } from "../core/kinds.ts";
import type { Problem } from "../core/problems.ts";
import { identifier, idIn } from "../core/text-fields.ts";
import { postUrl, threadUrl, url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import { csrfToken } from "../http/csrf.ts";
import type { Pages } from "../http/pages.ts";
import { siteVersion } from "../http/site-version.ts";
import { form, guarded } from "../http/writes.ts";
import { PANELS } from "../questions/page/panels.ts";
import { excerptOf } from "../text/markup.ts";
import { readPublicThread } from "../threads/cache/heads.ts";
import { pageKey } from "../threads/cache/page-key.ts";
import type { PostHtml } from "../threads/cache/post-html.ts";
import { cachedPosts } from "../threads/cache/posts.ts";
import { postHistory } from "../threads/history-page.ts";
import { LIMITS, POST_ORDERS, ReplyInput, THREAD_ORDERS, THREAD_STAGES } from "../threads/inputs.ts";
import { partsOf } from "../threads/panel.ts";
import { allSeeInFull, postFor, warnFirst, warningAgain } from "../threads/personal.ts";
import { postAndThread } from "../threads/post-and-thread.ts";
import { openingPost, postRow } from "../threads/post-rows.ts";
import type { PostView } from "../threads/post-view.ts";
import { reply } from "../threads/reply.ts";
import { readThread } from "../threads/thread-facts.ts";
import { headOf, pageShowing, postsPart, replyBox } from "../threads/thread-page.ts";
import { boardPage, type ListQuery, threadsPage } from "./board-page.ts";
import { closeThread, pinThread, reopenThread, unpinThread } from "./closing.ts";
import { homePage } from "./home-page.ts";
import { removePost, removeThread, restorePost, restoreThread } from "./removal.ts";

const cursor = z.string().max(4000).optional().catch(undefined);
const ThreadPageQuery = z.object({
  order: z.enum(POST_ORDERS).catch("tree"),
  cursor: z.string("unknownCursor").max(4000, "unknownCursor").optional(),
  reply: identifier.optional().catch(undefined),
  quote: identifier.optional().catch(undefined),
});
const ListPageQuery = z.object({
  kind: z.enum(KINDS).optional().catch(undefined),
  stage: z.enum(THREAD_STAGES).optional().catch(undefined),
  order: z.enum(THREAD_ORDERS).catch("active"),
  cursor,
});

/** The forum's pages. */
export function forumPages(pages: Pages, posts: PostHtml): Router {
  const router = Router();

  router.get("/", async (req, res) => {
    const page = { title: req.t("site.name"), scripts: ["home"], live: true, wide: true };
    await pages.showCached(req, res, "forum/home", siteVersion(), async () => ({ page, model: await homePage(req.actor) }));
  });

  router.get("/towns/:slug", async (req, res) => {
    const query = ListPageQuery.parse(req.query) as ListQuery;
    await pages.showCached(req, res, "forum/board", siteVersion(), async () => {
      const model = await boardPage(req.actor, req.params.slug, query);
      return { page: { title: model.town.name, scripts: ["home"], live: true }, model };
    });
  });

  router.get("/threads", async (req, res) => {
    const query = ListPageQuery.parse(req.query) as ListQuery;
    await pages.showCached(req, res, "forum/threads", siteVersion(), async () => {
      const title = query.kind ? req.t(`kind.${query.kind}`) : req.t("threads.all");
      return { page: { title, scripts: ["board"], live: true }, model: { ...(await threadsPage(req.actor, query)), town: null } };
    });
  });

  router.get("/threads/:id", async (req, res) => {
    await showThread(req, res, ThreadPageQuery.parse(req.query), null);
  });

  router.post(
    "/threads/:id/posts",
    ...form(
      async (req, res) => {
        warnFirst(req.body);
        const post = await reply(req.actor, ReplyInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
        if (req.get("x-fragment") !== "post") return res.redirect(303, postUrl(post));
        const [thread, row] = await Promise.all([readThread(req.actor, post.threadId), postRow(post.id)]);
        res
          .status(201)
          .location(postUrl(post))
          .type("html")
          .send(posts.forAnyone(req.locale as Locale, thread, row!));
      },
      (req, res, form, problem) => showThread(req, res, { order: "tree", reply: Number(form.values.parentId) || undefined }, form, problem),
    ),
  );

  router.get("/threads/:id/posts/:postId", async (req, res) => {
    res.redirect(303, await pageShowing(req.actor, idIn(req.params.id), idIn(req.params.postId)));
  });

  router.get("/posts/:id/history", async (req, res) => {
    const model = await postHistory(req.actor, idIn(req.params.id));
    await pages.show(req, res, "threads/history", { title: req.t("history.title") }, model);
  });
  router.get("/threads/:id/history", async (req, res) => {
    const thread = await readThread(req.actor, idIn(req.params.id));
    const model = await postHistory(req.actor, (await openingPost(thread.id)).id);
    await pages.show(req, res, "threads/history", { title: req.t("history.title") }, model);
  });

  router.get("/threads/:id/remove", async (req, res) => {
    const thread = await readThread(req.actor, idIn(req.params.id));
    allow(req.actor, "removeThread", thread);
    const model = { what: "thread", excerpt: thread.title, action: url(`/threads/${thread.id}/remove`), backUrl: threadUrl(thread.id) };
    await pages.show(req, res, "forum/confirm-removal", { title: req.t("removal.title") }, model);
  });
  router.get("/posts/:id/remove", async (req, res) => {
    const { post, thread } = await postAndThread(req.actor, idIn(req.params.id));
    allow(req.actor, "removePost", { ...post, thread });
    const model = {
      what: "post",
      excerpt: excerptOf(postFor(req.actor, thread, post).html, 120),
      action: url(`/posts/${post.id}/remove`),
      backUrl: postUrl(post),
    };
    await pages.show(req, res, "forum/confirm-removal", { title: req.t("removal.title") }, model);
  });

  router.post("/posts/:id/remove", ...guarded(), async (req, res) => {
    const { id, threadId } = await removePost(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.removed", undoUrl: url(`/posts/${id}/restore`) };
    res.redirect(303, threadUrl(threadId));
  });
  router.post("/posts/:id/restore", ...guarded(), async (req, res) => {
    const post = await restorePost(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.restored" };
    res.redirect(303, postUrl(post));
  });

  router.post("/threads/:id/remove", ...guarded(), async (req, res) => {
    const { id } = await removeThread(req.actor, idIn(req.params.id));
    const { townSlug } = await readThread(req.actor, id);
    req.session.notice = { key: "notice.removed", ...(isModerator(req.actor) && { undoUrl: url(`/threads/${id}/restore`) }) };
    res.redirect(303, isModerator(req.actor) ? threadUrl(id) : url(`/towns/${townSlug}`));
  });
  for (const [verb, act, notice] of [
    ["restore", restoreThread, "restored"],
    ["close", closeThread, "closed"],
    ["reopen", reopenThread, "reopened"],
    ["pin", pinThread, "pinned"],
    ["unpin", unpinThread, "unpinned"],
  ] as const) {
    router.post(`/threads/:id/${verb}`, ...guarded(), async (req, res) => {
      const { id } = await act(req.actor, idIn(req.params.id));
      req.session.notice = { key: `notice.${notice}` };
      res.redirect(303, threadUrl(id));
    });
  }

  async function showThread(req: Request, res: Response, query: z.infer<typeof ThreadPageQuery>, failed: Form | null, problem?: Problem) {
    const id = idIn(req.params.id);
    const thread = isMember(req.actor) ? await readThread(req.actor, id) : await readPublicThread(id);
    const make = async () => {
      const [found, answering, panels] = await Promise.all([
        cachedPosts(thread, query),
        isMember(req.actor) ? replyBox(req.actor, thread, query) : NO_REPLY,
        partsOf(PANELS, req.actor, thread),
      ]);
      const part = postsPart(req.actor, thread, query.order, found);
      const head = headOf(req.actor, thread, query);
      const form = replyForm(thread.id, failed, problem, { draft: answering.draft, allSee: allSeeInFull(req.actor, thread) });
      const model = { ...head, ...part, ...answering, panels, may: head.thread.may, postsHtml: htmlOf(req, part.posts), ...form };
      const scripts = ["thread", ...panels.flatMap(({ scripts = [] }) => scripts)];
      return { page: { title: thread.title, scripts, live: true }, model };
    };
    if (!failed) return pages.showCached(req, res, "forum/thread", pageKey(thread), make);
    const { page, model } = await make();
    await pages.show(req, res, "forum/thread", page, model);
  }

  function htmlOf(req: Request, views: PostView[]): string {
    const csrf = isMember(req.actor) ? csrfToken(req) : null;
    return views.map((post) => posts.of(req.locale as Locale, post, csrf)).join("\n");
  }

  return router;
}

const replyForm = (threadId: number, failed: Form | null, problem: Problem | undefined, { draft, allSee }: { draft: string; allSee: boolean }) => ({
  form: failed,
  draft: failed?.values.body ?? draft,
  submission: failed?.values.submission ?? randomUUID(),
  replyAction: url(`/threads/${threadId}/posts`),
  limits: LIMITS,
  lost: problem?.key === "sessionLost",
  allSee,
  personal: warningAgain(problem, failed, allSee),
});

const NO_REPLY = { replyTo: null, draft: "" };
