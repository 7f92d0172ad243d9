import { db, type Tx, transact } from "../data/client.ts";
import { inBatchesById } from "../data/in-batches.ts";
import { isPersonal, isPersonalTitle } from "./personal.ts";

/** Looks through every title and text again: what was written before there were these rules, or by earlier ones. @returns how many differed */
export const markPersonal = async (): Promise<number> => (await markTitles()) + (await markTexts());

const markTitles = (): Promise<number> =>
  mark(
    (after, take) => db.thread.findMany({ where: { id: { gt: after } }, select: { id: true, title: true, personalTitle: true }, orderBy: { id: "asc" }, take }),
    ({ title, personalTitle }) => isPersonalTitle(title) !== personalTitle,
    (tx, { id, title, personalTitle }) => tx.thread.updateMany({ where: { id, title }, data: { personalTitle: !personalTitle } }),
  );

const markTexts = (): Promise<number> =>
  mark(
    (after, take) =>
      db.post.findMany({ where: { id: { gt: after } }, select: { id: true, body: true, html: true, personal: true }, orderBy: { id: "asc" }, take }),
    (post) => isPersonal(post) !== post.personal,
    (tx, { id, body, personal }) => tx.post.updateMany({ where: { id, body }, data: { personal: !personal } }),
  );

/** @param turn changes only the text that was looked at: one that was edited meanwhile was marked by the edit */
async function mark<Row extends { id: number }>(
  read: (after: number, take: number) => Promise<Row[]>,
  isWrong: (row: Row) => boolean,
  turn: (tx: Tx, row: Row) => Promise<unknown>,
): Promise<number> {
  let differed = 0;
  for await (const rows of inBatchesById(read)) {
    const wrong = rows.filter(isWrong);
    differed += wrong.length;
    await transact(async (tx) => {
      for (const row of wrong) await turn(tx, row);
    });
  }
  return differed;
}
