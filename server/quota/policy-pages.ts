import { type Request, type Response, Router } from "express";
import type { Month } from "../calendar/month.ts";
import { monthInput } from "../calendar/month-inputs.ts";
import { presentMonth } from "../calendar/present-month.ts";
import { KINDS } from "../core/kinds.ts";
import { url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form } from "../http/writes.ts";
import { confirming } from "./confirming-pages.ts";
import { changePolicy, refusePastMonth } from "./policy/change-policy.ts";
import { policies } from "./policy/policies.ts";
import { policiesPage } from "./policy/policies-page.ts";
import { plainPolicyOf } from "./policy/policy.ts";
import { proposed } from "./policy/policy-change.ts";
import { formOfPolicy, policyOfForm } from "./policy/policy-form.ts";
import { MonthInput, PolicyInput } from "./policy/policy-inputs.ts";
import { quotaTabs } from "./quota-tabs.ts";

/** The administrators' page of what is owed from a month on. A change is shown with its effect before it is saved. */
export function policyPages(pages: Pages): Router {
  const router = Router();
  const { confirmed } = confirming(pages);

  router.get("/admin/quota/policies", (req, res) => showPolicies(req, res, null));
  router.post(
    "/admin/quota/policies",
    ...form(
      confirmed("policies", showPolicies, (req) => {
        const { month } = MonthInput.parse(req.body);
        const input = PolicyInput.parse(policyOfForm(req.body));
        refusePastMonth(month);
        return { month, change: (decided) => proposed(decided, month, input, () => undefined), save: () => changePolicy(req.actor, month, input) };
      }),
      showPolicies,
    ),
  );

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

  return router;
}
