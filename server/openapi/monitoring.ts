import { z } from "zod";
import { SECTION_RULES, TOWN_RULES } from "../reporting/inspection/inspection.ts";
import { instant, monthPath, reads, whole } from "./words.ts";

const finding = z.enum(["pass", "fail", "none"]);
const Town = z.object({ slug: z.string(), name: z.string(), url: z.string() });
const NamedThread = z.object({ id: whole, title: z.string(), url: z.string(), town: Town });

const Gaming = z
  .object({
    month: z.string(),
    lastDays: whole,
    threshold: z.number(),
    crowding: z.array(z.object({ town: Town, credited: whole, late: z.array(NamedThread) })),
    copies: z.array(z.object({ thread: NamedThread, like: NamedThread, similarity: z.number() })),
    ownReplies: z.array(z.object({ thread: NamedThread, replies: whole, own: whole })),
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
export const monitoringPaths = {
  "/quota/{month}/gaming": {
    get: reads("How the figures of a month came about (administrators)", Gaming, { requestParams: monthPath }),
  },
  "/inspection": { get: reads("What an inspector would find now (administrators)", Inspection) },
};
