import { type Chain, signersAt } from "../../approval/chain.ts";
import type { After } from "../../core/events.ts";
import type { Tx } from "../../data/client.ts";
import { type NamedThread, notifyOfThread } from "../../notifications/notify-of-thread.ts";

/** What waits: the draft's version makes each notice its own. */
interface Waiting {
  chain: Chain;
  step: number;
  submittedById: number | null;
  version: number;
}

/** Who signs next is told that an answer waits. */
export const tellSigners = (tx: Tx, after: After, question: NamedThread, { chain, step, submittedById, version }: Waiting): Promise<void> =>
  notifyOfThread(
    tx,
    after,
    signersAt(chain, step, submittedById).map(({ accountId }) => accountId),
    question,
    {
      kind: "answerWaits",
      path: `/threads/${question.id}/feedback/sign-off`,
      key: `sign-off:${question.id}:${version}`,
    },
  );

/** What can become of an answer that was sent in. */
type Outcome = "answerSentBack" | "answerSigned" | "answerTakenBack" | "answerElsewhere" | "answerNotNeeded";

/** Who sent it in is told what became of it. */
export const tellSender = (tx: Tx, after: After, question: NamedThread, senderId: number | null, kind: Outcome, version: number): Promise<void> =>
  notifyOfThread(tx, after, senderId === null ? [] : [senderId], question, {
    kind,
    path: PATHS[kind](question.id, question.private),
    key: `sign-off:${question.id}:${version}:${kind}`,
  });

const toThread = (id: number) => `/threads/${id}`;
const toDraft = (id: number) => `/threads/${id}/feedback/answer`;
const PATHS: Record<Outcome, (id: number, isPrivate: boolean) => string> = {
  answerSentBack: toDraft,
  answerTakenBack: toDraft,
  answerSigned: toThread,
  answerNotNeeded: toThread,
  answerElsewhere: (id, isPrivate) => (isPrivate ? "/desk" : toThread(id)), // another office's now: nobody here reads a private one
};
