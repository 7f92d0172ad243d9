import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Conflict } from "../../server/core/problems.ts";
import { connect, db, disconnect, onCommitted, Prisma, type Tx, transact } from "../../server/data/client.ts";
import { ifTaken, unlessTaken } from "../../server/data/conflicts.ts";
import { freshDatabase } from "../site.ts";

const folder = mkdtempSync(join(tmpdir(), "minyi-race-"));
let database: Awaited<ReturnType<typeof freshDatabase>>;
const town = (slug: string) => ({ slug, name: slug, onDutyFrom: "2026-01", createdAt: new Date("2026-11-05T08:00:00Z") });
const positionOf = async (slug: string) => (await db.town.findUniqueOrThrow({ where: { slug } })).position;

beforeAll(async () => {
  database = await freshDatabase(folder);
  await connect(database.url);
  await transact((tx) => tx.town.createMany({ data: [town("one"), town("two")] }));
});
afterAll(async () => {
  await disconnect();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const byModel = (tx: Tx, slug: string): Promise<unknown> => tx.town.update({ where: { slug }, data: { position: { increment: 1 } } });
const byRaw = (tx: Tx, slug: string): Promise<unknown> => tx.$executeRaw(Prisma.sql`UPDATE "Town" SET "position" = "position" + 1 WHERE "slug" = ${slug}`);

const onPostgresOnly = process.env.TEST_DATABASE === "postgresql" ? describe : () => {};

onPostgresOnly("a transaction that loses a race on PostgreSQL", () => {
  test.each([
    ["Prisma's models", byModel],
    ["raw SQL", byRaw],
  ])("written with %s is tried again: both that locked each other out are committed, each once, and tell their event once", async (_name, raise) => {
    const told: unknown[] = [];
    onCommitted((event) => void told.push(event));
    const before = [await positionOf("one"), await positionOf("two")] as const;
    let attempts = 0;
    let begun = 0;
    let bothHaveBegun = () => {};
    const both = new Promise<void>((resolve) => {
      bothHaveBegun = resolve;
    });
    const crossing = (first: string, second: string) =>
      transact(async (tx, after) => {
        attempts++;
        await raise(tx, first);
        if (++begun === 2) bothHaveBegun();
        await both; // each now holds what the other wants next
        await raise(tx, second);
        after("town.changed", { townId: begun });
      });
    await Promise.all([crossing("one", "two"), crossing("two", "one")]);
    expect(attempts).toBeGreaterThan(2); // premise: one of them lost
    expect([await positionOf("one"), await positionOf("two")]).toEqual([before[0] + 2, before[1] + 2]);
    expect(told).toHaveLength(2);
  });
});

describe("a value that a unique index already holds", () => {
  test.each<[string, (tx: Tx) => Promise<unknown>]>([
    ["Prisma's models", (tx) => tx.town.create({ data: town("one") })],
    [
      "raw SQL",
      (tx) => tx.$executeRaw(Prisma.sql`INSERT INTO "Town" ("slug", "name", "onDutyFrom", "createdAt") VALUES ('one', 'x', '2026-01', ${new Date()})`),
    ],
  ])("is known as that when %s are refused", async (_name, insert) => {
    expect(
      await ifTaken(
        () => transact(insert),
        () => "taken",
      ),
    ).toBe("taken");
    const field = { path: "slug", key: "slugTaken" };
    await expect(unlessTaken(field, () => transact(insert))).rejects.toMatchObject({ status: 422, errors: [field] });
    await expect(unlessTaken(new Conflict("knownAlready"), () => transact(insert))).rejects.toMatchObject({ status: 409, key: "knownAlready" });
  });

  test("is not what every refusal means", async () => {
    const refused = () => transact((tx) => tx.$executeRaw(Prisma.sql`INSERT INTO "Nowhere" ("x") VALUES (1)`));
    const refusal: unknown = await refused().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Error);
    await expect(ifTaken(refused, () => "taken")).rejects.toThrow();
  });
});
