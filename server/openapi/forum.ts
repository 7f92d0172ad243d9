import { z } from "zod";
import { PostsQuery, ThreadsQuery } from "../forum/api.ts";
import { ThreadJson as Thread } from "../questions/page/thread-json.ts";
import { FEEDBACK_STATES } from "../questions/workflow/workflow.ts";
import { EditPostInput, EditThreadInput, ForecastInput, GrantInput, MoveThreadInput, ReplyInput } from "../threads/inputs.ts";
import { ActivityLineJson, PostJson as Post, ThreadItemJson as ThreadItem } from "../threads/outputs.ts";
import { idPath, instant, list, reads, whole, writes } from "./words.ts";

const Told = z
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
const { shape: moveShape } = MoveThreadInput;

/** Threads and their posts. */
export const forumPaths = {
  "/threads": {
    get: reads(
      "Threads, a keyset page at a time",
      list(
        ThreadItem.extend({
          publishedAt: instant,
          lastPostAt: instant,
          dueDay: z.string().nullable(),
          overdue: z.boolean(),
          feedback: z.object({ state: z.enum(FEEDBACK_STATES) }).nullable(),
          activity: ActivityLineJson.nullable(),
          supports: whole,
        }),
      ),
      {
        requestParams: { query: ThreadsQuery },
      },
    ),
  },
  "/forecast": { post: writes("What a thread would count for if it were published now; null for who is no association", "200", Told, ForecastInput) },
  "/threads/{id}": {
    get: reads("A thread with its opening post", Thread, { requestParams: idPath }),
    patch: writes("Edit the title or the opening post", "200", Thread, EditThreadInput.omit({ threadId: true }), idPath),
    delete: writes("Remove a thread", "204", null, null, idPath),
  },
  "/threads/{id}/restoration": { post: writes("Show a removed thread again (moderators)", "200", Thread, null, idPath) },
  "/threads/{id}/closure": {
    put: writes("Close a thread (moderators)", "200", Thread, null, idPath),
    delete: writes("Reopen it", "200", Thread, null, idPath),
  },
  "/threads/{id}/pin": { put: writes("Pin a thread (moderators)", "200", Thread, null, idPath), delete: writes("Unpin it", "200", Thread, null, idPath) },
  "/threads/{id}/place": {
    put: writes("Move to another town or kind (moderators)", "200", Thread, z.object({ town: moveShape.town, kind: moveShape.kind }), idPath),
  },
  "/threads/{id}/grant": {
    put: writes(
      "Credit a thread that is short, empty or a repetition, for a reason (moderators)",
      "200",
      Thread,
      z.object({ reason: GrantInput.shape.reason }),
      idPath,
    ),
    delete: writes("Take that back (moderators)", "200", Thread, null, idPath),
  },
  "/threads/{id}/posts": {
    get: reads(
      "Replies, a keyset page at a time; or, with `since`, all that changed after that version",
      list(Post).extend({ version: whole, more: z.boolean().optional() }),
      {
        requestParams: { ...idPath, query: PostsQuery },
      },
    ),
    post: writes("Reply", "201", Post, ReplyInput.omit({ threadId: true }), idPath),
  },
  "/posts/{id}": {
    get: reads("A post", Post, { requestParams: idPath }),
    patch: writes("Edit a post", "200", Post, EditPostInput.omit({ postId: true }), idPath),
    delete: writes("Remove a post", "204", null, null, idPath),
  },
  "/posts/{id}/restoration": { post: writes("Show a removed post again", "200", Post, null, idPath) },
};
