import { Router } from "express";
import { now } from "../clock.ts";
import { NotFound } from "../problems.ts";
import { figuresOf, presentMonth, type TownLine, townLineOf, townLines } from "./counter.ts";
import { isStale } from "./freshness.ts";
import { QuotaQuery, TownQuotaQuery } from "./inputs.ts";
import { policies } from "./policies.ts";
import { policyOf } from "./policy.ts";
import { townMonths } from "./town-page.ts";

/** The counter and the towns as JSON. */
export function quotaApi(): Router {
  const api = Router();

  api.get("/quota", async (req, res) => {
    const { month = presentMonth() } = QuotaQuery.parse(req.query);
    const lines = await townLines(month);
    const { isRunning: _, ...figures } = await figuresOf(month, lines);
    res.json({ ...figures, policy: policyOf(await policies(), month), towns: lines.map(quotaJson) });
  });

  api.get("/quota/:slug", async (req, res) => {
    const { town, months } = await townMonths(req.params.slug, TownQuotaQuery.parse(req.query));
    const items = months.map(({ month, credited, target, status, byKind, threadIds }) => ({ month, credited, target, status, byKind, threads: threadIds }));
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

const quotaJson = ({ slug, name, counter, byKind, lastPublishedAt }: TownLine) => ({
  slug,
  name,
  credited: counter.credited,
  byKind,
  target: counter.target,
  status: counter.status,
  lastPublishedAt,
  stale: isStale(lastPublishedAt, now()),
});

const townJson = ({ slug, name, threadCount, counter }: TownLine) => ({
  slug,
  name,
  threadCount,
  quota: { month: counter.month, credited: counter.credited, target: counter.target, status: counter.status },
});
