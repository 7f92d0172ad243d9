import { type Actor, isMember } from "../access/actor.ts";
import { can } from "../access/permissions.ts";
import { writeActivityBeside } from "../activities/activity-beside.ts";
import { now } from "../core/clock.ts";
import { ASKING } from "../core/kinds.ts";
import { Invalid, SignInNeeded } from "../core/problems.ts";
import type { Tx } from "../data/client.ts";
import { attachPictures } from "../media/adding.ts";
import { type SubmittedPost, transactOnce } from "../threads/submission.ts";
import { isBlank, writtenText } from "../threads/written-text.ts";
import { townBySlug } from "../towns/towns.ts";
import type { StartThreadInput } from "./inputs.ts";
import { publish } from "./publishing.ts";

/**
 * Opens a thread; the same submission arriving twice gives the first thread again.
 * Its activity and pictures are committed with it. @throws SignInNeeded, Invalid (unknown town, kind not for this account or not on this board)
 */
export async function startThread(actor: Actor, input: StartThreadInput): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  const text = writtenText(input.title, input.body); // slow and pure: not while others wait for the write queue
  if (isBlank(text)) throw new Invalid([{ path: "body", key: "required" }]);
  const once = { name: input.submission, resultOf: ({ threadId }: SubmittedPost) => ({ id: threadId }) };
  return transactOnce(actor.id, once, async (tx, after) => {
    const town = await townBySlug(tx, input.town, "town");
    if (!can(actor, "startThread", { kind: input.kind, townId: town.id })) throw new Invalid([refusal(actor)], 403);
    const at = now();
    const asks = ASKING.includes(input.kind);
    const thread = await publish(tx, after, {
      townId: town.id,
      kind: input.kind,
      title: input.title,
      text,
      authorId: actor.id,
      openedForTownId: townOfOffice(actor),
      submission: input.submission ?? null,
      recapOfId: input.recap?.ofId ?? null,
      private: asks && input.private === true,
      categoryId: asks ? await categoryId(tx, input.category ?? "") : null,
      channel: channelOf(actor, input),
      submittedAt: at,
      publishedAt: at,
    });
    await writeActivityBeside(tx, after, thread.id, input);
    await attachPictures(tx, after, thread.id, actor.id, input.pictures ?? []);
    return thread;
  });
}

/** @throws Invalid for a category that there is not */
async function categoryId(tx: Tx, slug: string): Promise<number | null> {
  if (slug === "") return null;
  const category = await tx.category.findFirst({ where: { slug, retiredAt: null }, select: { id: true } });
  if (!category) throw new Invalid([{ path: "category", key: "unknownCategory" }]);
  return category.id;
}

/** Staff files a question for someone who phoned or came in; everybody else asks online. */
const channelOf = (actor: Actor, { kind, channel = "online" }: Pick<StartThreadInput, "kind" | "channel">) =>
  ASKING.includes(kind) && can(actor, "fileForOthers", {}) ? channel : "online";

/** The town in whose name an association opens threads; null for everybody else. */
const townOfOffice = (actor: Actor): number | null => (actor.role === "association" ? actor.townId : null);

/** An association that chose another town's board chose the wrong town; anybody else chose the wrong kind. */
const refusal = (actor: Actor) => (actor.role === "association" ? { path: "town", key: "otherTown" } : { path: "kind", key: "kindNotAllowed" });
