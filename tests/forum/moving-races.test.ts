import { beforeAll, expect, test } from "vitest";
import { makeTown, type TownOfCast } from "../cast.ts";
import { held } from "../held.ts";
import { content } from "../planning/writing.ts";
import { useSite } from "../site.ts";
import { visitor } from "../visitor.ts";

const site = useSite();
let [liuhe, shaxi]: TownOfCast[] = [];
let [association, moderator]: Awaited<ReturnType<typeof visitor>>[] = [];

beforeAll(async () => {
  [liuhe, shaxi] = [await makeTown("liuhe", "浏河镇", "2026-01"), await makeTown("shaxi", "沙溪镇", "2026-01")];
  [association, moderator] = [await visitor(site, "association", "shaxi"), await visitor(site, "moderator")];
});
const tallyOf = (town: TownOfCast, more = "") => held(`SELECT 1 FROM "TownTally" WHERE "townId" = ${town.id} FOR UPDATE ${more}`);

test("two moves in opposite directions never wait for each other: each takes the towns in one order, whichever way it goes", async () => {
  const { id } = (await association!.api("POST", "/threads", { town: "shaxi", ...content("搬家的主题") })).json;
  expect(liuhe!.id).toBeLessThan(shaxi!.id); // premise
  const first = await tallyOf(liuhe!);
  const moved = await first.behind(() => moderator!.api("PUT", `/threads/${id}/place`, { town: "liuhe", kind: "HOT_TOPIC" }));
  const later = await tallyOf(shaxi!, "NOWAIT"); // who waits for the first town does not hold the second
  for (const lock of [first, later]) await lock.release();
  expect((await moved.answer).status).toBe(200);
});
