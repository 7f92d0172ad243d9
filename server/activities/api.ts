import { Router } from "express";
import { readThread } from "../forum/thread-facts.ts";
import { guarded } from "../http/writes.ts";
import { idIn } from "../text-fields.ts";
import { activityJson } from "./activity-of.ts";
import { editActivity } from "./details.ts";
import { ActivityInput } from "./inputs.ts";

/** Activities as JSON; every route calls the same acts and read models as the pages. */
export function activitiesApi(): Router {
  const api = Router();

  api.get("/threads/:id/activity", async (req, res) => {
    const thread = await readThread(req.actor, idIn(req.params.id));
    res.json({ activity: await activityJson(thread.id) });
  });
  api.put("/threads/:id/activity", ...guarded(), async (req, res) => {
    const { id } = await editActivity(req.actor, idIn(req.params.id), ActivityInput.parse(req.body ?? {}));
    res.json({ activity: await activityJson(id) });
  });

  return api;
}
