import { expect, test } from "vitest";
import { useSite } from "../site.ts";
import { listener } from "./client.ts";

const site = useSite({ RATE_LIMITS: "on", TRUST_PROXY: "loopback" });
const ALLOWED = 240;

test("a reader without an account who asks too much behind the site's proxy silences nobody else", async () => {
  const behind = (address: string) => listener(site, null, { extraHeaders: { "x-forwarded-for": address } });
  const [busy, neighbour] = [await behind("203.0.113.7"), await behind("203.0.113.8")];
  for (let time = 0; time < ALLOWED; time++) await busy.ask("board:watch", {});
  expect(await busy.ask("board:watch", {})).toMatchObject({ ok: false, problem: { status: 429 } }); // premise: there is a limit
  expect(await (await behind("203.0.113.7")).ask("board:watch", {})).toMatchObject({ ok: false }); // and another connection is no way around it
  expect(await neighbour.ask("board:watch", {})).toMatchObject({ ok: true });
});
