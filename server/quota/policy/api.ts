import { z } from "zod";
import { monthInput } from "../../calendar/month-inputs.ts";
import { monthOutput } from "../../calendar/outputs.ts";
import { instant, whole } from "../../core/output-fields.ts";
import { apiRouter } from "../../http/api-router.ts";
import type { Counter } from "../counting/standing.ts";
import { PolicyJson, townStatusOutput } from "../outputs.ts";
import { changePolicy, refusePastMonth } from "./change-policy.ts";
import { policies } from "./policies.ts";
import { policiesPage } from "./policies-page.ts";
import { type Difference, policyFrom, proposed } from "./policy-change.ts";
import { policyEffect } from "./policy-effect.ts";
import { DryRunQuery, PolicyInput } from "./policy-inputs.ts";

/** What towns owe, from which month on. */
export const policiesApi = apiRouter();

const standing = z.object({ credited: whole, target: whole, status: townStatusOutput });
const PolicyChange = z
  .object({
    month: monthOutput,
    policy: PolicyJson,
    saved: z.boolean(),
    changes: z.array(z.object({ slug: z.string(), name: z.string(), before: standing, after: standing })),
    others: whole,
  })
  .meta({
    id: "PolicyChange",
    description: "`changes`: towns with another status in that month; `others`: with another count or target, but the same status.",
  });
const town = z.object({ slug: z.string(), town: z.string(), month: monthOutput });
const Policies = z
  .object({
    policies: z.array(
      PolicyJson.extend({
        month: monthOutput.nullable(),
        changedAt: instant.nullable(),
        changedBy: z.string().nullable(),
        holdsNow: z.boolean(),
      }),
    ),
    towns: z.array(town.extend({ target: whole.nullable(), mayWithdraw: z.boolean() })),
    exemptions: z.array(town.extend({ reason: z.string(), note: z.string(), mayWithdraw: z.boolean() })),
  })
  .meta({ id: "Policies" });

policiesApi.get("/quota/policies", {
  summary: "What is owed, from when, with the towns' own targets and exemptions (administrators)",
  answers: { 200: Policies },
  handle: async (req) => {
    const { policies: decided, targets, exemptions } = await policiesPage(req.actor);
    return { policies: decided, towns: targets, exemptions };
  },
});

policiesApi.put("/quota/policies/:month", {
  summary: "Decide what is owed from a month on; a dry run only tells what it would do (administrators)",
  params: { month: monthInput },
  query: DryRunQuery,
  body: PolicyInput,
  answers: { 200: PolicyChange },
  handle: async (req, { month, query: { dryRun }, body }) => {
    const effect = await policyEffect(req.actor, month, (decided, townIdOf) => proposed(decided, month, body, townIdOf));
    refusePastMonth(month);
    const policy = dryRun ? policyFrom(await policies(), month, body) : await changePolicy(req.actor, month, body);
    return { month, policy, saved: !dryRun, changes: effect.changed.map(changeJson), others: effect.others };
  },
});

const changeJson = ({ town, before, after }: Difference<{ slug: string; name: string }>) => {
  const sideOf = ({ credited, target, status }: Counter) => ({ credited, target, status });
  return { slug: town.slug, name: town.name, before: sideOf(before), after: sideOf(after) };
};
