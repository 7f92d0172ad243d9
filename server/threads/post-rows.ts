import { z } from "zod";
import type { Role } from "../access/actor.ts";
import { type KeysetPage, keysetPage, readCursor, writeCursor } from "../core/paging.ts";
import { db, Prisma } from "../data/client.ts";
import { type Office, officeNames } from "../offices/offices.ts";
import type { PostOrder } from "./inputs.ts";
import type { Answers } from "./official-post.ts";

export interface PostRow {
  id: number;
  threadId: number;
  parentId: number | null;
  seq: number;
  path: string;
  depth: number;
  authorId: number;
  body: string;
  html: string;
  /** The text may hold personal numbers: `postFor` tells what a reader sees of it. */
  personal: boolean;
  official: boolean;
  /** The slug of the office in whose name it was written. */
  office: string | null;
  answers: Answers | null;
  state: "published" | "removed";
  listed: boolean;
  listedReplies: number;
  version: number;
  createdAt: Date;
  editedAt: Date | null;
  removedById: number | null;
  username: string;
  displayName: string;
  role: Role;
  authorTown: string | null;
  parentAuthor: string | null;
}

/**
 * A keyset page of a thread's listed replies.
 * Raw SQL: 31 rows with their authors in 0.3 ms instead of 1.0 (docs/benchmarks.md), on every thread view.
 */
export async function postsPage(threadId: number, order: PostOrder, limit: number, cursor?: string): Promise<KeysetPage<PostRow>> {
  const { compare, by } = ORDERS[order];
  const after = cursorOf(order, cursor);
  const beyond = after === null ? Prisma.empty : compare(after);
  const rows = await selectPosts(Prisma.sql`p."threadId" = ${threadId} AND p."listed" = ${true} AND p."seq" > 0 ${beyond} ORDER BY ${by} LIMIT ${limit + 1}`);
  return keysetPage(rows, limit, (row) => placeIn(order, row));
}

/** The cursor of the page before the one that `first` begins: null when that is the first page, undefined when there is none. */
export async function cursorBefore(first: PostRow, order: PostOrder, limit: number): Promise<string | null | undefined> {
  const before = await placesBefore(first, order, limit + 1);
  if (before.length === 0) return undefined;
  return before.length <= limit ? null : writeCursor(placeIn(order, before.at(-1)!));
}

/** The cursor of a page on which `post` stands, at the cost of one page wherever it is; null is the first page. */
export async function cursorShowing(post: Place & { threadId: number }, order: PostOrder, limit: number): Promise<string | null> {
  const before = await placesBefore(post, order, limit);
  if (before.length < limit) return null;
  return writeCursor(placeIn(order, before[Math.min(CONTEXT, limit - 1)]!));
}

/** So many posts are shown before the one that a permalink names. */
const CONTEXT = 3;

/** The opening post of a thread. */
export async function openingPost(threadId: number): Promise<PostRow> {
  const [row] = await openingPosts([threadId]);
  return row!;
}

/** The opening posts of threads, in no order. */
export const openingPosts = async (threadIds: readonly number[]): Promise<PostRow[]> =>
  threadIds.length === 0 ? [] : selectPosts(Prisma.sql`p."threadId" IN (${Prisma.join([...threadIds])}) AND p."seq" = 0`);

/** One post, or null. */
export async function postRow(id: number): Promise<PostRow | null> {
  const [row] = await selectPosts(Prisma.sql`p."id" = ${id}`);
  return row ?? null;
}

/** The posts that changed after `since`, in the order of their versions; unlisted ones among them. */
export const rowsSince = (threadId: number, since: number, limit: number): Promise<PostRow[]> =>
  selectPosts(Prisma.sql`p."threadId" = ${threadId} AND p."version" > ${since} ORDER BY p."version", p."id" LIMIT ${limit}`);

/** All posts of a thread whose last change made exactly `version`. */
export const rowsOfVersion = (threadId: number, version: number): Promise<PostRow[]> =>
  selectPosts(Prisma.sql`p."threadId" = ${threadId} AND p."version" = ${version} ORDER BY p."id"`);

