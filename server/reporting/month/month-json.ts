import { z } from "zod";
import type { Actor } from "../../access/actor.ts";
import type { Month } from "../../calendar/month.ts";
import { monthOutput } from "../../calendar/outputs.ts";
import { now } from "../../core/clock.ts";
import { instant, whole } from "../../core/output-fields.ts";
import { CorrectedJson, correctedJson } from "../../quota/closing/corrected-json.ts";
import { figuresOf, type TownLine, townLines } from "../../quota/counting/counter.ts";
import { FRESHNESS, type FreshnessLimits, freshnessOf, isStale } from "../../quota/counting/freshness.ts";
import { byKindOutput, PolicyJson, townStatusOutput } from "../../quota/outputs.ts";
import { policies } from "../../quota/policy/policies.ts";
import { plainPolicyOf } from "../../quota/policy/policy.ts";
import { settings } from "../../settings/settings.ts";
import { ranksFor } from "../standings/month-standings.ts";

export const MonthJson = z
  .object({
    month: monthOutput,
    policy: PolicyJson,
    onDuty: whole,
    participating: whole,
    met: whole,
    participationRate: z.number().nullable(),
    attainmentRate: z.number().nullable(),
    credited: whole,
    daysLeft: whole,
    byStatus: z.record(townStatusOutput, whole),
    closed: z.boolean(),
    closedAt: instant.nullable(),
    towns: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        credited: whole,
        byKind: byKindOutput,
        target: whole,
        status: townStatusOutput,
        lastPublishedAt: instant.nullable(),
        stale: z.boolean(),
        freshness: z.enum(FRESHNESS),
        rank: whole.nullable().optional().meta({ description: "For readers who see standings; null for towns without a place." }),
        exemption: z.string().nullable(),
        corrected: CorrectedJson.nullable(),
      }),
    ),
  })
  .meta({ id: "Quota" });

/** A month over all towns, as `actor` may see it. */
export async function monthJson(actor: Actor, month: Month) {
  const lines = await townLines(month);
  const { isRunning: _, ...figures } = await figuresOf(month, lines);
  const [rules, ranks] = [await settings(), await ranksFor(actor, month, lines)];
  const towns = lines.map((line) => ({ ...townJson(line, rules), ...(ranks && { rank: ranks.get(line.id) ?? null }) }));
  return { ...figures, policy: plainPolicyOf(await policies(), month), towns };
}

function townJson({ slug, name, counter, byKind, lastPublishedAt, exemption, correction }: TownLine, limits: FreshnessLimits) {
  const freshness = freshnessOf(lastPublishedAt, now(), limits);
  return {
    slug,
    name,
    credited: counter.credited,
    byKind,
    target: counter.target,
    status: counter.status,
    lastPublishedAt,
    stale: isStale(freshness),
    freshness,
    exemption,
    corrected: correction && correctedJson(correction),
  };
}
