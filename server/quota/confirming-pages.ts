import type { Request, Response } from "express";
import type { Month } from "../calendar/month.ts";
import { KINDS } from "../core/kinds.ts";
import { url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { townLinks } from "../towns/towns.ts";
import type { Policies } from "./policy/policy.ts";
import { policyEffect } from "./policy/policy-effect.ts";
import { quotaTabs } from "./quota-tabs.ts";

/** A change that is shown with its effect before it is saved. */
export interface Proposal {
  month: Month;
  change: (policies: Policies, townIdOf: (slug: string) => number | undefined) => Policies;
  save: () => Promise<unknown>;
}

type ShowForm = (req: Request, res: Response, form: Form) => Promise<void>;

/** How a page asks before it saves: without scripts, with everything typed carried along. */
export function confirming(pages: Pages) {
  /** The first press shows what the change does, the second saves; "edit" goes back to the form. @param tab the page's name in its address */
  const confirmed = (tab: string, showForm: ShowForm, proposalOf: (req: Request) => Proposal) => async (req: Request, res: Response) => {
    const { _csrf, step, ...values } = req.body as Record<string, string>;
    if (step === "edit") return showForm(req, res, { values, errors: [] });
    const { month, change, save } = proposalOf(req);
    if (step === "save") {
      await save();
      return done(req, res, tab, "notice.saved");
    }
    const effect = await policyEffect(req.actor, month, change);
    const townName = (await townLinks()).find(({ slug }) => slug === values.town)?.name ?? null;
    const model = { tab, tabs: quotaTabs(req, tab), action: url(`/admin/quota/${tab}`), values, month, kinds: KINDS, townName, ...effect };
    await pages.show(req, res, "quota/policy-preview", { title: req.t("policy.previewTitle") }, model);
  };

  /** Back to the page, which says what was done. */
  function done(req: Request, res: Response, tab: string, notice: string): void {
    req.session.notice = { key: notice };
    res.redirect(303, url(`/admin/quota/${tab}`));
  }

  return { confirmed, done };
}
