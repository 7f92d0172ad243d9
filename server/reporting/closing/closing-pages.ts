import { type Request, type Response, Router } from "express";
import type { Month } from "../../calendar/month.ts";
import { monthIn } from "../../calendar/month-inputs.ts";
import { url } from "../../core/urls.ts";
import type { Form } from "../../http/answer-problems.ts";
import type { Pages } from "../../http/pages.ts";
import { form } from "../../http/writes.ts";
import { frozenMonth } from "../../quota/closing/frozen-month.ts";
import { quotaTabs } from "../../quota/quota-tabs.ts";
import { closeMonth } from "./close-month.ts";
import { correctMonth } from "./correct-month.ts";
import { CorrectionInput, ReopeningInput } from "./month-inputs.ts";
import { monthLine, monthsPage } from "./months-page.ts";
import { reopenMonth } from "./reopen-month.ts";

/** The administrators' pages of the month close. Each act has a page that says what it does, and asks. */
export function closingPages(pages: Pages): Router {
  const router = Router();

  router.get("/admin/quota/months", async (req, res) => {
    const model = { months: await monthsPage(req.actor), tabs: quotaTabs(req, "months") };
    await pages.show(req, res, "reporting/closing/months", { title: req.t("monthClose.title"), wide: true }, model);
  });

  router.get("/admin/quota/:month/close", asking("close-month"));
  router.post(
    "/admin/quota/:month/close",
    ...form(
      acting("notice.monthClosed", (req, month) => closeMonth(req.actor, month)),
      asking("close-month"),
    ),
  );

  router.get("/admin/quota/:month/correction", asking("correct-month"));
  router.post(
    "/admin/quota/:month/correction",
    ...form(
      acting("notice.monthCorrected", (req, month) => correctMonth(req.actor, month, CorrectionInput.parse(req.body))),
      asking("correct-month"),
    ),
  );

  router.get("/admin/quota/:month/reopening", asking("reopen-month"));
  router.post(
    "/admin/quota/:month/reopening",
    ...form(
      acting("notice.monthReopened", (req, month) => reopenMonth(req.actor, month, ReopeningInput.parse(req.body).reason)),
      asking("reopen-month"),
    ),
  );

  function asking(view: "close-month" | "correct-month" | "reopen-month") {
    return async (req: Request, res: Response, failed?: unknown) => {
      const line = await monthLine(req.actor, monthIn(req.params.month));
      const towns = (await frozenMonth(line.month))?.towns.map(({ slug, name, credited }) => ({ slug, name, credited })) ?? [];
      const shown = isForm(failed) ? failed : { values: { town: String(req.query.town ?? "") }, errors: [] };
      await pages.show(req, res, `reporting/closing/${view}`, { title: req.t("monthClose.title") }, { form: shown, line, towns });
    };
  }

  return router;
}

const acting = (notice: string, act: (req: Request, month: Month) => Promise<unknown>) => async (req: Request, res: Response) => {
  await act(req, monthIn(req.params.month));
  req.session.notice = { key: notice };
  res.redirect(303, url("/admin/quota/months"));
};

/** A page that is asked for gets Express's `next` in the place of a failed form. */
const isForm = (value: unknown): value is Form => typeof value === "object";
