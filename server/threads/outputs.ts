import { z } from "zod";
import { AuthorJson } from "../accounts/outputs.ts";
import { monthOutput } from "../calendar/outputs.ts";
import { KINDS } from "../core/kinds.ts";
import { instant, whole } from "../core/output-fields.ts";

export const PostJson = z
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
export type PostJson = z.infer<typeof PostJson>;

/** A thread as its lists and its own address answer it. */
export const ThreadItemJson = z
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
    creditedMonth: monthOutput.nullable(),
    waitingSince: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: "ThreadItem" });

/** Where and when the activity of a thread takes place, as lists show it. */
export const ActivityLineJson = z.object({
  startsAt: instant,
  endsAt: instant.nullable(),
  place: z.string(),
  state: z.enum(["planned", "held", "cancelled", "moved"]),
  capacity: whole.nullable(),
  taken: whole,
});
export type ActivityLine = z.infer<typeof ActivityLineJson>;

export const CountingJson = z
  .object({
    counts: z.boolean(),
    month: monthOutput,
    reason: z.string().nullable(),
    duplicateOf: whole.nullable(),
    similarity: z.number().nullable(),
    grantReason: z.string().nullable(),
  })
  .meta({ id: "Counting", description: "Whether a thread counts for its town's month, and why not." });
