import { Router } from "express";
import type { Actor } from "../access/actor.ts";
import type { Month } from "../calendar/month.ts";
import { monthIn } from "../calendar/month-inputs.ts";
import { presentMonth } from "../calendar/present-month.ts";
import { now } from "../core/clock.ts";
import { NotFound } from "../core/problems.ts";
import { guarded } from "../http/writes.ts";
import { bulletinToRead } from "../reporting/bulletin/bulletin-page.ts";
import { closeMonth } from "../reporting/closing/close-month.ts";
import { correctMonth } from "../reporting/closing/correct-month.ts";
import { CorrectionInput, ReopeningInput } from "../reporting/closing/month-inputs.ts";
import { reopenMonth } from "../reporting/closing/reopen-month.ts";
import { inspectionPage } from "../reporting/inspection/inspection-page.ts";
import { gamingReport } from "../reporting/monitoring/gaming-report.ts";
import { remindersOf } from "../reporting/reminders/reminders-page.ts";
import { LICENCE, OPEN_DATA } from "../reporting/reports/open-data.ts";
import { ranksFor } from "../reporting/standings/month-standings.ts";
import { settings } from "../settings/settings.ts";
import type { Correction } from "./closing/frozen-month.ts";
import { figuresOf, type TownLine, townLineOf, townLines } from "./counting/counter.ts";
import { type FreshnessLimits, freshnessOf, isStale } from "./counting/freshness.ts";
import { MonthThreadsQuery, monthThreadJson, monthThreads } from "./counting/month-threads.ts";
import type { Counter } from "./counting/standing.ts";
import { townMonths } from "./counting/town-page.ts";
import { QuotaQuery, TownQuotaQuery } from "./inputs.ts";
import { changePolicy, refusePastMonth } from "./policy/change-policy.ts";
import { policies } from "./policy/policies.ts";
import { policiesPage } from "./policy/policies-page.ts";
import { plainPolicyOf } from "./policy/policy.ts";
import { type Difference, policyFrom, proposed } from "./policy/policy-change.ts";
import { policyEffect } from "./policy/policy-effect.ts";
import { DryRunQuery, PolicyInput } from "./policy/policy-inputs.ts";

/** The counter and the towns as JSON. */
export function quotaApi(): Router {
  const api = Router();

  api.get("/quota", async (req, res) => {
    const { month = presentMonth() } = QuotaQuery.parse(req.query);
    res.set(OPEN_DATA).json({ ...(await monthJson(req.actor, month)), licence: LICENCE });
  });

  api.get("/quota/policies", async (req, res) => {
    const { policies: decided, targets, exemptions } = await policiesPage(req.actor);
    res.json({ policies: decided, towns: targets, exemptions });
  });

  api.put("/quota/policies/:month", ...guarded(), async (req, res) => {
    const month = monthIn(req.params.month);
    const input = PolicyInput.parse(req.body);
    const effect = await policyEffect(req.actor, month, (decided, townIdOf) => proposed(decided, month, input, townIdOf));
    refusePastMonth(month);
    const isDryRun = DryRunQuery.parse(req.query).dryRun;
    const policy = isDryRun ? policyFrom(await policies(), month, input) : await changePolicy(req.actor, month, input);
    res.json({ month, policy, saved: !isDryRun, changes: effect.changed.map(changeJson), others: effect.others });
  });

  api.post("/quota/:month/close", ...guarded(), async (req, res) => {
    const { month } = await closeMonth(req.actor, monthIn(req.params.month));
    res.json(await monthJson(req.actor, month));
  });

  api.post("/quota/:month/corrections", ...guarded(), async (req, res) => {
    const month = monthIn(req.params.month);
    await correctMonth(req.actor, month, CorrectionInput.parse(req.body));
    res.json(await monthJson(req.actor, month));
  });

  api.post("/quota/:month/reopening", ...guarded(), async (req, res) => {
    const month = monthIn(req.params.month);
    await reopenMonth(req.actor, month, ReopeningInput.parse(req.body).reason);
    res.json(await monthJson(req.actor, month));
  });

  api.get("/quota/:slug/reminders", async (req, res) => {
    res.json({ items: await remindersOf(req.actor, req.params.slug, TownQuotaQuery.parse(req.query)), nextCursor: null });
  });

  api.get("/quota/:month/bulletin", async (req, res) => {
    res.json(await bulletinToRead(req.actor, monthIn(req.params.month)));
  });
  api.get("/quota/:month/threads", async (req, res) => {
    const { rows, nextCursor, total } = await monthThreads(monthIn(req.params.month), MonthThreadsQuery.parse(req.query));
    res.json({ items: rows.map(monthThreadJson), nextCursor, total });
  });

  api.get("/quota/:month/gaming", async (req, res) => {
    res.json(await gamingReport(req.actor, monthIn(req.params.month)));
  });
  api.get("/inspection", async (req, res) => {
    const { at, towns, failed, sectionRules } = await inspectionPage(req.actor);
    const items = towns.map(({ slug, name, findings, lastPublishedAt, unanswered, lastAnswerAt }) => ({
      slug,
      name,
      findings,
      lastPublishedAt,
      unanswered,
      lastAnswerAt,
    }));
    res.json({ at, failed, section: Object.fromEntries(sectionRules.map(({ rule, finding }) => [rule, finding])), towns: items });
  });

  api.get("/quota/:slug", async (req, res) => {
    const { town, months } = await townMonths(req.params.slug, TownQuotaQuery.parse(req.query));
    const items = months.map(({ month, credited, target, status, byKind, threadIds, closed, correction }) => ({
      ...{ month, credited, target, status, byKind, threads: threadIds, closed },
      corrected: correction && correctedJson(correction),
    }));
    res.json({ slug: town.slug, name: town.name, months: items });
  });

  api.get("/towns", async (_req, res) => {
    const lines = await townLines(presentMonth());
    res.json({ items: lines.map(townJson), nextCursor: null });
  });

  api.get("/towns/:slug", async (req, res) => {
    const line = await townLineOf(req.params.slug, presentMonth());
    if (!line) throw new NotFound("unknownTown");
    res.json(townJson(line));
  });

  return api;
}

async function monthJson(actor: Actor, month: Month) {
  const lines = await townLines(month);
  const { isRunning: _, ...figures } = await figuresOf(month, lines);
  const [rules, ranks] = [await settings(), await ranksFor(actor, month, lines)];
  const towns = lines.map((line) => ({ ...quotaJson(line, rules), ...(ranks && { rank: ranks.get(line.id) ?? null }) }));
  return { ...figures, policy: plainPolicyOf(await policies(), month), towns };
}

const changeJson = ({ town, before, after }: Difference<{ slug: string; name: string }>) => {
  const sideOf = ({ credited, target, status }: Counter) => ({ credited, target, status });
  return { slug: town.slug, name: town.name, before: sideOf(before), after: sideOf(after) };
};

function quotaJson({ slug, name, counter, byKind, lastPublishedAt, exemption, correction }: TownLine, limits: FreshnessLimits) {
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

/** Stands beside the frozen figure, which stays. */
const correctedJson = ({ before, after, reason, by, at }: Correction) => ({ before, credited: after, reason, by, at });

const townJson = ({ slug, name, threadCount, counter }: TownLine) => ({
  slug,
  name,
  threadCount,
  quota: { month: counter.month, credited: counter.credited, target: counter.target, status: counter.status },
});
