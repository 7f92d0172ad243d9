import type { Tx } from "../../data/client.ts";
import type { After } from "../../events.ts";
import { notify } from "../../notifications/notify.ts";
import { type SignOffChain, signersAt } from "./sign-off.ts";

interface Question {
  id: number;
  title: string;
}

/** What waits: the draft's version makes each notice its own. */
interface Waiting {
  chain: SignOffChain;
  step: number;
  submittedById: number | null;
  version: number;
}

/** Who signs next is told that an answer waits. */
export const tellSigners = (tx: Tx, after: After, { id, title }: Question, { chain, step, submittedById, version }: Waiting): Promise<void> =>
  notify(tx, after, signersAt(chain, step, submittedById), {
    kind: "answerWaits",
    args: { title },
    path: `/threads/${id}/feedback/sign-off`,
    key: `sign-off:${id}:${version}`,
  });

/** Who sent it in is told what became of it. */
export const tellSender = (
  tx: Tx,
  after: After,
  { id, title }: Question,
  senderId: number | null,
  kind: "answerSentBack" | "answerSigned" | "answerTakenBack",
  version: number,
): Promise<void> =>
  notify(tx, after, senderId === null ? [] : [senderId], {
    kind,
    args: { title },
    path: kind === "answerSigned" ? `/threads/${id}` : `/threads/${id}/feedback/answer`,
    key: `sign-off:${id}:${version}:${kind}`,
  });
