import { z } from "zod";
import { instant, whole } from "../../core/output-fields.ts";
import { apiRouter } from "../../http/api-router.ts";
import { SECTION_RULES, TOWN_RULES } from "./inspection.ts";
import { inspectionPage } from "./inspection-page.ts";

export const inspectionApi = apiRouter();

const finding = z.enum(["pass", "fail", "none"]);
const Inspection = z
  .object({
    at: instant,
    failed: z.record(z.enum(TOWN_RULES), whole),
    section: z.record(z.enum(SECTION_RULES), finding),
    towns: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        findings: z.record(z.enum(TOWN_RULES), finding),
        lastPublishedAt: instant.nullable(),
        unanswered: whole,
        lastAnswerAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: "Inspection" });

inspectionApi.get("/inspection", {
  summary: "What an inspector would find now (administrators)",
  answers: { 200: Inspection },
  handle: async (req) => {
    const { at, towns, failed, sectionRules } = await inspectionPage(req.actor);
    const items = towns.map(({ slug, name, findings, lastPublishedAt, unanswered, lastAnswerAt }) => {
      return { slug, name, findings, lastPublishedAt, unanswered, lastAnswerAt };
    });
    const section = Object.fromEntries(sectionRules.map(({ rule, finding }) => [rule, finding]));
    return { at, failed, section: section as z.infer<typeof Inspection>["section"], towns: items };
  },
});
