import { type Tx, transact } from "../data/client.ts";
import { isPersonal, isPersonalTitle } from "./personal.ts";

const AT_ONCE = 200;

/** Looks through every title and text again: what was written before there were these rules, or by earlier ones. @returns how many differed */
export const markPersonal = async (): Promise<number> => (await throughAll(markTitles)) + (await throughAll(markTexts));

interface Marked {
  /** The last one looked at; null when there are no more. */
  last: number | null;
  differed: number;
}

async function throughAll(mark: (tx: Tx, after: number) => Promise<Marked>): Promise<number> {
  let differed = 0;
  for (let last: number | null = 0; last !== null; ) {
    const after: number = last;
    const marked = await transact((tx) => mark(tx, after));
    differed += marked.differed;
    last = marked.last;
  }
  return differed;
}

/** Edited meanwhile, it is marked by the edit: only the text that was looked at is marked here. */
async function markTitles(tx: Tx, after: number): Promise<Marked> {
  const rows = await tx.thread.findMany({
    where: { id: { gt: after } },
    select: { id: true, title: true, personalTitle: true },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  const different = rows.filter(({ title, personalTitle }) => isPersonalTitle(title) !== personalTitle);
  for (const { id, title, personalTitle } of different) await tx.thread.updateMany({ where: { id, title }, data: { personalTitle: !personalTitle } });
  return { last: rows.at(-1)?.id ?? null, differed: different.length };
}

async function markTexts(tx: Tx, after: number): Promise<Marked> {
  const rows = await tx.post.findMany({
    where: { id: { gt: after } },
    select: { id: true, body: true, html: true, personal: true },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  const different = rows.filter((post) => isPersonal(post) !== post.personal);
  for (const { id, body, personal } of different) await tx.post.updateMany({ where: { id, body }, data: { personal: !personal } });
  return { last: rows.at(-1)?.id ?? null, differed: different.length };
}
