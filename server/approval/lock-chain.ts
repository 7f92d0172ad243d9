import type { Tx } from "../data/client.ts";
import { hold } from "../data/locks.ts";

/**
 * Until the transaction ends nobody else sets the office's chain for `texts`, sends a text into it or signs there. Taken before the chain
 * and what waits in it are read, and after the rows of questions: who holds a chain waits for no question.
 */
export const lockChain = (tx: Pick<Tx, "$executeRaw">, texts: "answers" | "drafts", office: string): Promise<void> => hold(tx, `chain:${texts}:${office}`);
