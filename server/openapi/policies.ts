import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { TOWN_STATUSES } from "../quota/counting/standing.ts";
import { DryRunQuery, PolicyInput } from "../quota/policy/policy-inputs.ts";
import { instant, month, monthPath, reads, whole, writes } from "./words.ts";

export const status = z.enum(TOWN_STATUSES);
export const byKind = z.object({ QUESTION: whole, OPINION: whole, ACTIVITY: whole, HOT_TOPIC: whole });
export const Policy = z
  .object({
    target: whole,
    kinds: z.array(z.enum(KINDS)),
    perKind: byKind.partial(),
    minimumCharacters: whole,
    minimumCharactersWithPicture: whole,
    minimumDistinctCharacters: whole,
    duplicateThreshold: z.number(),
    settlementDay: whole,
    approvalDays: whole,
  })
  .meta({ id: "Policy" });
const Standing = z.object({ credited: whole, target: whole, status });
const PolicyChange = z
  .object({
    month,
    policy: Policy,
    saved: z.boolean(),
    changes: z.array(z.object({ slug: z.string(), name: z.string(), before: Standing, after: Standing })),
    others: whole,
  })
  .meta({
    id: "PolicyChange",
    description: "`changes`: towns with another status in that month; `others`: with another count or target, but the same status.",
  });
const Policies = z
  .object({
    policies: z.array(Policy.extend({ month: month.nullable(), changedAt: instant.nullable(), changedBy: z.string().nullable(), holdsNow: z.boolean() })),
    towns: z.array(z.object({ slug: z.string(), town: z.string(), month, target: whole.nullable(), mayWithdraw: z.boolean() })),
    exemptions: z.array(z.object({ slug: z.string(), town: z.string(), month, reason: z.string(), note: z.string(), mayWithdraw: z.boolean() })),
  })
  .meta({ id: "Policies" });

/** What towns owe, from which month on. */
export const policyPaths = {
  "/quota/policies": { get: reads("What is owed, from when, with the towns' own targets and exemptions (administrators)", Policies) },
  "/quota/policies/{month}": {
    put: writes("Decide what is owed from a month on; a dry run only tells what it would do (administrators)", "200", PolicyChange, PolicyInput, {
      ...monthPath,
      query: DryRunQuery,
    }),
  },
};
