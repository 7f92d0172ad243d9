import type { Kind } from "../core/kinds.ts";
import type { Prisma, Tx } from "../data/client.ts";
import { isPersonalTitle } from "./personal.ts";
import { writeWords } from "./thread-words.ts";
import type { WrittenText } from "./written-text.ts";

/** A thread's row, which is written in this module only: here by name for what other modules decide. */
export type ThreadColumns = Prisma.ThreadGetPayload<Record<never, never>>;

export interface NewThread {
  townId: number;
  kind: Kind;
  title: string;
  text: WrittenText;
  authorId: number;
  /** The town whose association opens it; null when someone else does. */
  openedForTownId: number | null;
  /** The month that it belongs to; null for what never counts. */
  quotaMonth: string | null;
  recapOfId?: number | null;
  /** Seen by the asker, the offices and administrators only. */
  private?: boolean;
  submission: string | null;
  /** The instant of submission for publication, and the one at which readers see it. */
  submittedAt: Date;
  publishedAt: Date;
}

/** Inserts a thread with its opening post and the words of its title. */
export async function insertThread(tx: Tx, { text, submission, ...columns }: NewThread): Promise<ThreadColumns> {
  const thread = await tx.thread.create({
    data: {
      ...columns,
      ...measuresOf(columns, text),
      personalTitle: isPersonalTitle(columns.title),
      lastPostAt: columns.publishedAt,
    },
  });
  const { id, title, townId, authorId, openedForTownId, publishedAt } = thread;
  if (!thread.private) await writeWords(tx, id, title);
  const { body, html, personal } = text;
  const place = { threadId: id, seq: 0, path: "", depth: 0, version: 1 };
  const official = openedForTownId === townId;
  await tx.post.create({ data: { ...place, authorId, body, html, personal, official, submission, createdAt: publishedAt } });
  return thread;
}

/** Measures the opening post's text anew. @param quotaMonth for a thread from before months were kept */
export const setMeasures = (tx: Tx, thread: Pick<ThreadColumns, "id" | "openedForTownId">, text: WrittenText, quotaMonth?: string): Promise<ThreadColumns> =>
  tx.thread.update({ where: { id: thread.id }, data: { ...measuresOf(thread, text), quotaMonth } });

/** Only what an association opened is compared with others. */
const measuresOf = ({ openedForTownId }: Pick<ThreadColumns, "openedForTownId">, { bodyLength, distinctCharacters, fingerprint }: WrittenText) => ({
  bodyLength,
  distinctCharacters,
  fingerprint: openedForTownId === null ? null : fingerprint,
});

/** On another board it is pinned no more. */
export const setPlace = (tx: Tx, thread: Pick<ThreadColumns, "id" | "townId">, place: Pick<ThreadColumns, "townId" | "kind">): Promise<ThreadColumns> =>
  tx.thread.update({ where: { id: thread.id }, data: { ...place, ...(place.townId !== thread.townId && { pinnedAt: null }) } });

export const setState = (tx: Tx, id: number, state: ThreadColumns["state"]): Promise<ThreadColumns> => tx.thread.update({ where: { id }, data: { state } });

export const setStatus = (tx: Tx, id: number, status: ThreadColumns["status"]): Promise<ThreadColumns> => tx.thread.update({ where: { id }, data: { status } });

export const setPinned = (tx: Tx, id: number, pinnedAt: Date | null): Promise<ThreadColumns> => tx.thread.update({ where: { id }, data: { pinnedAt } });

export const setPictureCount = (tx: Tx, id: number, pictureCount: number): Promise<ThreadColumns> =>
  tx.thread.update({ where: { id }, data: { pictureCount } });

/** A moderator's reason to credit it all the same; null: none any more. */
export const setGrant = (tx: Tx, id: number, grantReason: string | null): Promise<ThreadColumns> => tx.thread.update({ where: { id }, data: { grantReason } });

type CreditColumns = Pick<ThreadColumns, "id" | "creditedMonth" | "shortfall" | "duplicateOfId" | "similarity">;

/** What quota/crediting.ts decided. */
export const setCredit = (tx: Tx, { id, ...credit }: CreditColumns): Promise<ThreadColumns> => tx.thread.update({ where: { id }, data: credit });

type HandlingColumns = Partial<Pick<ThreadColumns, "offices" | "waitingSince" | "answeredAt">>;

/** Who handles a question, since when it waits, when it was answered. */
export const setHandling = (tx: Tx, id: number, handling: HandlingColumns): Promise<ThreadColumns> => tx.thread.update({ where: { id }, data: handling });
