import { createServer } from "node:http";
import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../server/app.ts";
import { transact } from "../../server/data/client.ts";
import { makeTown } from "../cast.ts";
import { typedIn } from "../reading.ts";
import { type Site, useSite } from "../site.ts";
import { anyone, visitor } from "../visitor.ts";

/** The same database behind a second door whose log is read here. */
const behind = useSite();
const lines: string[] = [];
const site = { listening: () => 0 } as unknown as Site;
let stop = () => {};

beforeAll(async () => {
  const kept = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const server = createServer(createApp(pino({ level: "trace", base: null }, kept)).handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  Object.assign(site, { origin: `http://127.0.0.1:${(server.address() as { port: number }).port}`, dataDir: behind.dataDir });
  stop = () => server.close();
});
afterAll(() => stop());

const PASSWORD = "a-long-enough-one";

test("the log tells what was asked and how it went, and nobody's secrets, texts or address", async () => {
  await makeTown("liuhe", "浏河镇");
  const administrator = await visitor(site, "administrator");
  const { url } = (await administrator.api("POST", "/invitations", { role: "association", town: "liuhe" })).json;
  const { token } = (await administrator.api("POST", "/tokens", { name: "脚本" })).json;
  await anyone(site).api("GET", "/tokens", undefined, { authorization: `Bearer ${token}` });
  await anyone(site).api("GET", "/tokens", undefined, { authorization: `Bearer ${token}-wrong` });
  const invited = anyone(site);
  const csrf = typedIn((await invited.get(url)).text, "_csrf")!;
  await invited.form(url, { username: "xiehui", displayName: "秘密的名字", password: "another-secret-one", _csrf: csrf });
  await administrator.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "问", body: "不该进日志的话" });
  await administrator.form("/account/password", { current: "wrong-guess-9", password: "third-secret-one" });
  await anyone(site).get("/threads?cursor=looked-for-this");
  for (const link of ["/mail/leave/r.secret-of-a-mail", "/mail/confirm/secret-of-a-mail"]) await anyone(site).get(link);
  await (await anyone(site).begin()).api("POST", "/session", { username: "xiehui", password: "wrong-guess-8" });

  const log = lines.join("");
  expect(log).toContain('"path":"/api/v1/threads"'); // premise: it was written
  expect(log).toContain('"path":"/invitations/…"');
  const session = decodeURIComponent(/minyi\.sid=s%3A([^.]+)/.exec(administrator.cookie)![1]!);
  const secrets = [
    PASSWORD,
    "another-secret-one",
    "third-secret-one",
    "wrong-guess",
    token,
    url.split("/").at(-1),
    session,
    administrator.csrf,
    csrf,
    "不该进日志的话",
    "秘密的名字",
    "looked-for-this",
    "secret-of-a-mail",
    "127.0.0.1",
  ];
  for (const secret of secrets) expect([secret, log.includes(secret)]).toEqual([secret, false]);
});

test("a failure is logged with its cause under the reference that the page shows", async () => {
  const rename = (from: string, to: string) => transact((tx) => tx.$executeRawUnsafe(`ALTER TABLE "${from}" RENAME TO "${to}"`));
  await rename("Thread", "Vanished");
  const { status, text } = await anyone(site).get("/threads");
  await rename("Vanished", "Thread");
  expect(status).toBe(500);
  const [, reference] = /<code>([0-9a-f-]{36})<\/code>/.exec(text)!;
  const line = lines.find((each) => each.includes(reference!))!;
  expect(JSON.parse(line)).toMatchObject({ level: 50, reference, err: { message: expect.stringContaining("Thread") } });
});
