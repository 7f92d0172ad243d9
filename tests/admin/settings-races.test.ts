import { beforeAll, expect, test } from "vitest";
import { held } from "../held.ts";
import { useSite } from "../site.ts";
import { visitor } from "../visitor.ts";

const site = useSite();
let [one, other]: Awaited<ReturnType<typeof visitor>>[] = [];

beforeAll(async () => {
  [one, other] = [await visitor(site, "administrator"), await visitor(site, "administrator")];
});

test("two settings that do not fit together are not both saved, though they come at the same moment", async () => {
  expect((await one!.api("PUT", "/settings", { staleSoonDays: 9, staleDays: 15 })).status).toBe(200); // premise: neither is a default
  const lock = await held('SELECT 1 FROM "Setting" FOR UPDATE');
  const first = await lock.behind(() => one!.api("PUT", "/settings", { staleSoonDays: 13 }));
  const later = await lock.behind(() => other!.api("PUT", "/settings", { staleDays: 11 }));
  await lock.release();
  expect([(await first.answer).status, (await later.answer).status]).toEqual([200, 422]);
  expect((await one!.api("GET", "/settings")).json).toMatchObject({ staleSoonDays: 13, staleDays: 15 });
  expect((await one!.api("PUT", "/settings", { standingsFloor: 7 })).status).toBe(200); // what is saved can still be saved
});
