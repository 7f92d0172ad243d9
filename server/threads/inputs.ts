import { z } from "zod";
import { ActivityInput, RecapOf } from "../activities/inputs.ts";
import { KINDS } from "../core/kinds.ts";
import { identifier, line, lines, oneOf } from "../core/text-fields.ts";
import { type KeptPicture, PICTURE_LIMITS } from "../media/inputs.ts";

/** Characters (code points) of a title and of a post. */
export const LIMITS = { title: 120, body: 20_000 } as const;

const title = line({ max: LIMITS.title });
const body = lines({ max: LIMITS.body });
const kind = oneOf(KINDS, "unknownKind");
const town = z.string({ error: "required" }).min(1, "required").max(64, "unknownTown");

/** The form's or client's own name for one submission; the same one never makes two posts. */
const submission = z
  .string()
  .regex(/^[\x21-\x7E]{1,200}$/)
  .optional()
  .catch(undefined);
const version = z.coerce.number().int().nonnegative().optional().catch(undefined);

/** An empty form field means: none. */
const parentId = z.preprocess((value) => (value === "" || value === null ? undefined : value), identifier.optional());

/** A tick in a form, or true in JSON. */
const tick = z.preprocess((value) => value === true || value === "1" || value === "on" || value === "true", z.boolean());

/**
 * `activity` and `recap` are for activities: where and when, or the announcement that it looks back on. `private`, `category` and
 * `channel` are for questions and opinions; other kinds ignore them.
 */
export const StartThreadInput = z.object({
  town,
  kind,
  title,
  body,
  submission,
  activity: ActivityInput.nullish(),
  recap: RecapOf.nullish(),
  private: tick.optional(),
  category: z.string().max(64, "unknownCategory").optional(),
  channel: z.enum(["online", "phone", "counter"]).optional().catch("online"),
});
/** With the pictures that came with a form. */
export type StartThreadInput = z.infer<typeof StartThreadInput> & { pictures?: readonly KeptPicture[] | undefined };

/** What staff files for someone who phoned or came in. */
export const FileInput = StartThreadInput.pick({ town: true, title: true, body: true, submission: true, private: true, category: true }).extend({
  kind: oneOf(["QUESTION", "OPINION"], "unknownKind"),
  channel: z.enum(["phone", "counter"], "required"),
});
export type FileInput = z.infer<typeof FileInput>;

export const ReplyInput = z.object({ threadId: identifier, parentId, body, submission });
export type ReplyInput = z.infer<typeof ReplyInput>;

/** `version` is the one that the editor saw: an edit made meanwhile is not overwritten. */
export const EditPostInput = z.object({ postId: identifier, body, version });
export type EditPostInput = z.infer<typeof EditPostInput>;

export const EditThreadInput = z.object({ threadId: identifier, title: title.optional(), body: body.optional(), version });
export type EditThreadInput = z.infer<typeof EditThreadInput>;

export const MoveThreadInput = z.object({ threadId: identifier, town, kind });
export type MoveThreadInput = z.infer<typeof MoveThreadInput>;

export const GrantInput = z.object({ threadId: identifier, reason: lines({ min: 4, max: 500 }) });
export type GrantInput = z.infer<typeof GrantInput>;

/** A thread as far as it is written; what could not be published is left out. */
export const ForecastInput = z.object({
  town: z.string().max(64).catch(""),
  kind: z.enum(KINDS).nullable().catch(null),
  title: line({ min: 0, max: LIMITS.title }).catch(""),
  body: lines({ min: 0, max: LIMITS.body }).catch(""),
  recapOfId: identifier.nullish().catch(null),
  /** How many will be sent with it. */
  pictures: z.coerce.number().int().min(0).max(PICTURE_LIMITS.perThread).optional().catch(undefined),
});
export type ForecastInput = z.infer<typeof ForecastInput>;

export const PreviewInput = z.object({ body: lines({ min: 0, max: LIMITS.body }) });

export const PersonalPreviewInput = z.object({
  title: z
    .string()
    .max(2 * LIMITS.title)
    .catch(""),
  body: z
    .string()
    .max(2 * LIMITS.body)
    .catch(""),
  reason: z
    .string()
    .max(2 * LIMITS.body)
    .catch(""),
  private: tick.catch(false),
  toAsker: tick.catch(false),
});

export const POST_ORDERS = ["tree", "oldest", "newest"] as const;
export type PostOrder = (typeof POST_ORDERS)[number];

export const THREAD_ORDERS = ["active", "new", "unanswered"] as const;
export type ThreadOrder = (typeof THREAD_ORDERS)[number];

/** What became of questions and opinions, as lists narrow them: waiting for an office, answered (closed since or not), ended without an answer. */
export const THREAD_STAGES = ["waiting", "answered", "ended"] as const;
export type ThreadStage = (typeof THREAD_STAGES)[number];
