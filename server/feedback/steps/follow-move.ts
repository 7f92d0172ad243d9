import { now } from "../../clock.ts";
import type { Tx } from "../../data/client.ts";
import type { After } from "../../events.ts";
import { ASKING, type Kind } from "../../kinds.ts";
import { assistingOf, townOffice } from "../offices/offices.ts";
import { stopSignOff } from "../sign-off/stop-sign-off.ts";
import { assignmentOf } from "./assignment.ts";
import { officesText, receive } from "./receive.ts";
import { isOpen } from "./workflow.ts";

interface Moved {
  id: number;
  title: string;
  kind: Kind;
  townId: number;
  authorId: number;
  submittedAt: Date;
}

/**
 * A thread became another kind or came to another board: what now asks is received, and what its old town was to answer passes to the
 * new one. In the transaction of the move.
 * @returns the offices as the thread's row is to keep them; null when they stay
 */
export async function followMove(tx: Tx, after: After, moved: Moved, fromTownId: number): Promise<string | null> {
  if (!ASKING.includes(moved.kind)) return null;
  const known = await tx.feedback.findUnique({ where: { threadId: moved.id } });
  if (!known) {
    const assignment = await assignmentOf(tx, { kind: moved.kind, townId: moved.townId, categoryId: null });
    const asked = {
      threadId: moved.id,
      title: moved.title,
      kind: moved.kind,
      askerId: moved.authorId,
      categoryId: null,
      channel: "online" as const,
      filedById: null,
    };
    await receive(tx, after, { ...asked, at: moved.submittedAt }, assignment);
    return officesText(assignment.office);
  }
  if (known.office !== townOffice(fromTownId) || fromTownId === moved.townId) return null;
  const office = townOffice(moved.townId);
  await stopSignOff(tx, { threadId: moved.id, office: known.office, byId: null }); // those who sign there are not those who sign here
  await tx.feedback.update({ where: { threadId: moved.id }, data: { office, toldDueAt: null, version: { increment: 1 } } });
  if (isOpen(known.state)) {
    await tx.feedbackStep.create({ data: { threadId: moved.id, at: now(), event: "assigned", byId: null, office, note: "", dueAt: known.dueAt } });
  }
  after("handling.changed", { threadId: moved.id, byId: null, what: "step" });
  return officesText(office, assistingOf(known));
}
