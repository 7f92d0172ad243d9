import { type Response, Router } from "express";
import { idIn } from "../core/text-fields.ts";
import { calendarEntry, townCalendar } from "./calendar-of.ts";
import { iCalendar } from "./icalendar.ts";

/** One activity as a file for a calendar program, and a town's as a feed that it subscribes to; the same for every reader. */
export function activityCalendars(): Router {
  const router = Router();

  router.get("/threads/:id/activity.ics", async (req, res) => {
    const entry = await calendarEntry(idIn(req.params.id));
    res.attachment(`activity-${idIn(req.params.id)}.ics`);
    send(res, await iCalendar(entry.title, [entry]));
  });
  router.get("/towns/:slug/calendar.ics", async (req, res) => {
    const { name, entries } = await townCalendar(req.params.slug);
    send(res, await iCalendar(name, entries));
  });

  return router;
}

/** Express answers 304 to who has it already. */
const send = (res: Response, text: string) => void res.set("cache-control", "public, max-age=300").type("text/calendar; charset=utf-8").send(text);
