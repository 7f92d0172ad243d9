import { type Actor, isMember } from "../actor.ts";
import { now } from "../clock.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { isDuplicate } from "../data/conflicts.ts";
import { ASKING } from "../kinds.ts";
import { can } from "../people/permissions.ts";
import { Invalid, SignInNeeded } from "../problems.ts";
import { creditOf } from "./crediting.ts";
import type { StartThreadInput } from "./inputs.ts";
import { renderMarkup, visibleLength } from "./markup.ts";
import { changeTally } from "./tally.ts";

/**
 * Opens a thread; the same submission arriving twice gives the first thread again.
 * @throws SignInNeeded, Invalid (unknown town, kind not for this account or not on this board)
 */
export async function startThread(actor: Actor, input: StartThreadInput): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  const html = renderMarkup(input.body); // slow and pure: not while others wait for the write queue
  const bodyLength = visibleLength(html);
  if (bodyLength === 0) throw new Invalid([{ path: "body", key: "required" }]);
  const attempt = () =>
    transact(async (tx, after) => {
      const earlier = await sameSubmission(tx, actor.id, input.submission);
      if (earlier) return { id: earlier.threadId };
      const town = await tx.town.findUnique({ where: { slug: input.town }, select: { id: true } });
      if (!town) throw new Invalid([{ path: "town", key: "unknownTown" }]);
      if (!can(actor, "startThread", { kind: input.kind, townId: town.id })) throw new Invalid([refusal(actor)], 403);
      const at = now();
      const openedForTownId = actor.role === "association" ? actor.townId : null;
      const facts = { kind: input.kind, townId: town.id, openedForTownId, bodyLength, publishedAt: at };
      const creditedMonth = creditOf({ ...facts, state: "published" });
      const waitingSince = ASKING.includes(input.kind) ? at : null;
      const thread = await tx.thread.create({
        data: { ...facts, title: input.title, authorId: actor.id, creditedMonth, lastPostAt: at, waitingSince },
        select: { id: true },
      });
      await tx.post.create({
        data: {
          threadId: thread.id,
          seq: 0,
          path: "",
          depth: 0,
          authorId: actor.id,
          body: input.body,
          html,
          official: openedForTownId === town.id,
          version: 1,
          submission: input.submission ?? null,
          createdAt: at,
        },
      });
      await changeTally(tx, town.id, 1);
      after("thread.started", { threadId: thread.id, townId: town.id });
      if (creditedMonth) after("quota.changed", { month: creditedMonth, townId: town.id });
      return thread;
    });
  return orEarlier(actor.id, input.submission, attempt, (post) => ({ id: post.threadId }));
}

/** The post that this account already made with this submission, if any. */
export async function sameSubmission(tx: { post: Pick<Tx["post"], "findUnique"> }, authorId: number, submission: string | undefined) {
  if (submission === undefined) return null;
  return tx.post.findUnique({ where: { authorId_submission: { authorId, submission } }, select: { id: true, threadId: true } });
}

/** Two equal submissions at the same moment: the one that the unique index refuses takes the other's result. */
export async function orEarlier<T>(
  authorId: number,
  submission: string | undefined,
  attempt: () => Promise<T>,
  of: (post: { id: number; threadId: number }) => T,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const earlier = isDuplicate(error) ? await sameSubmission(db, authorId, submission) : null;
    if (!earlier) throw error;
    return of(earlier);
  }
}

/** An association that chose another town's board chose the wrong town; anybody else chose the wrong kind. */
const refusal = (actor: Actor) => (actor.role === "association" ? { path: "town", key: "otherTown" } : { path: "kind", key: "kindNotAllowed" });
