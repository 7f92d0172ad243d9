import { expect, test } from "vitest";
import { createFirstAdministrator } from "../../server/accounts/accounts.ts";
import { db, transact } from "../../server/data/client.ts";
import { useSite } from "../site.ts";

useSite();

test("of two who set the site up at the same moment only one becomes its administrator, time after time", async () => {
  for (let round = 0; round < 12; round++) {
    const both = ["one", "two"].map((name) => createFirstAdministrator({ username: `${name}-${round}`, displayName: name, password: "a-long-enough-one" }));
    const outcomes = (await Promise.allSettled(both)).map(({ status }) => status).sort();
    expect([outcomes, await db.account.count()]).toEqual([["fulfilled", "rejected"], 1]);
    await transact(async (tx) => {
      await tx.account.deleteMany();
    });
  }
});
