import { z } from "zod";
import { ActivityInput, RecapOf } from "../activities/inputs.ts";
import { oneOf } from "../core/text-fields.ts";
import type { KeptPicture } from "../media/inputs.ts";
import { body, kind, submission, tick, title, town } from "../threads/inputs.ts";
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
