import { type Actor, isAdministrator, officesOf } from "../access/actor.ts";
import { can, type ThreadFacts } from "../access/permissions.ts";
import { publicThreads } from "../access/visible-threads.ts";
import { type DateText, dateOf } from "../calendar/working-days.ts";
import { now } from "../core/clock.ts";
import { config } from "../core/config.ts";
import { keysetPage, type Pager, pagerOf, readIdCursor } from "../core/paging.ts";
import { NotFound } from "../core/problems.ts";
import { threadUrl, url } from "../core/urls.ts";
import { db, type Prisma } from "../data/client.ts";
import { officeNames } from "../offices/offices.ts";
import { wordsOf } from "../text/words.ts";
import type { KnowledgeQuery } from "./knowledge-inputs.ts";
import { answerAsShown, questionAsShown } from "./knowledge-text.ts";
import { entriesLike } from "./knowledge-words.ts";
import type { KnowledgeEntry, KnowledgeLine } from "./outputs.ts";

export type KnowledgeEntryView = KnowledgeEntry & { may: { edit: boolean } };

export interface KnowledgeList {
  entries: KnowledgeLine[];
  nextCursor: string | null;
  pager: Pager;
}

/** From this likeness on an entry is found. */
const FOUND = 0.3;
const MOST_WORDS = 16;

/** The public entries, newest first, by words and category. */
export async function knowledgeList({ q = "", category, limit, cursor }: KnowledgeQuery): Promise<KnowledgeList> {
  const words = wordsOf(q, MOST_WORDS);
  const found = words.length === 0 ? null : [...(await entriesLike(words))].filter(([, share]) => share >= FOUND).map(([id]) => id);
  const where = { retiredAt: null, ...(category && { categoryId: await categoryIdOf(category) }) };
  const link = (to: string | null) => url("/knowledge", { q, category, cursor: to });
  return page({ ...where, ...(found && { id: { in: found } }) }, limit, cursor, link);
}

/** What is due for review or was given up, of the reader's offices; of all for administrators. @throws NotFound for who keeps none */
export async function knowledgeToReview(actor: Actor, { limit, cursor }: Pick<KnowledgeQuery, "limit" | "cursor">): Promise<KnowledgeList> {
  const own = officesOf(actor);
  if (own.length === 0 && !isAdministrator(actor)) throw new NotFound();
  const where = { OR: [{ reviewOn: { lte: today() } }, { retiredAt: { not: null } }], ...(!isAdministrator(actor) && { office: { in: own } }) };
  return page(where, limit, cursor, (to) => url("/knowledge/review", { cursor: to }));
}

/** One entry. @throws NotFound; one that was given up for who does not keep it */
export async function knowledgeEntry(actor: Actor, id: number): Promise<KnowledgeEntryView> {
  const entry = await db.knowledgeEntry.findUnique({ where: { id } });
  const keeps = entry !== null && can(actor, "keepKnowledge", { office: entry.office, private: false });
  if (!entry || (entry.retiredAt && !keeps)) throw new NotFound();
  const source = await db.thread.findFirst({ where: { id: entry.threadId, ...publicThreads.where }, select: { id: true } });
  const [line] = await lines([entry]);
  return {
    ...line!,
    html: answerAsShown(entry.html),
    body: keeps ? entry.answer : null,
    version: entry.editedAt.getTime(),
    sourceUrl: source && threadUrl(source.id),
    may: { edit: keeps },
  };
}

/** What a thread's page says of the entry made of it. */
export interface KnowledgeLinks {
  entryUrl: string | null;
  addUrl: string | null;
}

/** The entry made of a thread's answer, or where one is made of it; the thread was read before. */
export async function knowledgeOf(actor: Actor, thread: ThreadFacts & { id: number }): Promise<KnowledgeLinks> {
  const entry = await db.knowledgeEntry.findUnique({ where: { threadId: thread.id }, select: { id: true, retiredAt: true, office: true } });
  const keeps = (office: string) => can(actor, "keepKnowledge", { office, private: thread.private });
  if (entry) return { entryUrl: entry.retiredAt && !keeps(entry.office) ? null : url(`/knowledge/${entry.id}`), addUrl: null };
  if (officesOf(actor).length === 0 && !isAdministrator(actor)) return { entryUrl: null, addUrl: null };
  const latest = await db.officialAnswer.findFirst({ where: { threadId: thread.id }, orderBy: { id: "desc" }, select: { office: true } });
  return { entryUrl: null, addUrl: latest && keeps(latest.office) ? `${threadUrl(thread.id)}/knowledge` : null };
}

async function page(
  where: Prisma.KnowledgeEntryWhereInput,
  limit: number,
  cursor: string | undefined,
  link: (to: string | null) => string,
): Promise<KnowledgeList> {
  const before = readIdCursor(cursor);
  const found = await db.knowledgeEntry.findMany({
    where: before === null ? where : { AND: [where, { id: { lt: before } }] },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const { rows, nextCursor } = keysetPage(found, limit, ({ id }) => [id]);
  return { entries: await lines(rows), nextCursor, pager: pagerOf(link, { cursor, nextCursor }) };
}

type Row = Prisma.KnowledgeEntryGetPayload<Record<never, never>>;

async function lines(rows: readonly Row[]): Promise<KnowledgeLine[]> {
  const ids = rows.flatMap(({ categoryId }) => categoryId ?? []);
  const [names, found] = await Promise.all([officeNames(), db.category.findMany({ where: { id: { in: ids } }, select: { id: true, slug: true, name: true } })]);
  const categoryOf = new Map(found.map(({ id, ...category }) => [id, category]));
  return rows.map((row) => ({
    id: row.id,
    url: url(`/knowledge/${row.id}`),
    question: questionAsShown(row.question),
    office: names.get(row.office)?.name ?? "",
    category: (row.categoryId && categoryOf.get(row.categoryId)) || null,
    reviewOn: row.reviewOn,
    reviewDue: row.reviewOn <= today(),
    retired: row.retiredAt !== null,
    editedAt: row.editedAt.toISOString(),
  }));
}

const today = (): DateText => dateOf(now(), config().timeZone);

const categoryIdOf = async (slug: string): Promise<number> => (await db.category.findUnique({ where: { slug }, select: { id: true } }))?.id ?? 0;
