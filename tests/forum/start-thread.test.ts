import { beforeAll, describe, expect, test } from "vitest";
import { KINDS } from "../../server/core/kinds.ts";
import { makeTown } from "../cast.ts";
import { said, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
const people: Record<string, Visitor> = {};

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  people.resident = await visitor(site, "resident");
  people.association = await visitor(site, "association", "liuhe");
  people.responder = await visitor(site, "responder", "liuhe");
  people.moderator = await visitor(site, "moderator");
  people.administrator = await visitor(site, "administrator");
});

const fields = (kind: string, town = "liuhe") => ({ kind, town, title: "重阳敬老活动", body: "周六上午九点，文化站 **集合**。" });
const ASKING = ["QUESTION", "OPINION"];

describe("a thread", () => {
  test("by form and by JSON is the same, and its address shows it", async () => {
    const author = people.resident!;
    const byForm = await author.form("/threads", fields("QUESTION"));
    expect([byForm.status, byForm.to]).toEqual([303, expect.stringMatching(/^\/threads\/\d+$/)]);
    const byJson = await author.api("POST", "/threads", fields("QUESTION"));
    expect([byJson.status, byJson.to]).toEqual([201, byJson.json.url]);

    const one = (await anyone(site).api("GET", byForm.to!)).json;
    const plain = ({ id: _, url: __, createdAt: ___, waitingSince: ____, openingPost, feedback, ...rest }: typeof one) => {
      const { id: _id, threadId: _threadId, url: _url, createdAt: _createdAt, ...post } = openingPost;
      return { ...rest, post, stage: [feedback.state, feedback.office, feedback.timeline.map(({ event }: { event: string }) => event)] };
    };
    expect(plain(one)).toEqual(plain(byJson.json));
    expect(one).toMatchObject({ town: "liuhe", kind: "QUESTION", title: "重阳敬老活动", status: "open", state: "published", replyCount: 0, version: 1 });
    expect(one.openingPost.html).toBe("<p>周六上午九点，文化站 <strong>集合</strong>。</p>");

    const page = await anyone(site).get(byForm.to!);
    expect(page.text).toContain("<p>周六上午九点，文化站 <strong>集合</strong>。</p>");
    expect((await author.get(byForm.to!)).text).toContain(said("notice.asked")); // once, after the redirect
    expect((await author.get(byForm.to!)).text).not.toContain(said("notice.asked"));
  });

  test("that is asked privately is not called published", async () => {
    const author = people.resident!;
    const sent = await author.form("/threads", { ...fields("QUESTION"), title: "低保复核要哪些材料", private: "1" });
    expect((await author.get(sent.to!)).text).toContain(said("notice.askedPrivately"));
  });

  test.each([
    ["resident", ASKING, ASKING],
    ["association", [...KINDS], ASKING],
    ["responder", ASKING, ASKING],
    ["moderator", ASKING, ASKING],
    ["administrator", [...KINDS], [...KINDS]],
  ])("a %s may open kinds %j in liuhe and %j in shaxi", async (role, inLiuhe, inShaxi) => {
    for (const [town, mayOpen] of [
      ["liuhe", inLiuhe],
      ["shaxi", inShaxi],
    ] as const) {
      for (const kind of KINDS) {
        const { status, json } = await people[role]!.api("POST", "/threads", fields(kind, town));
        expect([kind, town, status]).toEqual([kind, town, mayOpen.includes(kind) ? 201 : 403]);
        if (status === 403) expect(json.errors).toEqual([{ path: role === "association" ? "town" : "kind", message: expect.any(String) }]);
      }
    }
  });

  test("on another town's board is refused beside the town, with what was typed", async () => {
    const refused = await people.association!.form("/threads", fields("ACTIVITY", "shaxi"));
    expect([refused.status, wrongWith(refused.text, "town")]).toEqual([403, said("errors.otherTown")]);
    expect(refused.text).toContain("文化站 **集合**");
  });

  test("is offered only in the kinds that one may open", async () => {
    const offered = async (role: string) =>
      [...(await people[role]!.get("/threads/new")).text.matchAll(/threads\/new\?kind=(\w+)[^"]*" *>|class="kind-card" href="[^"]*kind=(\w+)/g)].map(
        (found) => found[1] ?? found[2],
      );
    expect(await offered("resident")).toEqual(ASKING);
    expect(await offered("association")).toEqual([...KINDS]);
  });

  test("needs an account: a reader is sent to sign in and comes back", async () => {
    const { status, to } = await anyone(site).get("/threads/new?kind=QUESTION");
    expect([status, to]).toEqual([303, `/sign-in?${new URLSearchParams({ returnTo: "/threads/new?kind=QUESTION" })}`]);
    const stranger = await anyone(site).begin();
    expect((await stranger.api("POST", "/threads", fields("QUESTION"))).status).toBe(401);
  });
});

describe("a question", () => {
  const waits = async (id: number) => (await anyone(site).api("GET", `/threads/${id}`)).json.waitingSince !== null;
  const ask = async () => (await people.resident!.api("POST", "/threads", fields("QUESTION"))).json.id as number;

  test("waits until the town's own office answers; no reply changes that, the office's own neither", async () => {
    const id = await ask();
    const listed = async () => (await anyone(site).api("GET", "/threads?order=unanswered&limit=100")).json.items.some((row: { id: number }) => row.id === id);
    const stranger = await visitor(site, "responder", "shaxi");
    for (const someone of [people.resident!, people.moderator!, stranger]) {
      const { json } = await someone.api("POST", `/threads/${id}/posts`, { body: "我也想知道。" });
      expect(json.official).toBe(false);
      expect([await waits(id), await listed()]).toEqual([true, true]);
    }
    const { json } = await people.responder!.api("POST", `/threads/${id}/posts`, { body: "周六可以。" });
    expect([json.official, await waits(id), await listed()]).toEqual([true, true, true]);
    expect((await stranger.api("POST", `/threads/${id}/answer`, { body: "周六可以。" })).status).toBe(403);
    await people.responder!.api("POST", `/threads/${id}/answer`, { body: "周六可以。" });
    expect([await waits(id), await listed()]).toEqual([false, false]);
  });

  test("waits no longer when it is removed, and again when it is restored unanswered", async () => {
    const id = await ask();
    await people.moderator!.api("DELETE", `/threads/${id}`);
    expect((await people.moderator!.api("GET", `/threads/${id}`)).json.waitingSince).toBeNull();
    await people.moderator!.api("POST", `/threads/${id}/restoration`);
    expect(await waits(id)).toBe(true);
  });
});
