import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { identifier, line, lines, oneOf } from "../core/text-fields.ts";

/** Characters (code points) of a title and of a post; pictures of a thread. */
export const LIMITS = { title: 120, body: 20_000, pictures: 6 } as const;

export const title = line({ max: LIMITS.title });
export const body = lines({ max: LIMITS.body });
export const kind = oneOf(KINDS, "unknownKind");
export const town = z.string({ error: "required" }).min(1, "required").max(64, "unknownTown");

/** The form's or client's own name for one submission; the same one never makes two posts. */
export const submission = z
  .string()
  .regex(/^[\x21-\x7E]{1,200}$/)
  .optional()
  .catch(undefined);
const version = z.coerce.number().int().nonnegative().optional().catch(undefined);

/** An empty form field means: none. */
const parentId = z.preprocess((value) => (value === "" || value === null ? undefined : value), identifier.optional());

/** A tick in a form, or true in JSON. */
export const tick = z.preprocess((value) => value === true || value === "1" || value === "on" || value === "true", z.boolean());

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
