import { z } from "zod";
import { identifier, lines, oneOf, whole } from "../../core/text-fields.ts";
import { MOST_EXTENSION_DAYS } from "./workflow.ts";

const threadId = identifier;
/** The version of the question that its reader saw: a step on an older one is refused. */
export const version = z.preprocess((value) => (value === "" || value === null ? undefined : value), whole(1, 2_000_000_000).optional());
const reason = lines({ max: 1000 });
const office = z.string("required").min(1, "required").max(64, "unknownOffice");

export const StepInput = z.object({ threadId, version });
export const ReasonInput = StepInput.extend({ reason });
export const AssignInput = StepInput.extend({ office, reason: lines({ min: 0, max: 1000 }).optional().default("") });
export const AssistInput = StepInput.extend({
  offices: z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(office).max(10, "wrongType")),
});
export const AnswerInput = StepInput.extend({ body: lines({ max: 20_000 }) });
/** The version of the shared draft that its reader saw, 0 for none: what a colleague saved meanwhile is not lost. */
export const draftVersion = z.preprocess((value) => (value === "" ? undefined : value), whole(0, 2_000_000_000).optional());
export const FinalAnswerInput = AnswerInput.extend({ draftVersion });
export const DraftInput = z.object({ threadId, body: lines({ min: 0, max: 20_000 }), draftVersion });
/** The longest note, in characters. */
export const NOTE_LENGTH = 2000;
export const NoteInput = z.object({ threadId, body: lines({ max: NOTE_LENGTH }) });
/** `before`: the id of a note, of which the earlier ones are wanted. */
export const NotesQuery = z.object({ before: identifier.nullable().catch(null).default(null) });
export const CorrectionInput = AnswerInput.extend({ reason });
export const ExtensionInput = StepInput.extend({ days: whole(1, MOST_EXTENSION_DAYS), reason });
export const MergeInput = StepInput.extend({ into: identifier, reason: lines({ min: 0, max: 1000 }).optional().default("") });

/** A low score, or "not solved", asks why. */
const LOW = 2;
const score = whole(1, 5);
export const SOLVED = ["solved", "partly", "not_solved"] as const;
export const RatingInput = StepInput.extend({
  score,
  solved: z.preprocess((value) => (value === "" ? undefined : value), oneOf(SOLVED, "wrongType").optional()),
  comment: lines({ min: 0, max: 1000 }).optional().default(""),
}).refine(({ score, solved, comment }) => comment !== "" || (score > LOW && solved !== "not_solved"), { path: ["comment"], message: "reasonWhenLow" });

export type StepInput = z.infer<typeof StepInput>;
export type ReasonInput = z.infer<typeof ReasonInput>;
export type AssignInput = z.infer<typeof AssignInput>;
export type AssistInput = z.infer<typeof AssistInput>;
export type AnswerInput = z.infer<typeof AnswerInput>;
export type FinalAnswerInput = z.infer<typeof FinalAnswerInput>;
export type DraftInput = z.infer<typeof DraftInput>;
export type NoteInput = z.infer<typeof NoteInput>;
export type CorrectionInput = z.infer<typeof CorrectionInput>;
export type ExtensionInput = z.infer<typeof ExtensionInput>;
export type MergeInput = z.infer<typeof MergeInput>;
export type RatingInput = z.infer<typeof RatingInput>;
