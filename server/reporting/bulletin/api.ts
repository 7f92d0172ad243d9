import { z } from "zod";
import { monthInput } from "../../calendar/month-inputs.ts";
import { monthOutput } from "../../calendar/outputs.ts";
import { instant, whole } from "../../core/output-fields.ts";
import { apiRouter } from "../../http/api-router.ts";
import { bulletinToRead } from "./bulletin-page.ts";

export const bulletinApi = apiRouter();

const Bulletin = z
  .object({
    month: monthOutput,
    title: z.string(),
    body: z.string(),
    version: whole,
    editedAt: instant,
    editedBy: z.string(),
    thread: z.object({ id: whole, url: z.string() }).nullable(),
  })
  .meta({ id: "Bulletin", description: "`body` is Markdown; `thread` is where it was published." });

bulletinApi.get("/quota/:month/bulletin", {
  summary: "The written report of a closed month; a draft only for administrators",
  params: { month: monthInput },
  answers: { 200: Bulletin },
  handle: (req, { month }) => bulletinToRead(req.actor, month),
});
