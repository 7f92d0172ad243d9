import { z } from "zod";
import { monthInput } from "../../calendar/month-inputs.ts";
import { whole } from "../../core/output-fields.ts";
import { apiRouter } from "../../http/api-router.ts";
import { gamingReport } from "./gaming-report.ts";

export const monitoringApi = apiRouter();

const town = z.object({ slug: z.string(), name: z.string(), url: z.string() });
const namedThread = z.object({ id: whole, title: z.string(), url: z.string(), town });

const Gaming = z
  .object({
    month: z.string(),
    lastDays: whole,
    threshold: z.number(),
    crowding: z.array(z.object({ town, credited: whole, late: z.array(namedThread) })),
    copies: z.array(z.object({ thread: namedThread, like: namedThread, similarity: z.number() })),
    ownReplies: z.array(z.object({ thread: namedThread, replies: whole, own: whole })),
  })
  .meta({ id: "GamingReport", description: "Patterns to look at; they prove nothing and change no figure." });

monitoringApi.get("/quota/:month/gaming", {
  summary: "How the figures of a month came about (administrators)",
  params: { month: monthInput },
  answers: { 200: Gaming },
  handle: (req, { month }) => gamingReport(req.actor, month),
});
