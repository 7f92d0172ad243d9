import { type Actor, isMember } from "../access/actor.ts";
import { Problem } from "../core/problems.ts";
import { db } from "../data/client.ts";
import { closeTo } from "../questions/asker/suggestions.ts";
import { forecast, isMendable } from "../quota/forecast.ts";
import { sameSubmission } from "../threads/submission.ts";
import { isBlank, writtenText } from "../threads/written-text.ts";
import { townLinks } from "../towns/towns.ts";
import type { StartThreadInput } from "./inputs.ts";

/** Publishing what will not count is asked about once. @throws Problem: the form again, with why and a button that publishes anyway */
export async function warnOfShortfall(actor: Actor, { town, kind, title, body, pictures = [] }: StartThreadInput): Promise<void> {
  const told = await forecast(actor, { town, kind, title, body, pictures: pictures.length });
  if (told && isMendable(told)) throw new Problem(422, "wouldNotCount");
}

/** What `showSimilar` throws. */
export const SIMILAR = "similarFound";

/** Whoever asks what may be answered already is told once, with everything that was typed. @throws Problem: the form again, with them and a button */
export async function showSimilar(actor: Actor, input: StartThreadInput): Promise<void> {
  if (input.kind !== "QUESTION" || !isMember(actor)) return;
  if (!(await isComplete(input)) || (await closeTo(actor, input.title)).length === 0) return;
  // Asked last: the same form sent at the same moment may be what it is like.
  if (!(await sameSubmission(db, actor.id, input.submission))) throw new Problem(422, SIMILAR);
}

const isComplete = async ({ title, body, town }: StartThreadInput): Promise<boolean> =>
  !isBlank(writtenText(title, body)) && (await townLinks()).some(({ slug }) => slug === town);
