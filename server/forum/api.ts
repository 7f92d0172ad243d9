import { z } from "zod";
import { FEEDBACK_STATES, KINDS } from "../core/kinds.ts";
import { instant, listOf, whole } from "../core/output-fields.ts";
import { cursorInput, limitInput } from "../core/paging.ts";
import { oneOf } from "../core/text-fields.ts";
import { apiRouter } from "../http/api-router.ts";
import { ThreadJson, wholeThread } from "../questions/page/thread-json.ts";
import { forecast } from "../quota/forecast.ts";
import { ForecastInput } from "../quota/forecast-input.ts";
import { grantCredit, withdrawGrant } from "../quota/granting.ts";
import { EditPostInput, EditThreadInput, GrantInput, MoveThreadInput, THREAD_ORDERS, THREAD_STAGES } from "../threads/inputs.ts";
import { ActivityLineJson, PostJson, ThreadItemJson } from "../threads/outputs.ts";
import { onePost } from "../threads/post-json.ts";
import { type ThreadRow, threadRows } from "../threads/thread-rows.ts";
import { townIdOf } from "../towns/towns.ts";
import { closeThread, pinThread, reopenThread, unpinThread } from "./closing.ts";
import { editPost, editThread } from "./edit-post.ts";
import { moveThread } from "./moving.ts";
import { removePost, removeThread, restorePost, restoreThread } from "./removal.ts";

/** Threads, and what their authors and moderators do with them. */
export const forumApi = apiRouter();

const ThreadsQuery = z.object({
  town: z.string().max(64).optional(),
  kind: oneOf(KINDS, "unknownKind").optional(),
  status: z.enum(["open", "closed"], { error: "wrongType" }).optional(),
  stage: z.enum(THREAD_STAGES, { error: "wrongType" }).optional(),
  order: z.enum(THREAD_ORDERS, { error: "wrongType" }).default("active"),
  limit: limitInput,
  cursor: cursorInput,
});

const ListedThread = ThreadItemJson.extend({
  publishedAt: instant,
  lastPostAt: instant,
  dueDay: z.string().nullable(),
  overdue: z.boolean(),
  feedback: z.object({ state: z.enum(FEEDBACK_STATES) }).nullable(),
  activity: ActivityLineJson.nullable(),
  supports: whole,
});

const Forecast = z
  .object({
    forecast: z
      .object({
        willCount: z.boolean(),
        ordinal: whole,
        target: whole,
        short: whole,
        daysLeft: whole,
        fails: z.array(z.string()),
        minimumCharacters: whole,
        minimumCharactersWithPicture: whole,
        missingCharacters: whole,
        repeats: z.object({ url: z.string(), title: z.string(), publishedAt: instant, similarity: z.number() }).nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Forecast" });

forumApi.get("/threads", {
  summary: "Threads, a keyset page at a time",
  query: ThreadsQuery,
  answers: { 200: listOf(ListedThread) },
  handle: async (req, { query: { town, limit, cursor, ...filter } }) => {
    const townId = town === undefined ? undefined : await townIdOf(town);
    const { rows, nextCursor } = await threadRows({ ...filter, townId }, limit, cursor, req.actor);
    return { items: rows.map(rowJson), nextCursor };
  },
});

forumApi.get("/threads/:id", {
  summary: "A thread with its opening post",
  answers: { 200: ThreadJson },
  handle: (req, { id }) => wholeThread(req.actor, id),
});

forumApi.patch("/threads/:id", {
  summary: "Edit the title or the opening post",
  body: EditThreadInput.omit({ threadId: true }),
  answers: { 200: ThreadJson },
  handle: async (req, { id, body }) => {
    await editThread(req.actor, { ...body, threadId: id });
    return wholeThread(req.actor, id);
  },
});

forumApi.delete("/threads/:id", {
  summary: "Remove a thread",
  handle: (req, { id }) => removeThread(req.actor, id),
});

for (const [method, path, summary, act] of [
  ["post", "restoration", "Show a removed thread again (moderators)", restoreThread],
  ["put", "closure", "Close a thread (moderators)", closeThread],
  ["delete", "closure", "Reopen it", reopenThread],
  ["put", "pin", "Pin a thread (moderators)", pinThread],
  ["delete", "pin", "Unpin it", unpinThread],
  ["delete", "grant", "Take that back (moderators)", withdrawGrant],
] as const) {
  forumApi[method](`/threads/:id/${path}`, {
    summary,
    answers: { 200: ThreadJson },
    handle: async (req, { id }) => {
      await act(req.actor, id);
      return wholeThread(req.actor, id);
    },
  });
}

forumApi.put("/threads/:id/place", {
  summary: "Move to another town or kind (moderators)",
  body: MoveThreadInput.omit({ threadId: true }),
  answers: { 200: ThreadJson },
  handle: async (req, { id, body }) => {
    await moveThread(req.actor, { ...body, threadId: id });
    return wholeThread(req.actor, id);
  },
});

forumApi.put("/threads/:id/grant", {
  summary: "Credit a thread that is short, empty or a repetition, for a reason (moderators)",
  body: GrantInput.omit({ threadId: true }),
  answers: { 200: ThreadJson },
  handle: async (req, { id, body }) => {
    await grantCredit(req.actor, { ...body, threadId: id });
    return wholeThread(req.actor, id);
  },
});

forumApi.post("/forecast", {
  summary: "What a thread would count for if it were published now; null for who is no association",
  body: ForecastInput,
  limit: "preview",
  answers: { 200: Forecast },
  handle: async (req, { body }) => ({ forecast: await forecast(req.actor, body) }),
});

forumApi.patch("/posts/:id", {
  summary: "Edit a post",
  body: EditPostInput.omit({ postId: true }),
  answers: { 200: PostJson },
  handle: async (req, { id, body }) => {
    await editPost(req.actor, { ...body, postId: id });
    return onePost(req.actor, id);
  },
});

forumApi.delete("/posts/:id", {
  summary: "Remove a post",
  handle: (req, { id }) => removePost(req.actor, id),
});

forumApi.post("/posts/:id/restoration", {
  summary: "Show a removed post again",
  answers: { 200: PostJson },
  handle: async (req, { id }) => {
    await restorePost(req.actor, id);
    return onePost(req.actor, id);
  },
});

const rowJson = ({ town, removed, ...row }: ThreadRow) => ({
  ...row,
  town: town.slug,
  author: { username: row.author.username, displayName: row.author.displayName, role: row.author.role },
  state: removed ? ("removed" as const) : ("published" as const),
  createdAt: row.publishedAt,
});
