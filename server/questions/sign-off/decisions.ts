import { db, type Prisma } from "../../data/client.ts";
import type { Verdict } from "../workflow/sign-off-record.ts";
import { namesOf } from "./signers.ts";

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
export async function decisionsOn(threadId: number): Promise<SignOffDecisionView[]> {
  const rows = await db.signOffDecision.findMany({ where: { threadId }, orderBy: { id: "asc" } });
  const names = await namesOf(rows.flatMap(({ byId }) => byId ?? []));
  return rows.map((row) => decisionView(row, names));
}

/** What a signer of `office` sent its answer back with, for the form in which it is written on; null when that was not the latest decision. */
export async function sentBackAt(threadId: number, office: string): Promise<SignOffDecisionView | null> {
  const last = await db.signOffDecision.findFirst({ where: { threadId }, orderBy: { id: "desc" } });
  if (last?.decision !== "sent_back" || last.office !== office) return null; // another office's signer speaks to that office
  return decisionView(last, await namesOf([last.byId ?? 0]));
}

type DecisionRow = Prisma.SignOffDecisionGetPayload<Record<never, never>>;

const decisionView = ({ decision, step, byId, at, changed, remark }: DecisionRow, names: ReadonlyMap<number, string>): SignOffDecisionView => ({
  verdict: decision,
  step,
  by: byId === null ? null : (names.get(byId) ?? ""),
  at: at.toISOString(),
  changed,
  remark,
});
