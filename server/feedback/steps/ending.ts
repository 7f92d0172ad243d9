import type { Actor } from "../../actor.ts";
import { can } from "../../people/permissions.ts";
import { Invalid, NotFound } from "../../problems.ts";
import type { MergeInput, ReasonInput, StepInput } from "./inputs.ts";
import { takeStep } from "./take-step.ts";

/** Not answered, with a public reason. */
export const decline = (actor: Actor, input: ReasonInput): Promise<{ id: number }> =>
  takeStep(actor, input, "declined", async ({ at }) => ({ data: { closedAt: at }, note: input.reason }));

/** The asker needs no answer any more. */
export const withdraw = (actor: Actor, input: StepInput): Promise<{ id: number }> =>
  takeStep(actor, input, "withdrawn", async ({ at }) => ({ data: { closedAt: at } }));

/** The same matter as another question: its asker and followers are told what becomes of that one. @throws Invalid (itself, merged already), NotFound (private, no question) */
export const merge = (actor: Actor, input: MergeInput): Promise<{ id: number }> =>
  takeStep(actor, input, "merged", async ({ tx, at, thread, feedback }) => {
    const into = await tx.feedback.findUnique({ where: { threadId: input.into } });
    const target = await tx.thread.findUnique({ where: { id: input.into } });
    const isOthers = target?.private && into?.askerId !== feedback.askerId;
    // What the actor may not read is not found out either, also when it is the same asker's.
    if (!into || !target || target.state === "removed" || isOthers || !can(actor, "readThread", target)) throw new NotFound("cannotMerge");
    if (into.threadId === thread.id || into.state === "merged") throw new Invalid([{ path: "into", key: "cannotMerge" }]);
    const followers = await tx.follower.findMany({ where: { threadId: thread.id }, select: { accountId: true } });
    for (const accountId of new Set([feedback.askerId, ...followers.map((each) => each.accountId)])) {
      const key = { threadId: into.threadId, accountId };
      if (accountId !== into.askerId && !target.private) await tx.follower.upsert({ where: { threadId_accountId: key }, create: key, update: {} });
    }
    return { data: { mergedIntoId: into.threadId, closedAt: at }, note: input.reason };
  });
