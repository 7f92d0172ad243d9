import type { SessionData } from "express-session";
import { beforeAll, describe, expect, test } from "vitest";
import { hashOf } from "../../server/core/secrets.ts";
import { db } from "../../server/data/client.ts";
import { SessionStore } from "../../server/http/session-store.ts";
import { makeTown } from "../cast.ts";
import { held, ON_POSTGRES } from "../held.ts";
import { useSite } from "../site.ts";
import { Visitor, visitor } from "../visitor.ts";

const site = useSite();
type Somebody = Awaited<ReturnType<typeof visitor>>;
let [asker, neighbour]: Somebody[] = [];

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  [asker, neighbour] = [await visitor(site, "resident"), await visitor(site, "resident")];
});

const store = new SessionStore();
const kept = (id: string) => new Promise<SessionData | null | undefined>((done, fail) => store.get(id, (error, data) => (error ? fail(error) : done(data))));
const keep = (id: string, data: SessionData) => new Promise<void>((done, fail) => store.set(id, data, (error) => (error ? fail(error) : done())));
const end = (id: string) => new Promise<void>((done, fail) => store.destroy(id, (error) => (error ? fail(error) : done())));
const rows = (id: string) => db.session.count({ where: { idHash: hashOf(id) } });
const begun = () => ({ cookie: { originalMaxAge: 1000 }, csrfToken: "token" }) as SessionData;

describe("the session store", () => {
  test("keeps a new session, and what is changed in it, by the request that began it and by later ones", async () => {
    const data = begun();
    await keep("one", data);
    data.csrfToken = "changed";
    await keep("one", data);
    const later = (await kept("one"))!;
    expect(later.csrfToken).toBe("changed");
    await keep("one", { ...later, csrfToken: "changed again" });
    expect([(await kept("one"))!.csrfToken, await rows("one")]).toEqual(["changed again", 1]);
  });

  test("brings no ended session back, neither one that was read before nor one that was begun in the same request", async () => {
    const data = begun();
    await keep("two", data);
    const read = (await kept("two"))!;
    await end("two");
    await keep("two", { ...read, notice: { key: "notice.saved" } });
    await keep("two", data);
    expect(await rows("two")).toBe(0);
  });
});

if (ON_POSTGRES)
  test("a form that waits while its session signs out signs nobody in again", async () => {
    const { id } = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "路灯", body: "路灯几时修好？" })).json;
    const browser = new Visitor(site);
    await browser.signIn(neighbour!.member.username);
    const { cookie } = browser;
    const lock = await held(`SELECT 1 FROM "Thread" WHERE "id" = ${id} FOR UPDATE`);
    const form = await lock.behind(() => browser.form(`/threads/${id}/support`, {}));
    const other = new Visitor(site);
    expect((await other.api("DELETE", "/session", undefined, { cookie, "x-csrf-token": browser.csrf })).status).toBe(204);
    await lock.release();
    expect((await form.answer).status).toBe(303);
    expect((await new Visitor(site).api("GET", "/session", undefined, { cookie })).json.user).toBeNull();
  });
