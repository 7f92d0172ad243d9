import type { Tx } from "../data/client.ts";
import type { After } from "../events.ts";
import { ASKING, type Kind } from "../kinds.ts";
import { fingerprintOf } from "../quota/duplicates.ts";
import { credit, monthOfPublication } from "./crediting.ts";
import { contentOf, renderMarkup, textOf, visibleLength } from "./markup.ts";
import { changeTally } from "./tally.ts";

/** A text as it is kept: rendered and measured before the transaction, because that is slow and pure. */
export interface WrittenText {
  body: string;
  html: string;
  bodyLength: number;
  distinctCharacters: number;
  fingerprint: string;
}

/** Renders and measures a text. @param title what is said there belongs to what is compared */
export function writtenText(title: string, body: string): WrittenText {
  const html = renderMarkup(body);
  return { body, html, ...contentOf(html), fingerprint: fingerprintOf(`${title}\n${textOf(html)}`) };
}

/** Whether a reader would see anything at all. */
export const isBlank = ({ html }: WrittenText): boolean => visibleLength(html) === 0;

export interface Publication {
  townId: number;
  kind: Kind;
  title: string;
  text: WrittenText;
  authorId: number;
  /** The town whose association opens it; null when someone else does. */
  openedForTownId: number | null;
  submission: string | null;
  recapOfId?: number | null;
  /** The instant of submission for publication, and the one at which readers see it. */
  submittedAt: Date;
  publishedAt: Date;
}

/** Makes a thread public, credited by the rules, in the transaction of the act that decides it. */
export async function publish(tx: Tx, after: After, { text, submission, ...thread }: Publication): Promise<{ id: number }> {
  const { body, html, ...measured } = text;
  const { townId, kind, openedForTownId, publishedAt } = thread;
  await changeTally(tx, townId, 1); // first: it waits for a month that is being closed, which then takes nothing more
  const quotaMonth = openedForTownId === null ? null : await monthOfPublication(tx, thread);
  const { id } = await tx.thread.create({
    data: {
      ...thread,
      bodyLength: measured.bodyLength,
      distinctCharacters: measured.distinctCharacters,
      fingerprint: openedForTownId === null ? null : measured.fingerprint,
      quotaMonth,
      lastPostAt: publishedAt,
      waitingSince: ASKING.includes(kind) ? publishedAt : null,
    },
    select: { id: true },
  });
  await tx.post.create({
    data: {
      threadId: id,
      seq: 0,
      path: "",
      depth: 0,
      authorId: thread.authorId,
      body,
      html,
      official: openedForTownId === townId,
      version: 1,
      submission,
      createdAt: publishedAt,
    },
  });
  await credit(tx, after, { id, openedForTownId, quotaMonth });
  after("thread.started", { threadId: id, townId });
  return { id };
}
