import { Router } from "express";
import { idIn } from "../../core/text-fields.ts";
import { guarded } from "../../http/writes.ts";
import type { WholeThread } from "../../threads/panel.ts";
import { OverdueQuery, overdue } from "./overdue-page.ts";
import { remindOffice } from "./remind-office.ts";

/** What is late, and reminding its office, as JSON. */
export function overdueApi(wholeThread: WholeThread): Router {
  const api = Router();

  api.get("/overdue", async (req, res) => {
    const { rows, counts, nextCursor } = await overdue(req.actor, OverdueQuery.parse(req.query));
    res.json({ items: rows.map(({ remindUrl: _, ...row }) => row), counts, nextCursor });
  });
  api.post("/threads/:id/reminder", ...guarded(), async (req, res) => {
    const { id } = await remindOffice(req.actor, idIn(req.params.id));
    res.json(await wholeThread(req.actor, id));
  });

  return api;
}
