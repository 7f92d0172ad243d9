import { decisionsView } from "../../approval/chain-view.ts";
import { db, type Prisma } from "../../data/client.ts";
import type { Verdict } from "../workflow/sign-off-record.ts";

/** What somebody did with an answer in its sign-off. */
export interface SignOffDecisionView {
  verdict: Verdict;
  step: number | null;
  /** Null: nobody's doing, the question went elsewhere. */
  by: string | null;
  at: string;
  changed: boolean;
  remark: string;
}

/** Everything that was decided about the answers to a question, oldest first, for those of whom it is known that they handle it. */
export const decisionsOn = async (threadId: number): Promise<SignOffDecisionView[]> =>
  viewOf(await db.signOffDecision.findMany({ where: { threadId }, orderBy: { id: "asc" } }));

/** What a signer of `office` sent its answer back with, for the form in which it is written on; null when that was not the latest decision. */
export async function sentBackAt(threadId: number, office: string): Promise<SignOffDecisionView | null> {
  const last = await db.signOffDecision.findFirst({ where: { threadId }, orderBy: { id: "desc" } });
  if (last?.decision !== "sent_back" || last.office !== office) return null; // another office's signer speaks to that office
  return (await viewOf([last]))[0]!;
}

const viewOf = async (rows: readonly Prisma.SignOffDecisionGetPayload<Record<never, never>>[]): Promise<SignOffDecisionView[]> =>
  (await decisionsView(rows)).map(({ decision, step, by, at, changed, remark }) => ({
    verdict: decision,
    step,
    by: by?.displayName ?? null,
    at,
    changed,
    remark,
  }));
