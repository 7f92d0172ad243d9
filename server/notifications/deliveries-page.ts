import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { namesOf } from "../accounts/names.ts";
import { keysetPage, type Pager, pagerOf, readIdCursor } from "../core/paging.ts";
import { url } from "../core/urls.ts";
import { db } from "../data/client.ts";
import type { Letter } from "./letter.ts";
import type { DeliveryView } from "./outputs.ts";
import { sentencesOf, type Words } from "./sentences.ts";

const PER_PAGE = 50;

/** The mails that wait or were given up, newest first. @throws Forbidden */
export async function deliveriesPage(
  actor: Actor,
  words: Words,
  cursor: string | undefined,
): Promise<{ deliveries: DeliveryView[]; nextCursor: string | null; pager: Pager }> {
  allow(actor, "administrateMail", {});
  const before = readIdCursor(cursor);
  const found = await db.outboxItem.findMany({
    where: { channel: "mail", sentAt: null, ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: PER_PAGE + 1,
  });
  const { rows, nextCursor } = keysetPage(found, PER_PAGE, ({ id }) => [id]);
  const shown = rows.map((row) => ({ ...row, letter: JSON.parse(row.payload) as Letter }));
  const readerOf = await readersOf(shown.map(({ letter }) => letter));
  return {
    deliveries: shown.map(({ id, letter, createdAt, attempts, notBefore, failedAt, error }) => ({
      id,
      subject: sentencesOf(words, letter)[0]!,
      for: readerOf(letter),
      state: failedAt ? "failed" : "waiting",
      createdAt: createdAt.toISOString(),
      attempts,
      nextAt: failedAt ? null : notBefore.toISOString(),
      error,
    })),
    nextCursor,
    pager: pagerOf((to) => url("/admin/mail", { cursor: to }), { cursor, nextCursor }),
  };
}

async function readersOf(letters: readonly Letter[]): Promise<(letter: Letter) => string | null> {
  const nameOf = await namesOf(letters.map(({ to }) => ("accountId" in to ? to.accountId : null)));
  const recipientIds = letters.flatMap(({ to }) => ("recipientId" in to ? [to.recipientId] : []));
  const recipients = await db.mailRecipient.findMany({ where: { id: { in: recipientIds } }, select: { id: true, name: true } });
  return ({ to }) => {
    if ("accountId" in to) return nameOf(to.accountId);
    return "recipientId" in to ? (recipients.find(({ id }) => id === to.recipientId)?.name ?? null) : to.name;
  };
}
