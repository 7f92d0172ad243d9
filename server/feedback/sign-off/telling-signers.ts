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

/** What can become of an answer that was sent in. */
type Outcome = "answerSentBack" | "answerSigned" | "answerTakenBack" | "answerElsewhere" | "answerNotNeeded";

/** Who sent it in is told what became of it. */
export const tellSender = (
  tx: Tx,
  after: After,
  { id, title, private: isPrivate }: Question & { private: boolean },
  senderId: number | null,
  kind: Outcome,
  version: number,
): Promise<void> =>
  notify(tx, after, senderId === null ? [] : [senderId], {
    kind,
    args: { title },
    path: PATHS[kind](id, isPrivate),
    key: `sign-off:${id}:${version}:${kind}`,
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
