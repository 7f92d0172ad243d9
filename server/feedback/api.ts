import { Router } from "express";
import { wholeThread } from "../forum/thread-json.ts";
import { guarded } from "../http/writes.ts";
import { idIn } from "../text-fields.ts";
import { dueExplained } from "./due-explained.ts";
import { offices } from "./offices.ts";
import { STEP_NAMES, STEPS } from "./steps.ts";

/** The workflow as JSON: each step answers with the thread. */
export function feedbackApi(): Router {
  const api = Router();

  api.get("/offices", async (_req, res) => {
    res.json({ items: (await offices()).map(({ slug, name, kind }) => ({ slug, name, kind })), nextCursor: null });
  });
  api.get("/threads/:id/due", async (req, res) => {
    const { thread: _, ...explained } = await dueExplained(req.actor, idIn(req.params.id));
    res.json(explained);
  });
  for (const name of STEP_NAMES) {
    api.post(`/threads/:id/${name}`, ...guarded(), async (req, res) => {
      const { id } = await STEPS[name].take(req.actor, idIn(req.params.id), req.body);
      res.json(await wholeThread(req.actor, id));
    });
  }

  return api;
}
