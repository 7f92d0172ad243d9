import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/permissions.ts";
import type { FeedbackState } from "../../core/kinds.ts";
import { ASKING } from "../../core/kinds.ts";
import { Invalid, NotFound } from "../../core/problems.ts";
import { Prisma, type Tx } from "../../data/client.ts";
import type { MergeInput, ReasonInput, StepInput } from "./inputs.ts";
import { partyOf, type StepContext, takeStep } from "./take-step.ts";
import { handlers } from "./telling.ts";

/** Not answered, with a public reason. */
export const decline = (actor: Actor, input: ReasonInput): Promise<{ id: number }> =>
  takeStep(actor, input, "declined", async (context) => ({
    data: { closedAt: context.at },
    note: input.reason,
    alsoTell: [{ accounts: await othersAtIt(actor, context), kind: "feedback_declined" }],
  }));

/** The asker needs no answer any more: nobody is to work on it. */
export const withdraw = (actor: Actor, input: StepInput): Promise<{ id: number }> =>
  takeStep(actor, input, "withdrawn", async (context) => ({
    data: { closedAt: context.at },
    alsoTell: [{ accounts: await othersAtIt(actor, context), kind: "feedback_withdrawn" }],
  }));

/** Those who handle a question that somebody else ends: whoever is of the lead office ends its own matter. */
const othersAtIt = async (actor: Actor, { tx, feedback }: StepContext): Promise<number[]> => (partyOf(actor, feedback).isLead ? [] : handlers(tx, feedback));

/** The same matter as another question: its asker, its followers and those with the same problem are told what becomes of that one. @throws Invalid (itself; merged, withdrawn or declined already), NotFound (private, no question) */
export const merge = (actor: Actor, input: MergeInput): Promise<{ id: number }> =>
  takeStep(
    actor,
    input,
    "merged",
    async (context) => {
      const { tx, at, thread, feedback } = context;
      const into = await tx.feedback.findUnique({ where: { threadId: input.into } });
      const target = await tx.thread.findUnique({ where: { id: input.into } });
      const isOthers = target?.private && into?.askerId !== feedback.askerId;
      // What the actor may not read is not found out either, also when it is the same asker's.
      if (!into || !target || target.state === "removed" || !ASKING.includes(target.kind) || isOthers || !can(actor, "readThread", target))
        throw new NotFound("cannotMerge");
      const refused = into.threadId === thread.id ? "mergeIntoItself" : UNANSWERED[into.state];
      if (refused) throw new Invalid([{ path: "into", key: refused }]);
      if (!target.private) await followInstead(tx, thread.id, into, feedback.askerId);
      const alsoTell = [{ accounts: await othersAtIt(actor, context), kind: "feedback_merged" as const }];
      return { data: { mergedIntoId: into.threadId, closedAt: at }, note: input.reason, alsoTell };
    },
    [input.into], // two that are merged into each other at once: the second finds the first merged
  );

/** Stages of a question from which no answer comes any more, so that nobody is to wait for it: why one is not merged into it. */
const UNANSWERED: Partial<Record<FeedbackState, string>> = { merged: "mergeIntoMerged", withdrawn: "mergeIntoWithdrawn", declined: "mergeIntoDeclined" };

/**
 * Whoever waits for one question waits for the other from now on. Raw SQL: all of them in one statement, and two merges into the same
 * question at once both go on; Prisma's createMany cannot leave out what is there already on SQLite.
 */
const followInstead = (tx: Tx, threadId: number, into: { threadId: number; askerId: number }, askerId: number): Promise<unknown> =>
  tx.$executeRaw(Prisma.sql`
    INSERT INTO "Follower" ("threadId", "accountId")
    SELECT CAST(${into.threadId} AS INTEGER), w."accountId" FROM (
      SELECT f."accountId" FROM "Follower" f WHERE f."threadId" = ${threadId}
      UNION SELECT s."accountId" FROM "Support" s WHERE s."threadId" = ${threadId}
      UNION SELECT CAST(${askerId} AS INTEGER)
    ) w WHERE w."accountId" <> ${into.askerId}
    ON CONFLICT ("threadId", "accountId") DO NOTHING`);
