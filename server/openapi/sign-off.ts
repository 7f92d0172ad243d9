import { z } from "zod";
import { ThreadJson as Thread } from "../questions/page/thread-json.ts";
import { SendBackInput, SignersInput, SignInput } from "../questions/sign-off/sign-off-inputs.ts";
import { VERDICTS } from "../questions/workflow/sign-off-record.ts";
import { idPath, instant, orAccepts, reads, slugPath, whole, writes } from "./words.ts";

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
      z.object({ verdict: z.enum(VERDICTS), step: whole.nullable(), by: z.string().nullable(), at: instant, changed: z.boolean(), remark: z.string() }),
    ),
  })
  .meta({ id: "SignOff" });
const Signers = z.object({ signers: z.array(z.object({ username: z.string(), displayName: z.string(), step: whole })) }).meta({ id: "Signers" });

/** Signing an answer off inside its office. */
export const signOffPaths = {
  "/threads/{id}/sign-off": {
    get: reads("The answer that waits for a signature, and its record; for those who handle the question", SignOff, { requestParams: idPath }),
    post: orAccepts(
      writes(
        "Sign it, as it stands or changed; 202 when another signature follows, the last one publishes it",
        "200",
        Thread,
        SignInput.omit({ threadId: true }),
        idPath,
      ),
      Thread,
    ),
    delete: writes("Take it out of the sign-off, to go on writing", "200", Thread, null, idPath),
  },
  "/threads/{id}/sign-off/return": {
    post: writes("Send it back to who sent it in, with what is to be changed", "200", Thread, SendBackInput.omit({ threadId: true }), idPath),
  },
  "/offices/{slug}/sign-off": {
    get: reads("Who signs off the answers of an office (administrators)", Signers, { requestParams: slugPath }),
    put: writes("Set it; nobody: answers are published at once (administrators)", "200", Signers, SignersInput, slugPath),
  },
};
