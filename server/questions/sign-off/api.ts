import { Router } from "express";
import { idIn } from "../../core/text-fields.ts";
import { guarded } from "../../http/writes.ts";
import { signOffPage } from "../page/sign-off-page.ts";
import { sendAnswerBack, signAnswer, takeAnswerBack } from "../page/signing.ts";
import { wholeThread } from "../page/thread-json.ts";
import { SendBackInput, SignersInput, SignInput } from "./sign-off-inputs.ts";
import { setSignOff, signOffSettings } from "./sign-off-settings.ts";

/** Signing off an answer inside its office as JSON. */
export function signOffApi(): Router {
  const api = Router();

  api.get("/threads/:id/sign-off", async (req, res) => {
    const { waiting, decisions } = await signOffPage(req.actor, idIn(req.params.id));
    res.json({ waiting, decisions });
  });
  api.post("/threads/:id/sign-off", ...guarded(), async (req, res) => {
    const { id, published } = await signAnswer(req.actor, SignInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
    res.status(published ? 200 : 202).json(await wholeThread(req.actor, id));
  });
  api.post("/threads/:id/sign-off/return", ...guarded(), async (req, res) => {
    const { id } = await sendAnswerBack(req.actor, SendBackInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
    res.json(await wholeThread(req.actor, id));
  });
  api.delete("/threads/:id/sign-off", ...guarded(), async (req, res) => {
    const { id } = await takeAnswerBack(req.actor, idIn(req.params.id));
    res.json(await wholeThread(req.actor, id));
  });
  api.get("/offices/:slug/sign-off", async (req, res) => {
    const { members } = await signOffSettings(req.actor, String(req.params.slug));
    res.json({ signers: members.filter(({ step }) => step !== null) });
  });
  api.put("/offices/:slug/sign-off", ...guarded(), async (req, res) => {
    await setSignOff(req.actor, String(req.params.slug), SignersInput.parse(req.body));
    const { members } = await signOffSettings(req.actor, String(req.params.slug));
    res.json({ signers: members.filter(({ step }) => step !== null) });
  });

  return api;
}
