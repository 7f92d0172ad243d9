import { z } from "zod";
import { FEEDBACK_STATES } from "../../core/kinds.ts";
import { instant, whole } from "../../core/output-fields.ts";
import { SOLVED } from "../workflow/inputs.ts";
import { FEEDBACK_EVENTS } from "../workflow/workflow.ts";
import type { FeedbackView } from "./feedback-view.ts";

export const FeedbackJson = z
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

export const feedbackJson = (view: FeedbackView): z.infer<typeof FeedbackJson> => ({
  state: view.state,
  office: view.office?.slug ?? null,
  assisting: view.assisting.map(({ slug }) => slug),
  channel: view.channel,
  category: view.category,
  receivedAt: view.receivedAt,
  dueAt: view.dueAt,
  dueDay: view.dueDay,
  answeredAt: view.answeredAt,
  onTime: view.onTime,
  overdue: view.overdue,
  reopened: view.reopened,
  mergedInto: view.mergedInto,
  timeline: view.timeline,
  rating: view.rating,
  version: view.version,
});
