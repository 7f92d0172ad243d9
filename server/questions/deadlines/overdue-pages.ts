import { Router } from "express";
import { idIn } from "../../core/text-fields.ts";
import { safeReturn, url } from "../../core/urls.ts";
import type { Pages } from "../../http/pages.ts";
import { guarded } from "../../http/writes.ts";
import { OverdueQuery, overduePage } from "./overdue-page.ts";
import { remindOffice } from "./remind-office.ts";

/** The administrators' board of what is late, with a reminder at one press. */
export function overduePages(pages: Pages): Router {
  const router = Router();

  router.get("/admin/overdue", async (req, res) => {
    const model = await overduePage(req.actor, OverdueQuery.parse(req.query));
    await pages.show(req, res, "questions/deadlines/overdue", { title: req.t("overdue.title"), wide: true }, model);
  });
  router.post("/threads/:id/remind", ...guarded(), async (req, res) => {
    await remindOffice(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.officeReminded" };
    res.redirect(303, req.body?.returnTo ? safeReturn(req.body.returnTo) : url("/admin/overdue"));
  });

  return router;
}
