import { db, type Tx } from "../data/client.ts";
import { isDuplicate } from "../data/conflicts.ts";
/** The post that this account already made with this submission, if any. */
export async function sameSubmission(tx: { post: Pick<Tx["post"], "findUnique"> }, authorId: number, submission: string | undefined) {
  if (submission === undefined) return null;
  return tx.post.findUnique({ where: { authorId_submission: { authorId, submission } }, select: { id: true, threadId: true } });
}

/** Two equal submissions at the same moment: the one that the unique index refuses takes the other's result. */
export async function orEarlier<T>(
  authorId: number,
  submission: string | undefined,
  attempt: () => Promise<T>,
  of: (post: { id: number; threadId: number }) => T,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const earlier = isDuplicate(error) ? await sameSubmission(db, authorId, submission) : null;
    if (!earlier) throw error;
    return of(earlier);
  }
}
