import { Router } from "express";
import { adminCounts } from "../../admin/towns-page.ts";
import { yearsMissing } from "../../calendar/calendar-year.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import type { Pages } from "../../http/pages.ts";
import { figuresOf, townLines } from "../../quota/counting/counter.ts";

/** The administrators' home: what there is to administer, and how the month stands. */
export function adminHomePages(pages: Pages): Router {
  const router = Router();

  router.get("/admin", async (req, res) => {
    const counts = await adminCounts(req.actor);
    const month = presentMonth();
    const figures = { ...(await figuresOf(month, await townLines(month))), previous: null };
    await pages.show(
      req,
      res,
      "admin/home",
      { title: req.t("admin.title"), scripts: ["quota"], live: true },
      { ...counts, figures, yearsMissing: await yearsMissing() },
    );
  });

  return router;
}