/** Listed posts of a thread by their ids, in the order of arrival. */
export const rowsOf = (threadId: number, ids: readonly number[]): Promise<PostRow[]> =>
  selectPosts(Prisma.sql`p."threadId" = ${threadId} AND p."listed" = ${true} AND p."id" IN (${Prisma.join([...ids])}) ORDER BY p."seq"`);

async function selectPosts(where: Prisma.Sql): Promise<PostRow[]> {
  const rows = await db.$queryRaw<(PostRow & { parentOffice: string | null })[]>(Prisma.sql`
    SELECT p."id", p."threadId", p."parentId", p."seq", p."path", p."depth", p."authorId", p."body", p."html", p."personal", p."official", p."office", p."answers", p."state", p."listed", p."listedReplies",
           p."version", p."createdAt", p."editedAt", p."removedById", a."username", a."displayName", a."role", o."name" AS "authorTown", b."displayName" AS "parentAuthor",
           CASE WHEN f."answers" IS NULL THEN NULL ELSE f."office" END AS "parentOffice"
    FROM "Post" p JOIN "Account" a ON a."id" = p."authorId" LEFT JOIN "Town" o ON o."id" = a."townId"
      LEFT JOIN "Post" f ON f."id" = p."parentId" LEFT JOIN "Account" b ON b."id" = f."authorId"
    WHERE ${where}`);
  const offices = await officeNames();
  return rows.map(({ parentOffice, ...row }) => {
    const parent = parentOffice === null ? undefined : offices.get(parentOffice);
    return inOfficesName({ ...row, parentAuthor: parent?.name ?? row.parentAuthor }, row.office === null ? undefined : offices.get(row.office));
  });
}

/** The office speaks, not the clerk (domain.md, "Feedback, exactly"): nobody learns who wrote an answer or a progress update. */
function inOfficesName(row: PostRow, office: Office | undefined): PostRow {
  const known = { ...row, office: office?.slug ?? null };
  return row.answers === null || !office ? known : { ...known, username: office.slug, displayName: office.name, role: "responder", authorTown: null };
}

type Place = { path: string; seq: number };

/** The nearest places before `post` in `order`, nearest first. */
const placesBefore = ({ threadId, path, seq }: Place & { threadId: number }, order: PostOrder, limit: number) =>
  db.$queryRaw<Place[]>(Prisma.sql`
    SELECT p."path", p."seq" FROM "Post" p WHERE p."threadId" = ${threadId} AND p."listed" = ${true} AND p."seq" > 0
      ${ORDERS[order].before({ path, seq })} ORDER BY ${ORDERS[order].reverse} LIMIT ${limit}`);

const ORDERS = {
  tree: {
    compare: (after: string | number) => Prisma.sql`AND p."path" > ${after}`,
    before: ({ path }: Place) => Prisma.sql`AND p."path" < ${path}`,
    by: Prisma.sql`p."path" ASC`,
    reverse: Prisma.sql`p."path" DESC`,
  },
  oldest: {
    compare: (after: string | number) => Prisma.sql`AND p."seq" > ${after}`,
    before: ({ seq }: Place) => Prisma.sql`AND p."seq" < ${seq}`,
    by: Prisma.sql`p."seq" ASC`,
    reverse: Prisma.sql`p."seq" DESC`,
  },
  newest: {
    compare: (after: string | number) => Prisma.sql`AND p."seq" < ${after}`,
    before: ({ seq }: Place) => Prisma.sql`AND p."seq" > ${seq}`,
    by: Prisma.sql`p."seq" DESC`,
    reverse: Prisma.sql`p."seq" ASC`,
  },
} as const;

const TreeCursor = z.tuple([
  z.literal("tree"),
  z
    .string()
    .regex(/^[0-9A-Za-z]+$/)
    .max(2600),
]);
const SeqCursor = z.tuple([z.enum(["oldest", "newest"]), z.number().int().nonnegative()]);

const placeIn = (order: PostOrder, { path, seq }: Place) => [order, order === "tree" ? path : seq] as const;

function cursorOf(order: PostOrder, cursor: string | undefined): string | number | null {
  const place = readCursor<[string, string | number]>(cursor, order === "tree" ? TreeCursor : SeqCursor);
  return place?.[1] ?? null;
}
