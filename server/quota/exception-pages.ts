import { type Request, type Response, Router } from "express";
import { presentMonth } from "../calendar/present-month.ts";
import { url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { townLinks } from "../towns/towns.ts";
import { confirming, type Proposal } from "./confirming-pages.ts";
import { changeTownTarget, refusePastMonth, withdrawTownTarget } from "./policy/change-policy.ts";
import { exempt, withdrawExemption } from "./policy/exempting.ts";
import { policiesPage } from "./policy/policies-page.ts";
import type { Policies } from "./policy/policy.ts";
import { withExemption, withTownTarget } from "./policy/policy-change.ts";
import { ExemptionInput, TownMonthInput, TownTargetInput } from "./policy/policy-inputs.ts";
import { quotaTabs } from "./quota-tabs.ts";

/** The administrators' pages of single towns: their own targets, and exemptions. */
export function exceptionPages(pages: Pages): Router {
  const router = Router();
  const { confirmed, done } = confirming(pages);

  router.get("/admin/quota/targets", (req, res) => showTargets(req, res, null));
  router.post(
    "/admin/quota/targets",
    ...form(
      confirmed("targets", showTargets, (req) => {
        const input = TownTargetInput.parse(req.body);
        const { month, target } = input;
        refusePastMonth(month);
        return {
          month,
          change: ofTown(input.town, (decided, id) => withTownTarget(decided, month, id, target)),
          save: () => changeTownTarget(req.actor, input),
        };
      }),
      showTargets,
    ),
  );
  router.post("/admin/quota/targets/withdrawal", ...guarded(), async (req, res) => {
    await withdrawTownTarget(req.actor, TownMonthInput.parse(req.body));
    done(req, res, "targets", "notice.decisionWithdrawn");
  });

  router.get("/admin/quota/exemptions", (req, res) => showExemptions(req, res, null));
  router.post(
    "/admin/quota/exemptions",
    ...form(
      confirmed("exemptions", showExemptions, (req) => {
        const input = ExemptionInput.parse(req.body);
        const { month, reason } = input;
        return { month, change: ofTown(input.town, (decided, id) => withExemption(decided, month, id, reason)), save: () => exempt(req.actor, input) };
      }),
      showExemptions,
    ),
  );
  router.post("/admin/quota/exemptions/withdrawal", ...guarded(), async (req, res) => {
    await withdrawExemption(req.actor, TownMonthInput.parse(req.body));
    done(req, res, "exemptions", "notice.decisionWithdrawn");
  });

  async function showTargets(req: Request, res: Response, failed: Form | null) {
    const { targets } = await policiesPage(req.actor);
    const chosen = targets.find(({ slug, month }) => slug === req.query.town && month === req.query.month);
    const form = failed ?? {
      values: chosen ? { town: chosen.slug, month: chosen.month, target: String(chosen.target ?? "") } : { month: presentMonth() },
      errors: [],
    };
    const shown = targets.map((line) => ({ ...line, editUrl: url("/admin/quota/targets", { town: line.slug, month: line.month }) }));
    await pages.show(
      req,
      res,
      "quota/targets",
      { title: req.t("policy.targets") },
      { form, targets: shown, towns: await townLinks(), tabs: quotaTabs(req, "targets") },
    );
  }

  async function showExemptions(req: Request, res: Response, failed: Form | null) {
    const { exemptions } = await policiesPage(req.actor);
    const chosen = exemptions.find(({ slug, month }) => slug === req.query.town && month === req.query.month);
    const form = failed ?? {
      values: chosen ? { town: chosen.slug, month: chosen.month, reason: chosen.reason, note: chosen.note } : { month: presentMonth() },
      errors: [],
    };
    const shown = exemptions.map((line) => ({ ...line, editUrl: url("/admin/quota/exemptions", { town: line.slug, month: line.month }) }));
    const model = { form, exemptions: shown, towns: await townLinks(), tabs: quotaTabs(req, "exemptions") };
    await pages.show(req, res, "quota/exemptions", { title: req.t("policy.exemptions") }, model);
  }

  return router;
}

/** An unknown town changes nothing here; saving refuses it. */
const ofTown =
  (slug: string, change: (policies: Policies, townId: number) => Policies): Proposal["change"] =>
  (decided, townIdOf) => {
    const townId = townIdOf(slug);
    return townId === undefined ? decided : change(decided, townId);
  };
