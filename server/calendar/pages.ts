import { type Request, type Response, Router } from "express";
import { allow } from "../access/permissions.ts";
import { url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { calendarYear, monthGrids, presentYear } from "./calendar-year.ts";
import { removeDay, setDay } from "./changing-days.ts";
import { type ImportedDay, importDays, previewImport } from "./import-days.ts";
import { CalendarDayInput, CalendarQuery, dateInput, ImportInput } from "./inputs.ts";
import { DAY_KINDS } from "./working-days.ts";

/** The administrators' page of the working calendar. */
export function calendarPages(pages: Pages): Router {
  const router = Router();

  router.get("/admin/calendar", (req, res) => showYear(req, res, null));
  router.post(
    "/admin/calendar",
    ...form(async (req, res) => {
      const day = CalendarDayInput.parse(req.body);
      await setDay(req.actor, day);
      backTo(req, res, day.date, "notice.daySet");
    }, showYear),
  );
  router.get("/admin/calendar/import", (req, res) => showImport(req, res, null));
  router.post(
    "/admin/calendar/import",
    ...form(
      async (req, res) => {
        const input = ImportInput.parse(req.body);
        if (req.body.confirmed !== "1") return showImport(req, res, { values: req.body, errors: [] }, await previewImport(req.actor, input));
        await importDays(req.actor, input);
        backTo(req, res, String(input.year), "notice.daysImported");
      },
      (req, res, failed) => showImport(req, res, failed),
    ),
  );
  router.post("/admin/calendar/:date/remove", ...guarded(), async (req, res) => {
    const date = dateInput.parse(req.params.date);
    await removeDay(req.actor, date);
    backTo(req, res, date, "notice.dayRemoved");
  });

  function backTo(req: Request, res: Response, date: string, notice: string) {
    req.session.notice = { key: notice };
    res.redirect(303, url("/admin/calendar", { year: date.slice(0, 4) }));
  }

  async function showImport(req: Request, res: Response, shown: Form | null, preview: ImportedDay[] | null = null) {
    allow(req.actor, "editCalendar", {});
    const year = CalendarQuery.safeParse({ year: req.query.year }).data?.year ?? presentYear() + 1;
    const page = { title: req.t("calendar.import"), scripts: ["calendar-import"] };
    await pages.show(req, res, "calendar/import", page, { form: shown, year, preview });
  }

  async function showYear(req: Request, res: Response, failed: Form | null) {
    allow(req.actor, "editCalendar", {});
    const date = dateInput.safeParse(failed ? failed.values.date : req.query.date).data ?? null;
    const asked = CalendarQuery.parse({ year: req.query.year ?? date?.slice(0, 4) });
    const year = await calendarYear(asked.year);
    const chosen = year.days.find((day) => day.date === date) ?? { date: date ?? "", kind: "", name: "", source: "" };
    const page = { title: req.t("calendar.titleOf", { year: year.year }), wide: true };
    await pages.show(req, res, "calendar/year", page, {
      ...year,
      form: failed,
      chosen,
      isNamed: chosen.kind !== "",
      kinds: DAY_KINDS,
      months: monthGrids(year),
    });
  }

  return router;
}
