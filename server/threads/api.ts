import { z } from "zod";
import { listOf, whole } from "../core/output-fields.ts";
import { cursorInput, limitInput } from "../core/paging.ts";
import { postUrl } from "../core/urls.ts";
import { created } from "../http/api-operation.ts";
import { apiRouter } from "../http/api-router.ts";
import { changesSince } from "./changes.ts";
import { POST_ORDERS, ReplyInput } from "./inputs.ts";
import { PostJson } from "./outputs.ts";
import { onePost, postJson } from "./post-json.ts";
import { postsPage } from "./post-rows.ts";
import { reply } from "./reply.ts";
import { readThread } from "./thread-facts.ts";

/** The posts of a thread: reading and replying. */
export const postsApi = apiRouter();

const PostsQuery = z.object({
  order: z.enum(POST_ORDERS, { error: "wrongType" }).default("tree"),
  since: z.coerce.number({ error: "wrongType" }).int("wrongType").nonnegative("wrongType").optional(),
  limit: limitInput,
  cursor: cursorInput,
});

postsApi.get("/threads/:id/posts", {
  summary: "Replies, a keyset page at a time; or, with `since`, all that changed after that version",
  query: PostsQuery,
  answers: { 200: listOf(PostJson).extend({ version: whole, more: z.boolean().optional() }) },
  handle: async (req, { id, query: { since, order, limit, cursor } }) => {
    const thread = await readThread(req.actor, id);
    if (since !== undefined) {
      const { rows, more } = await changesSince(thread.id, since, limit);
      const last = rows.at(-1);
      const items = rows.map((row) => postJson(req.actor, thread, row));
      return { items, nextCursor: null, version: more && last ? last.version : thread.version, more };
    }
    const { rows, nextCursor } = await postsPage(thread.id, order, limit, cursor);
    return { items: rows.map((row) => postJson(req.actor, thread, row)), nextCursor, version: thread.version };
  },
});

postsApi.post("/threads/:id/posts", {
  summary: "Reply",
  body: ReplyInput.omit({ threadId: true }),
  answers: { 201: PostJson },
  handle: async (req, { id, body }) => {
    const post = await reply(req.actor, { ...body, threadId: id });
    return created(postUrl(post), await onePost(req.actor, post.id));
  },
});

postsApi.get("/posts/:id", {
  summary: "A post",
  answers: { 200: PostJson },
  handle: (req, { id }) => onePost(req.actor, id),
});
