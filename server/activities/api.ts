import { Router } from "express";
import { idIn } from "../core/text-fields.ts";
import { guarded } from "../http/writes.ts";
import { readThread } from "../threads/thread-facts.ts";
import { activityJson } from "./activity-of.ts";
import { cancelActivity, holdActivity } from "./course.ts";
import { editActivity } from "./details.ts";
import { BookingInput, CancelActivityInput, EditActivityInput } from "./inputs.ts";
import { ownSignUp, signUpList } from "./sign-up-list.ts";
import { signUp, withdraw } from "./sign-ups.ts";

/** Activities as JSON; every route calls the same acts and read models as the pages. */
export function activitiesApi(): Router {
  const api = Router();
  const answer = async (id: number) => ({ activity: await activityJson(id) });

  api.get("/threads/:id/activity", async (req, res) => {
    const thread = await readThread(req.actor, idIn(req.params.id));
    res.json(await answer(thread.id));
  });
  api.put("/threads/:id/activity", ...guarded(), async (req, res) => {
    const { id } = await editActivity(req.actor, idIn(req.params.id), EditActivityInput.parse(req.body ?? {}));
    res.json(await answer(id));
  });
  api.post("/threads/:id/activity/cancellation", ...guarded(), async (req, res) => {
    const { id } = await cancelActivity(req.actor, idIn(req.params.id), CancelActivityInput.parse(req.body ?? {}).reason);
    res.json(await answer(id));
  });
  api.post("/threads/:id/activity/held", ...guarded(), async (req, res) => {
    const { id } = await holdActivity(req.actor, idIn(req.params.id));
    res.json(await answer(id));
  });

  api.get("/threads/:id/sign-ups", async (req, res) => {
    const { list } = await signUpList(req.actor, idIn(req.params.id));
    res.set("cache-control", "private, no-store").json(list);
  });
  api.get("/threads/:id/sign-up", async (req, res) => {
    const thread = await readThread(req.actor, idIn(req.params.id));
    res.set("cache-control", "private, no-store").json({ signUp: await ownSignUp(req.actor, thread.id) });
  });
  api.put("/threads/:id/sign-up", ...guarded(), async (req, res) => {
    const id = idIn(req.params.id);
    await signUp(req.actor, id, BookingInput.parse(req.body ?? {}));
    res.json({ signUp: await ownSignUp(req.actor, id) });
  });
  api.delete("/threads/:id/sign-up", ...guarded(), async (req, res) => {
    await withdraw(req.actor, idIn(req.params.id));
    res.status(204).end();
  });

  return api;
}
