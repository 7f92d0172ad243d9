import { z } from "zod";
import type { ZodOpenApiOperationObject } from "zod-openapi";
import { monthInput } from "./quota/inputs.ts";
import { SECTION_RULES, TOWN_RULES } from "./quota/inspection.ts";
import { SettingsShape } from "./settings/settings.ts";

/** The words of openapi.ts that operations are written in. */
interface Words {
  reads(summary: string, answer: z.ZodType, more?: object): ZodOpenApiOperationObject;
  writes(summary: string, code: "200" | "201" | "204", answer: z.ZodType | null, body: z.ZodType | null, more?: object): ZodOpenApiOperationObject;
}

const whole = z.number().int();
const instant = z.string().meta({ format: "date-time" });
const finding = z.enum(["pass", "fail", "none"]);
const Town = z.object({ slug: z.string(), name: z.string(), url: z.string() });
const Named = z.object({ id: whole, title: z.string(), url: z.string(), town: Town });

const Gaming = z
  .object({
    month: z.string(),
    lastDays: whole,
    threshold: z.number(),
    crowding: z.array(z.object({ town: Town, credited: whole, late: z.array(Named) })),
    copies: z.array(z.object({ thread: Named, like: Named, similarity: z.number() })),
    ownReplies: z.array(z.object({ thread: Named, replies: whole, own: whole })),
  })
  .meta({ id: "GamingReport", description: "Patterns to look at; they prove nothing and change no figure." });

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

/** What administrators watch and decide for the whole section. */
export const monitoringPaths = ({ reads, writes }: Words) => ({
  "/quota/{month}/gaming": {
    get: reads("How the figures of a month came about (administrators)", Gaming, { requestParams: { path: z.object({ month: monthInput }) } }),
  },
  "/inspection": { get: reads("What an inspector would find now (administrators)", Inspection) },
  "/settings": {
    get: reads("What is decided for the whole section (administrators)", SettingsShape),
    put: writes("Change what the body names (administrators)", "200", SettingsShape, SettingsShape.partial()),
  },
});
