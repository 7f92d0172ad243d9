import { Router } from "express";
import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { cursorInput, limitInput } from "../core/paging.ts";
import { idIn, oneOf } from "../core/text-fields.ts";
import { postUrl } from "../core/urls.ts";
import { submissionOf } from "../http/idempotency.ts";
import { guarded } from "../http/writes.ts";
import { wholeThread } from "../questions/page/thread-json.ts";
import { forecast } from "../quota/forecast.ts";
import { grantCredit, withdrawGrant } from "../quota/granting.ts";
import { changesSince } from "../threads/changes.ts";
import {
  EditPostInput,
  EditThreadInput,
  ForecastInput,
  GrantInput,
  MoveThreadInput,
  POST_ORDERS,
  ReplyInput,
  THREAD_ORDERS,
  THREAD_STAGES,
} from "../threads/inputs.ts";
import { onePost, postJson } from "../threads/post-json.ts";
import { postsPage } from "../threads/post-rows.ts";
import { reply } from "../threads/reply.ts";
import { readThread } from "../threads/thread-facts.ts";
import { type ThreadRow, threadRows } from "../threads/thread-rows.ts";
import { townIdOf } from "../towns/towns.ts";
import { closeThread, pinThread, reopenThread, unpinThread } from "./closing.ts";
import { editPost, editThread } from "./edit-post.ts";
import { moveThread } from "./moving.ts";
import { removePost, removeThread, restorePost, restoreThread } from "./removal.ts";

export const ThreadsQuery = z.object({
  town: z.string().max(64).optional(),
  kind: oneOf(KINDS, "unknownKind").optional(),
  status: z.enum(["open", "closed"], { error: "wrongType" }).optional(),
  stage: z.enum(THREAD_STAGES, { error: "wrongType" }).optional(),
  order: z.enum(THREAD_ORDERS, { error: "wrongType" }).default("active"),
  limit: limitInput,
  cursor: cursorInput,
});

export const PostsQuery = z.object({
  order: z.enum(POST_ORDERS, { error: "wrongType" }).default("tree"),
  since: z.coerce.number({ error: "wrongType" }).int("wrongType").nonnegative("wrongType").optional(),
  limit: limitInput,
  cursor: cursorInput,
});

/** The forum as JSON; every route calls the same acts and read models as the pages. */
export function forumApi(): Router {
  const api = Router();

  api.get("/threads", async (req, res) => {
    const { town, limit, cursor, ...filter } = ThreadsQuery.parse(req.query);
    const townId = town === undefined ? undefined : await townIdOf(town);
    const { rows, nextCursor } = await threadRows({ ...filter, townId }, limit, cursor, req.actor);
    res.json({ items: rows.map(rowJson), nextCursor });
  });
  api.post("/forecast", ...guarded("preview"), async (req, res) => {
    res.json({ forecast: await forecast(req.actor, ForecastInput.parse(req.body)) });
  });
  api.get("/threads/:id", async (req, res) => {
    res.json(await wholeThread(req.actor, idIn(req.params.id)));
  });
  api.patch("/threads/:id", ...guarded(), async (req, res) => {
    const { id } = await editThread(req.actor, EditThreadInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
    res.json(await wholeThread(req.actor, id));
  });
  api.delete("/threads/:id", ...guarded(), async (req, res) => {
    await removeThread(req.actor, idIn(req.params.id));
    res.status(204).end();
  });
  for (const [method, path, act] of [
    ["post", "restoration", restoreThread],
    ["put", "closure", closeThread],
    ["delete", "closure", reopenThread],
    ["put", "pin", pinThread],
    ["delete", "pin", unpinThread],
  ] as const) {
    api[method](`/threads/:id/${path}`, ...guarded(), async (req, res) => {
      const { id } = await act(req.actor, idIn(req.params.id));
      res.json(await wholeThread(req.actor, id));
    });
  }
  api.put("/threads/:id/place", ...guarded(), async (req, res) => {
    const { id } = await moveThread(req.actor, MoveThreadInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
    res.json(await wholeThread(req.actor, id));
  });

  api.put("/threads/:id/grant", ...guarded(), async (req, res) => {
    const { id } = await grantCredit(req.actor, GrantInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
    res.json(await wholeThread(req.actor, id));
  });
  api.delete("/threads/:id/grant", ...guarded(), async (req, res) => {
    const { id } = await withdrawGrant(req.actor, idIn(req.params.id));
    res.json(await wholeThread(req.actor, id));
  });

  api.get("/threads/:id/posts", async (req, res) => {
    const { since, order, limit, cursor } = PostsQuery.parse(req.query);
    const thread = await readThread(req.actor, idIn(req.params.id));
    if (since !== undefined) {
      const { rows, more } = await changesSince(thread.id, since, limit);
      const last = rows.at(-1);
      res.json({ items: rows.map((row) => postJson(req.actor, thread, row)), nextCursor: null, version: more && last ? last.version : thread.version, more });
      return;
    }
    const page = await postsPage(thread.id, order, limit, cursor);
    res.json({ items: page.rows.map((row) => postJson(req.actor, thread, row)), nextCursor: page.nextCursor, version: thread.version });
  });
  api.post("/threads/:id/posts", ...guarded(), async (req, res) => {
    const post = await reply(req.actor, ReplyInput.parse({ submission: submissionOf(req), ...req.body, threadId: idIn(req.params.id) }));
    res
      .status(201)
      .location(postUrl(post))
      .json(await onePost(req.actor, post.id));
  });

  api.get("/posts/:id", async (req, res) => {
    res.json(await onePost(req.actor, idIn(req.params.id)));
  });
  api.patch("/posts/:id", ...guarded(), async (req, res) => {
    const { id } = await editPost(req.actor, EditPostInput.parse({ ...req.body, postId: idIn(req.params.id) }));
    res.json(await onePost(req.actor, id));
  });
  api.delete("/posts/:id", ...guarded(), async (req, res) => {
    await removePost(req.actor, idIn(req.params.id));
    res.status(204).end();
  });
  api.post("/posts/:id/restoration", ...guarded(), async (req, res) => {
    const { id } = await restorePost(req.actor, idIn(req.params.id));
    res.json(await onePost(req.actor, id));
  });

  return api;
}

const rowJson = ({ town, removed, ...row }: ThreadRow) => ({
  ...row,
  town: town.slug,
  author: { username: row.author.username, displayName: row.author.displayName, role: row.author.role },
  state: removed ? "removed" : "published",
  createdAt: row.publishedAt,
});
