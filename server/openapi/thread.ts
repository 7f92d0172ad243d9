import { z } from "zod";
import { AuthorJson } from "../accounts/outputs.ts";
import { ActivityJson } from "../activities/outputs.ts";
import { FEEDBACK_STATES, KINDS } from "../core/kinds.ts";
import { PictureJson } from "../media/outputs.ts";
import { SOLVED } from "../questions/workflow/inputs.ts";
import { FEEDBACK_EVENTS } from "../questions/workflow/workflow.ts";
import { instant, month, whole } from "./words.ts";

export const Post = z
  .object({
    id: whole,
    threadId: whole,
    parentId: whole.nullable(),
    seq: whole,
    depth: whole,
    url: z.string(),
    author: AuthorJson,
    official: z.boolean(),
    office: z.string().nullable(),
    answers: z.enum(["answer", "progress"]).nullable(),
    body: z.string().nullable(),
    html: z.string().nullable(),
    state: z.enum(["published", "removed"]),
    version: whole,
    createdAt: instant,
    editedAt: instant.nullable(),
  })
  .meta({ id: "Post", description: "A removed post is a marker without its text." });
export const ThreadItem = z
  .object({
    id: whole,
    url: z.string(),
    town: z.string(),
    kind: z.enum(KINDS),
    title: z.string(),
    status: z.enum(["open", "closed"]),
    state: z.enum(["published", "removed"]),
    author: AuthorJson,
    replyCount: whole,
    pinned: z.boolean(),
    creditedMonth: month.nullable(),
    waitingSince: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: "ThreadItem" });
const Counting = z
  .object({
    counts: z.boolean(),
    month,
    reason: z.string().nullable(),
    duplicateOf: whole.nullable(),
    similarity: z.number().nullable(),
    grantReason: z.string().nullable(),
  })
  .meta({ id: "Counting", description: "Whether a thread counts for its town's month, and why not." });
const Feedback = z
  .object({
    state: z.enum(FEEDBACK_STATES),
    office: z.string().nullable(),
    assisting: z.array(z.string()),
    channel: z.enum(["online", "phone", "counter"]),
    category: z.string().nullable(),
    receivedAt: instant,
    dueAt: instant,
    dueDay: z.string(),
    answeredAt: instant.nullable(),
    onTime: z.boolean().nullable(),
    overdue: z.boolean(),
    reopened: z.boolean(),
    mergedInto: whole.nullable(),
    timeline: z.array(
      z.object({
        at: instant,
        event: z.enum(FEEDBACK_EVENTS),
        by: z.enum(["asker", "office", "administrator", "section"]),
        office: z.string().nullable(),
        note: z.string(),
        dueAt: instant.nullable(),
      }),
    ),
    rating: z
      .object({ score: whole, solved: z.enum(SOLVED).nullable(), comment: z.string().nullable() })
      .nullable()
      .meta({ description: "For the asker, those who handle it and administrators; null for everybody else." }),
    version: whole,
  })
  .meta({ id: "Feedback", description: "What becomes of a question or opinion; null for other kinds." });
export const Thread = ThreadItem.extend({
  version: whole,
  openingPost: Post,
  activity: ActivityJson.nullable(),
  pictures: z.array(PictureJson),
  private: z.boolean(),
  feedback: Feedback.nullable(),
  support: z.object({ count: whole, own: z.boolean() }).nullable(),
  counting: Counting.nullable(),
}).meta({ id: "Thread" });
