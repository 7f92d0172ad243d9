import { expect, test } from "vitest";
import { useSite } from "../site.ts";
import { until, visitor } from "../visitor.ts";
import { listener } from "./client.ts";

const site = useSite({ RATE_LIMITS: "on", TRUST_PROXY: "loopback" });
const OF_AN_ACCOUNT = 50;
const OF_AN_ADDRESS = 500;

/** The first request of a connection, as the client makes it. */
async function handshake(headers: Record<string, string>) {
  const answer = await fetch(`${site.origin}/socket.io/?EIO=4&transport=polling`, { headers });
  return { status: answer.status, text: await answer.text() };
}
const from = (address: string) => ({ "x-forwarded-for": address });

test("one account has only so many connections; another one has its own, and who closes one may open one", async () => {
  const [busy, other] = [await visitor(site, "resident"), await visitor(site, "resident")];
  const open = await Promise.all(Array.from({ length: OF_AN_ACCOUNT }, () => listener(site, busy)));
  const refused = await handshake({ cookie: busy.cookie });
  expect([refused.status, JSON.parse(refused.text).message]).toEqual([403, "tooManyConnections"]);
  await expect(listener(site, busy)).rejects.toThrow();
  expect((await listener(site, other)).socket.connected).toBe(true);
  expect((await listener(site, null)).socket.connected).toBe(true);
  open[0]!.socket.disconnect();
  await until("a place", async () => (await handshake({ cookie: busy.cookie })).status === 200);
});

test("readers without an account have so many for an address, also those that never say anything", async () => {
  for (let done = 0; done < OF_AN_ADDRESS; done += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => handshake(from("203.0.113.7"))));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
  }
  const refused = await handshake(from("203.0.113.7"));
  expect([refused.status, JSON.parse(refused.text).message]).toEqual([403, "tooManyConnections"]);
  expect((await handshake(from("203.0.113.8"))).status).toBe(200);
});
