import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { anyObject, instant, whole } from "../core/output-fields.ts";
import { APPROVAL_ROLES, DRAFT_STATES } from "./approval.ts";

export const personOutput = z.object({ username: z.string(), displayName: z.string() });

/** A draft in a list. */
export const DraftItemJson = z
  .object({
    id: whole,
    url: z.string(),
    town: z.string(),
    kind: z.enum(KINDS),
    title: z.string(),
    state: z.enum(DRAFT_STATES),
    author: personOutput,
    publishAt: instant.nullable(),
    submittedAt: instant.nullable(),
    round: whole,
    step: whole.nullable(),
    /** Whose approval it waits for. */
    waitingFor: z.enum(APPROVAL_ROLES).nullable(),
    threadId: whole.nullable(),
    version: whole,
    createdAt: instant,
    changedAt: instant,
  })
  .meta({ id: "DraftItem" });
export type DraftItem = z.infer<typeof DraftItemJson>;

/** Something that happened to a draft on its way. */
const chainEntry = z.object({
  at: instant,
  decision: z.enum(["submitted", "approved", "sent_back", "withdrawn", "published"]),
  round: whole,
  step: whole.nullable(),
  role: z.enum(APPROVAL_ROLES).nullable(),
  by: personOutput,
  asDeputy: z.boolean(),
  remark: z.string(),
});
export type ChainEntry = z.infer<typeof chainEntry>;

export const DraftJson = DraftItemJson.extend({
  body: z.string(),
  html: z.string(),
  activity: anyObject.nullable(),
  recap: z.object({ ofId: whole, headCount: whole.nullable() }).nullable(),
  private: z.boolean(),
  category: z.string().nullable(),
  chain: z.array(z.object({ role: z.enum(APPROVAL_ROLES), state: z.enum(["passed", "waiting", "ahead"]) })),
  decisions: z.array(chainEntry),
  may: anyObject,
}).meta({ id: "Draft", description: "Seen by the town's association, its approvers once it was sent, and administrators." });
