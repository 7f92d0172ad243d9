import { Router } from "express";
import { guarded } from "../http/writes.ts";
import { calendarYear } from "./calendar-year.ts";
import { removeDay, setDay } from "./changing-days.ts";
import { importDays, previewImport } from "./import-days.ts";
import { CalendarDayInput, CalendarQuery, dateInput, ImportInput } from "./inputs.ts";

/** The working calendar as JSON: everybody reads it, administrators change it. */
export function calendarApi(): Router {
  const api = Router();

  api.get("/calendar", async (req, res) => {
    const { year, missing, days } = await calendarYear(CalendarQuery.parse(req.query).year);
    res.json({ year, missing, items: days, nextCursor: null });
  });
  api.post("/calendar/import", ...guarded(), async (req, res) => {
    const input = ImportInput.parse(req.body);
    const items = await previewImport(req.actor, input);
    if (req.body.dryRun !== true) await importDays(req.actor, input);
    res.json({ items, nextCursor: null });
  });
  api.put("/calendar/:date", ...guarded(), async (req, res) => {
    const day = CalendarDayInput.parse({ ...req.body, date: req.params.date });
    await setDay(req.actor, day);
    res.json(day);
  });
  api.delete("/calendar/:date", ...guarded(), async (req, res) => {
    await removeDay(req.actor, dateInput.parse(req.params.date));
    res.status(204).end();
  });

  return api;
}
