import { type Request, type Response, Router } from "express";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { KINDS } from "../kinds.ts";
import { townLinks } from "../towns/towns.ts";
import { url } from "../urls.ts";
import { changePolicy, changeTownTarget, withdrawTownTarget } from "./change-policy.ts";
import { presentMonth } from "./counter.ts";
import { exempt, withdrawExemption } from "./exempting.ts";
import { monthInput } from "./inputs.ts";
import type { Month } from "./month.ts";
import { policies } from "./policies.ts";
import { policiesPage } from "./policies-page.ts";
import { type Policies, plainPolicyOf } from "./policy.ts";
import { proposed, withExemption, withTownTarget } from "./policy-change.ts";
import { policyEffect } from "./policy-effect.ts";
import { formOfPolicy, policyOfForm } from "./policy-form.ts";
import { ExemptionInput, MonthInput, PolicyInput, TownMonthInput, TownTargetInput } from "./policy-inputs.ts";
import { quotaTabs } from "./quota-tabs.ts";

/** A change that is shown with its effect before it is saved. */
interface Proposal {
  month: Month;
  change: (policies: Policies, townIdOf: (slug: string) => number | undefined) => Policies;
  save: () => Promise<unknown>;
}

/** The administrators' pages of what is owed: policies, towns' own targets, exemptions. Each change is shown with its effect first. */
export function policyPages(pages: Pages): Router {
  const router = Router();

  router.get("/admin/quota/policies", (req, res) => showPolicies(req, res, null));
  router.post(
    "/admin/quota/policies",
    ...form(
      confirmed("policies", showPolicies, (req) => {
        const { month } = MonthInput.parse(req.body);
        const input = PolicyInput.parse(policyOfForm(req.body));
        return { month, change: (decided) => proposed(decided, month, input, () => undefined), save: () => changePolicy(req.actor, month, input) };
      }),
      showPolicies,
    ),
  );

  router.get("/admin/quota/targets", (req, res) => showTargets(req, res, null));
  router.post(
    "/admin/quota/targets",
    ...form(
      confirmed("targets", showTargets, (req) => {
        const input = TownTargetInput.parse(req.body);
        const { month, target } = input;
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

  /** First shows what the change does, with everything typed kept in the page; saves when that page says so; "edit" goes back to the form. */
  function confirmed(tab: string, showForm: (req: Request, res: Response, form: Form) => Promise<void>, proposalOf: (req: Request) => Proposal) {
    return async (req: Request, res: Response) => {
      const values = Object.fromEntries(Object.entries(req.body as Record<string, string>).filter(([name]) => !["_csrf", "step"].includes(name)));
      if (req.body.step === "edit") return showForm(req, res, { values, errors: [] });
      const { month, change, save } = proposalOf(req);
      if (req.body.step === "save") {
        await save();
        return done(req, res, tab, "notice.saved");
      }
      const effect = await policyEffect(req.actor, month, change);
      const names = await townLinks();
      const model = {
        tab,
        tabs: quotaTabs(req, tab),
        action: url(`/admin/quota/${tab}`),
        values,
        month,
        kinds: KINDS,
        townName: names.find(({ slug }) => slug === values.town)?.name ?? null,
      };
      await pages.show(req, res, "quota/policy-preview", { title: req.t("policy.previewTitle") }, { ...model, ...effect });
    };
  }

  function done(req: Request, res: Response, tab: string, notice: string): void {
    req.session.notice = { key: notice };
    res.redirect(303, url(`/admin/quota/${tab}`));
  }

  async function showPolicies(req: Request, res: Response, failed: Form | null) {
    const { policies: lines } = await policiesPage(req.actor);
    const month = presentMonth();
    const start = monthInput.catch(month).parse(req.query.from ?? month);
    const form = failed ?? { values: formOfPolicy(plainPolicyOf(await policies(), start), start < month ? month : start), errors: [] };
    const editUrl = (from: Month | null) => url("/admin/quota/policies", { from });
    const shown = lines.map((line) => ({ ...line, editUrl: line.month !== null && line.month >= month ? editUrl(line.month) : null }));
    await pages.show(
      req,
      res,
      "quota/policies",
      { title: req.t("policy.title"), wide: true },
      { form, decided: shown, kinds: KINDS, tabs: quotaTabs(req, "policies") },
    );
  }

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
