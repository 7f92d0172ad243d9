import { z } from "zod";
import type { Actor } from "../../access/actor.ts";
import { instant, whole } from "../../core/output-fields.ts";
import { accepted } from "../../http/api-operation.ts";
import { apiRouter } from "../../http/api-router.ts";
import { signOffPage } from "../page/sign-off-page.ts";
import { sendAnswerBack, signAnswer, takeAnswerBack } from "../page/signing.ts";
import { ThreadJson, wholeThread } from "../page/thread-json.ts";
import { VERDICTS } from "../workflow/sign-off-record.ts";
import { SendBackInput, SignersInput, SignInput } from "./sign-off-inputs.ts";
import { setSignOff, signOffSettings } from "./sign-off-settings.ts";

/** Signing an answer off inside its office. */
export const signOffApi = apiRouter();

const SignOff = z
  .object({
    waiting: z
      .object({
        draft: z.object({ body: z.string(), html: z.string(), version: whole, sentBy: z.string() }),
        steps: z.array(z.object({ step: whole, state: z.enum(["signed", "now", "later"]), signers: z.array(z.string()) })),
        may: z.object({ sign: z.boolean(), takeBack: z.boolean() }),
      })
      .nullable(),
    decisions: z.array(
      z.object({
        verdict: z.enum(VERDICTS),
        step: whole.nullable(),
        by: z.string().nullable(),
        at: instant,
        changed: z.boolean(),
        remark: z.string(),
      }),
    ),
  })
  .meta({ id: "SignOff" });
const Signers = z.object({ signers: z.array(z.object({ username: z.string(), displayName: z.string(), step: whole })) }).meta({ id: "Signers" });

signOffApi.get("/threads/:id/sign-off", {
  summary: "The answer that waits for a signature, and its record; for those who handle the question",
  answers: { 200: SignOff },
  handle: async (req, { id }) => {
    const { waiting, decisions } = await signOffPage(req.actor, id);
    return { waiting, decisions };
  },
});

signOffApi.post("/threads/:id/sign-off", {
  summary: "Sign it, as it stands or changed; 202 when another signature follows, the last one publishes it",
  body: SignInput.omit({ threadId: true }),
  answers: { 200: ThreadJson, 202: ThreadJson },
  handle: async (req, { id, body }) => {
    const { published } = await signAnswer(req.actor, { ...body, threadId: id });
    const thread = await wholeThread(req.actor, id);
    return published ? thread : accepted(thread);
  },
});

signOffApi.delete("/threads/:id/sign-off", {
  summary: "Take it out of the sign-off, to go on writing",
  answers: { 200: ThreadJson },
  handle: async (req, { id }) => {
    await takeAnswerBack(req.actor, id);
    return wholeThread(req.actor, id);
  },
});

signOffApi.post("/threads/:id/sign-off/return", {
  summary: "Send it back to who sent it in, with what is to be changed",
  body: SendBackInput.omit({ threadId: true }),
  answers: { 200: ThreadJson },
  handle: async (req, { id, body }) => {
    await sendAnswerBack(req.actor, { ...body, threadId: id });
    return wholeThread(req.actor, id);
  },
});

signOffApi.get("/offices/:slug/sign-off", {
  summary: "Who signs off the answers of an office (administrators)",
  answers: { 200: Signers },
  handle: (req, { slug }) => signersOf(req.actor, slug),
});

signOffApi.put("/offices/:slug/sign-off", {
  summary: "Set it; nobody: answers are published at once (administrators)",
  body: SignersInput,
  answers: { 200: Signers },
  handle: async (req, { slug, body }) => {
    await setSignOff(req.actor, slug, body);
    return signersOf(req.actor, slug);
  },
});

async function signersOf(actor: Actor, slug: string) {
  const { members } = await signOffSettings(actor, slug);
  return { signers: members.flatMap(({ step, ...member }) => (step === null ? [] : { ...member, step })) };
}
