import { z } from "zod";
import type { Actor } from "../../access/actor.ts";
import { FEEDBACK_STATES } from "../../core/kinds.ts";
import { whole } from "../../core/output-fields.ts";
import { NotFound } from "../../core/problems.ts";
import { threadUrl, url } from "../../core/urls.ts";
import { db } from "../../data/client.ts";
import { officeNames } from "../../offices/offices.ts";
import { readThread } from "../../threads/thread-facts.ts";
import { wholeThread } from "./thread-json.ts";

/** Of a private question that went to another office, what the one who passed it on knows anyway. */
export const PassedOnJson = z
  .object({
    id: whole,
    url: z.string(),
    feedback: z.object({ state: z.enum(FEEDBACK_STATES), office: z.string().nullable() }),
  })
  .meta({ id: "PassedOn", description: "Of a private question that the office handles no longer: it cannot read the thread any more." });

/** The thread as who just took a step on it may read it; the step itself may have ended that. @throws NotFound */
export const threadAfterStep = async (actor: Actor, threadId: number) => (await ifReadable(wholeThread(actor, threadId))) ?? (await passedOn(threadId));

/** Where a browser goes after a step: to the thread, or to the desk from which it went. */
export async function whereNext(actor: Actor, threadId: number): Promise<{ url: string; passedOn: boolean }> {
  const thread = await ifReadable(readThread(actor, threadId));
  return thread ? { url: threadUrl(threadId), passedOn: false } : { url: url("/desk"), passedOn: true };
}

async function passedOn(threadId: number): Promise<z.infer<typeof PassedOnJson>> {
  const feedback = await db.feedback.findUnique({ where: { threadId }, select: { state: true, office: true } });
  if (!feedback) throw new NotFound();
  const office = feedback.office ? ((await officeNames()).get(feedback.office)?.slug ?? null) : null;
  return { id: threadId, url: threadUrl(threadId), feedback: { state: feedback.state, office } };
}

const ifReadable = <T>(reading: Promise<T>): Promise<T | null> =>
  reading.catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
