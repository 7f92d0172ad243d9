import { z } from "zod";
import { instantFrom } from "../activities/site-time.ts";
import { MONTH_SHAPE } from "../calendar/month.ts";
import { config } from "../core/config.ts";
import { KINDS } from "../core/kinds.ts";
import { identifier, line, lines, oneOf, refuse } from "../core/text-fields.ts";
import { StartThreadInput } from "../forum/inputs.ts";
import type { KeptPicture } from "../media/inputs.ts";
import { LIMITS } from "../threads/inputs.ts";
import { APPROVAL_ROLES } from "./approval.ts";
import { ActivityFieldsInput } from "./beside.ts";

/** A date and time as a form has it (site time), or an instant as clients write it (ISO 8601 with its offset). */
const instant = z
  .string({ error: "timeShape" })
  .transform((text, context) => {
    const at = instantFrom(text, config().timeZone);
    if (at instanceof Date) return at;
    refuse(context, at);
    return z.NEVER;
  })
  .meta({ type: "string", format: "date-time" } as never);

/** An empty form field means: none. */
const optionalInstant = z.preprocess((value) => (value === "" || value === undefined ? null : value), instant.nullable());

const kind = oneOf(KINDS, "unknownKind");
const title = line({ max: LIMITS.title });
/** A draft may be half written: only its title is asked for. */
const body = lines({ min: 0, max: LIMITS.body });
const version = z.coerce.number("wrongType").int("wrongType").nonnegative("wrongType");
const remark = lines({ min: 0, max: 500 }).default("");
const submission = z
  .string()
  .regex(/^[\x21-\x7E]{1,200}$/)
  .optional()
  .catch(undefined);

const beside = { ...StartThreadInput.pick({ recap: true, private: true, category: true, channel: true }).shape, activity: ActivityFieldsInput.nullish() };

export const DraftInput = z.object({ kind, title, body: body.default(""), publishAt: optionalInstant, town: z.string().optional(), submission, ...beside });
/** With the pictures that came with a form. */
export type DraftInput = z.infer<typeof DraftInput> & { pictures?: readonly KeptPicture[] | undefined };

/** `version` is the one that the editor saw: what a colleague saved meanwhile is not overwritten. */
export const EditDraftInput = z.object({
  kind: kind.optional(),
  title: title.optional(),
  body: body.optional(),
  publishAt: optionalInstant.optional(),
  activity: beside.activity,
  version: version.optional(),
});
export type EditDraftInput = z.infer<typeof EditDraftInput>;

/** What the writing form is sent for. */
export const INTENTS = ["publish", "draft", "schedule"] as const;
export const IntentInput = z.object({ intent: z.enum(INTENTS).catch("publish") });

export const ScheduleInput = z.object({
  publishAt: z.preprocess((value) => (value === "" ? undefined : value), z.string({ error: "required" }).pipe(instant)),
});
/** Who filled in a time and then publishes at once meant one of the two. */
export const NotScheduled = z.object({
  publishAt: z.preprocess((value) => (value === "" || value === undefined ? null : value), z.null({ error: "publishOrSchedule" })),
});
export const SendInput = z.object({ version: version.optional() });
export const ApproveInput = z.object({ version, remark });
export const SendBackInput = z.object({ version, remark: lines({ max: 500 }) });

export const PlannerQuery = z.object({
  town: z.string().max(64).optional().catch(undefined),
  month: z.string().regex(MONTH_SHAPE).optional().catch(undefined),
});

const name = line({ max: 60 });
const date = z.preprocess((value) => (value === "" || value === undefined ? null : value), z.iso.date("timeShape").nullable());
/** What a template is made of: a draft, or an own thread. */
export const OriginInput = z.object({ draftId: identifier.optional(), threadId: identifier.optional() });
export type Origin = z.infer<typeof OriginInput>;
export const TemplateInput = OriginInput.extend({ name });
/** The date of the activity that is begun from a template. */
export const FromTemplateInput = z.object({ date });
export const RenameTemplateInput = z.object({ name });
export const CampaignDayInput = z.object({
  day: z
    .string("dayShape")
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "dayShape")
    .refine((day) => !/^(02-3|0[469]-31|11-31)/.test(day), "dayShape"),
  name,
});

export const ChainInput = z.object({
  steps: z.array(oneOf(APPROVAL_ROLES, "wrongType")).max(APPROVAL_ROLES.length, "wrongType"),
  members: z
    .array(
      z.object({
        role: oneOf(APPROVAL_ROLES, "wrongType"),
        username: z.string("required").max(64, "wrongType"),
        deputy: z.boolean("wrongType").default(false),
      }),
    )
    .max(200, "wrongType"),
});
export type ChainInput = z.infer<typeof ChainInput>;
