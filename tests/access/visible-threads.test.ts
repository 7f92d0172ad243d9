import { beforeAll, describe, expect, test } from "vitest";
import { type Actor, ANYONE, type Member, ROLES } from "../../server/access/actor.ts";
import { can, type ThreadFacts } from "../../server/access/permissions.ts";
import { inAll, knownThreads, publicThreads, publishedThreads, type ThreadSet, threadsOf, visibleThreads } from "../../server/access/visible-threads.ts";
import { now } from "../../server/core/clock.ts";
import { db, Prisma, transact } from "../../server/data/client.ts";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";
import { visitor } from "../visitor.ts";

const site = useSite();
const OFFICES = ["", "|town:1|", "|town:12|department:3|", "|department:4|town:2|"];
const all: (ThreadFacts & { id: number })[] = [];
const actors: Actor[] = [ANYONE];

/** A thread of every kind that decides who reads it, and somebody of every role, town and department. */
beforeAll(async () => {
  const town = await makeTown("liuhe", "浏河镇");
  const [me, other] = [(await visitor(site, "resident")).member, (await visitor(site, "resident")).member];
  for (const role of ROLES) for (const townId of [null, 1, 2]) for (const departmentId of [null, 3, 4]) actors.push({ ...me, role, townId, departmentId });
  const places = OFFICES.flatMap((offices) => [true, false].map((isPrivate) => ({ offices, private: isPrivate })));
  for (const place of places)
    for (const state of ["published", "removed"] as const) for (const author of [me, other]) await make({ ...place, state }, author, town.id);
});

async function make(facts: Pick<ThreadFacts, "offices" | "private" | "state">, author: Member, townId: number): Promise<void> {
  const at = { submittedAt: now(), publishedAt: now(), lastPostAt: now() };
  all.push(
    await transact((tx) => tx.thread.create({ data: { ...facts, ...at, townId, authorId: author.id, kind: "QUESTION", title: "几点开门", bodyLength: 0 } })),
  );
}

const byModels = async ({ where }: ThreadSet) => (await db.thread.findMany({ where, select: { id: true }, orderBy: { id: "asc" } })).map(({ id }) => id);
const bySql = async ({ sql }: ThreadSet) =>
  (await db.$queryRaw<{ id: number }[]>(Prisma.sql`SELECT t."id" FROM "Thread" t WHERE ${sql} ORDER BY t."id"`)).map(({ id }) => id);

async function expectSet(set: ThreadSet, has: (thread: ThreadFacts) => boolean): Promise<void> {
  const expected = all.filter(has).map(({ id }) => id);
  expect(await byModels(set)).toEqual(expected);
  expect(await bySql(set)).toEqual(expected);
}

describe("what a list shows is exactly what may be read, through the models and through raw SQL", () => {
  test("for everybody of every role, town and department", async () => {
    expect([actors.length, all.length]).toEqual([46, 32]); // premise: nobody and nothing is forgotten
    for (const actor of actors) await expectSet(visibleThreads(actor), (thread) => can(actor, "readThread", thread));
    const seen = actors.map((actor) => all.filter((thread) => can(actor, "readThread", thread)).length);
    expect(new Set(seen).size).toBeGreaterThan(4); // premise: not everybody sees the same
  });

  test("with those that were removed, where a list outlasts a removal", async () => {
    for (const actor of actors) await expectSet(knownThreads(actor), (thread) => can(actor, "knowThread", thread));
  });

  test("in public lists, whoever asks", () => expectSet(publicThreads, ({ state, private: hidden }) => state === "published" && !hidden));

  test("in figures, which count private ones too", () => expectSet(publishedThreads, ({ state }) => state === "published"));

  test("in the lists of offices", async () => {
    const ofOffices = threadsOf(["town:1", "department:4"]);
    await expectSet(ofOffices, ({ offices }) => /town:1\||department:4\|/.test(offices));
    await expectSet(
      inAll(ofOffices, publicThreads),
      ({ offices, state, private: hidden }) => /town:1\||department:4\|/.test(offices) && state === "published" && !hidden,
    );
  });
});
