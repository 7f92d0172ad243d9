import { now } from "../../core/clock.ts";
import { record } from "../../data/audit.ts";
import type { Tx } from "../../data/client.ts";

export const VERDICTS = ["submitted", "signed", "sent_back", "taken_back"] as const;
export type Verdict = (typeof VERDICTS)[number];

interface Decision {
  threadId: number;
  office: string;
  /** The step (from 1) at which it was decided. */
  step: number | null;
  verdict: Verdict;
  /** Null: the question went elsewhere or the office's steps changed. */
  byId: number | null;
  changed?: boolean;
  remark?: string;
}

/** Puts a decision of the sign-off on the question's record and on the audit trail. */
export async function recordDecision(tx: Tx, { verdict, ...decision }: Decision): Promise<void> {
  await tx.signOffDecision.create({ data: { ...decision, decision: verdict, at: now() } });
  const { threadId, byId, ...detail } = decision;
  await record(tx, byId, `signOff.${verdict}`, `thread:${threadId}`, detail);
}
