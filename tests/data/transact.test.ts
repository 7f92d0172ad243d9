import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, db, disconnect, isPostgres, onCommitted, transact } from "../../server/data/client.ts";
import { freshDatabase } from "../site.ts";

const folder = mkdtempSync(join(tmpdir(), "minyi-data-"));
let database: Awaited<ReturnType<typeof freshDatabase>>;
const at = new Date("2026-11-05T08:00:00Z");
const town = (slug: string) => ({ slug, name: slug, onDutyFrom: "2026-01", createdAt: at });

beforeAll(async () => {
  database = await freshDatabase(folder);
  await connect(database.url);
});
afterAll(async () => {
  await disconnect();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe("transact", () => {
  test("with 64 mixed clients, half of them failing: what was acknowledged is there, what was not is never seen", async () => {
    const acknowledged: string[] = [];
    const seen = new Set<string>();
    let isWorking = true;
    const watching = (async () => {
      while (isWorking) {
        for (const { slug } of await db.town.findMany({ select: { slug: true } })) seen.add(slug);
        await new Promise((resolve) => setImmediate(resolve)); // SQLite answers at once: let others in
      }
    })();
    const client = async (number: number) => {
      for (let round = 0; round < 3; round++) {
        const name = `c${number}-${round}`;
        const fails = number % 2 === 1;
        const work = transact(async (tx) => {
          await tx.town.create({ data: town(`${name}-a`) });
          await tx.town.update({ where: { slug: `${name}-a` }, data: { name: "changed" } });
          await tx.town.create({ data: town(`${name}-b`) });
          if (fails) throw new Error("changed one's mind");
        });
        if (fails) await expect(work).rejects.toThrow("changed one's mind");
        else {
          await work;
          acknowledged.push(`${name}-a`, `${name}-b`);
          expect(await db.town.count({ where: { slug: { startsWith: `${name}-` } } })).toBe(2); // read your own write
        }
      }
    };
    await Promise.all(Array.from({ length: 64 }, (_, number) => client(number)));
    isWorking = false;
    await watching;

    const kept = (await db.town.findMany({ select: { slug: true } })).map(({ slug }) => slug);
    expect(acknowledged).toHaveLength(32 * 3 * 2); // premise: half of them were acknowledged
    expect(kept.sort()).toEqual(acknowledged.sort());
    for (const slug of seen) expect(acknowledged).toContain(slug);
  });

  test("tells events after the commit, and none of what was rolled back", async () => {
    const told: unknown[] = [];
    onCommitted(({ name, payload }) => void told.push([name, payload]));
    await transact(async (tx, after) => {
      const { id } = await tx.town.create({ data: town("told") });
      after("town.changed", { townId: id });
      expect(told).toEqual([]);
    });
    expect(told).toHaveLength(1);
    const failing = transact(async (_tx, after) => {
      after("town.changed", { townId: 1 });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(told).toHaveLength(1);
  });

  test("does not let the outer doors be used inside it: they would wait for it for ever, or read what is not committed", async () => {
    await expect(transact(async () => db.town.count())).rejects.toThrow("use tx");
    await expect(transact(async () => transact(async () => 1))).rejects.toThrow("pass tx on");
    expect(await db.town.count()).toBeGreaterThan(0); // and afterwards everything works
  });

  test("leaves no trace of a statement that the database refused, and works on", async () => {
    const twice = transact(async (tx) => {
      await tx.town.create({ data: town("twice") });
      await tx.town.create({ data: town("twice") });
    });
    await expect(twice).rejects.toThrow();
    expect(await db.town.findUnique({ where: { slug: "twice" } })).toBeNull();
    await transact((tx) => tx.town.create({ data: town("twice") }));
    expect(await db.town.findUnique({ where: { slug: "twice" } })).not.toBeNull();
  });

  test("two that change the same row one after the other both take effect", async () => {
    const { id } = await transact((tx) => tx.town.create({ data: town("busy") }));
    await Promise.all(Array.from({ length: 20 }, () => transact((tx) => tx.town.update({ where: { id }, data: { position: { increment: 1 } } }))));
    expect((await db.town.findUniqueOrThrow({ where: { id } })).position).toBe(20);
  });
});

const onSqliteOnly = process.env.TEST_DATABASE === "sqlite" ? describe : () => {};

onSqliteOnly("the SQLite file", () => {
  test("is written with synchronous=FULL in WAL mode, foreign keys on", async () => {
    expect(isPostgres()).toBe(false);
    const pragmas = await transact(
      (tx) =>
        tx.$queryRaw<
          object[]
        >`SELECT s.synchronous AS s, j.journal_mode AS j, f.foreign_keys AS f FROM pragma_synchronous s, pragma_journal_mode j, pragma_foreign_keys f`,
    );
    expect(pragmas.map((row) => Object.values(row).map(String))).toEqual([["2", "wal", "1"]]);
  });

  test("cannot be written through db, whatever one says to it", async () => {
    await expect(db.$queryRaw`INSERT INTO "TownTally" ("townId", "threadCount") VALUES (1, 1) RETURNING 1`).rejects.toThrow(/readonly/);
  });

  test("is refused to a second server, and is free again afterwards", async () => {
    const { openConnection } = await import("../../server/data/connection.ts");
    await expect(openConnection(database.url, false)).rejects.toThrow(/another server already uses/);
    const beside = await openConnection(database.url, true); // the operator's command line may
    expect(await beside.reader.town.count()).toBeGreaterThan(0);
    await beside.close();
  });
});
