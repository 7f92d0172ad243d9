import { db, transact } from "../../data/client.ts";
import { settleThread } from "../../forum/official-post.ts";
import { ASKING } from "../../kinds.ts";
import { assignmentOf } from "./assignment.ts";
import { officesText, receive } from "./receive.ts";

const AT_ONCE = 200;

/** Takes in the questions of a section that is older than the workflow; those that an office answered then are answered. @returns how many */
export async function adoptQuestions(): Promise<number> {
  const missing = await db.thread.findMany({
    where: { kind: { in: [...ASKING] }, offices: "" },
    select: { id: true, title: true, kind: true, townId: true, authorId: true, submittedAt: true, answeredAt: true, waitingSince: true, state: true },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  const known = await db.feedback.findMany({ where: { threadId: { in: missing.map(({ id }) => id) } }, select: { threadId: true } });
  const isKnown = new Set(known.map(({ threadId }) => threadId));
  const foundlings = missing.filter(({ id }) => !isKnown.has(id));
  for (const thread of foundlings) {
    await transact(async (tx, after) => {
      const assignment = await assignmentOf(tx, { kind: thread.kind, townId: thread.townId, categoryId: null });
      const asked = { threadId: thread.id, title: thread.title, kind: thread.kind, askerId: thread.authorId, categoryId: null, filedById: null };
      await receive(tx, after, { ...asked, channel: "online", at: thread.submittedAt }, assignment);
      await settleThread(tx, thread.id, { offices: officesText(assignment.office) });
      if (thread.answeredAt === null) return;
      await tx.feedback.update({ where: { threadId: thread.id }, data: { state: "closed", answeredAt: thread.answeredAt, closedAt: thread.answeredAt } });
      await tx.feedbackStep.create({
        data: { threadId: thread.id, at: thread.answeredAt, event: "answered", byId: null, office: assignment.office, note: "" },
      });
    });
  }
  return foundlings.length;
}
