import type { After } from "../core/events.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { ifTaken } from "../data/conflicts.ts";

/** What came of a submission. */
export interface SubmittedPost {
  id: number;
  threadId: number;
}

/** A form's or client's own name for what it sends: the same one never makes two posts. */
export interface Submission<Result> {
  name: string | undefined;
  /** The result again, from the post that the submission made. */
  resultOf: (post: SubmittedPost) => Result;
}

/**
 * Does `work` in a transaction, unless the account sent the same submission before: then gives what came of that. Of two equal ones at
 * the same moment, the one that the unique index refuses takes the other's result.
 */
export function transactOnce<Result>(
  authorId: number,
  { name, resultOf }: Submission<Result>,
  work: (tx: Tx, after: After) => Promise<Result>,
): Promise<Result> {
  const attempt = () =>
    transact(async (tx, after) => {
      const earlier = await sameSubmission(tx, authorId, name);
      return earlier ? resultOf(earlier) : work(tx, after);
    });
  return ifTaken(attempt, async (error) => {
    const earlier = await sameSubmission(db, authorId, name);
    if (!earlier) throw error;
    return resultOf(earlier);
  });
}

/** The post that this account already made with this submission, if any. */
export async function sameSubmission(
  tx: { post: Pick<Tx["post"], "findUnique"> },
  authorId: number,
  submission: string | undefined,
): Promise<SubmittedPost | null> {
  if (submission === undefined) return null;
  return tx.post.findUnique({ where: { authorId_submission: { authorId, submission } }, select: { id: true, threadId: true } });
}
