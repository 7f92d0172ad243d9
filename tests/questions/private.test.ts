import { beforeAll, describe, expect, test } from "vitest";
import { presentMonth } from "../../server/calendar/present-month.ts";
import { db } from "../../server/data/client.ts";
import { ASKER_STEP_NAMES } from "../../server/questions/page/asker-forms.ts";
import { HANDLING_STEP_NAMES } from "../../server/questions/page/step-forms.ts";
import { STEP_NAMES } from "../../server/questions/page/steps.ts";
import { makeTown } from "../cast.ts";
import { listener } from "../live/client.ts";
import { useSite } from "../site.ts";
import { callsIn, sourcesIn } from "../sources.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

/** A private question is asked for through every door there is, by everybody whom it does not concern. */

const site = useSite();
/** Words that stand in the private thread only: its title, its texts, its asker's reasons, a note, its answer. */
const SECRETS = ["槐荫巷", "渗水墙面", "楼上住户", "物业经理", "拖延修缮", "门窗变形"];
let insiders: Record<string, Visitor>;
let outsiders: Record<string, Visitor>;
let id: number;
let postId: number;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  const [asker, liuhe, administrator] = [await visitor(site, "resident"), await visitor(site, "responder", "liuhe"), await visitor(site, "administrator")];
  insiders = { asker, liuhe, administrator };
  outsiders = {
    nobody: anyone(site),
    stranger: await visitor(site, "resident"),
    moderator: await visitor(site, "moderator"),
    "another town's association": await visitor(site, "association", "shaxi"),
    "another town's responder": await visitor(site, "responder", "shaxi"),
  };
  await administrator.form("/admin/categories", { slug: "housing", name: "住房" });
  const question = { town: "liuhe", kind: "QUESTION", title: "槐荫巷漏水", body: "渗水墙面已经发霉，请问找谁？", private: true, category: "housing" };
  ({ id } = (await asker.api("POST", "/threads", question)).json);
  ({ id: postId } = (await liuhe.api("POST", `/threads/${id}/posts`, { body: "请问楼上住户在家吗？" })).json);
  await liuhe.api("POST", `/threads/${id}/progress`, { body: "已联系物业经理。" });
  await liuhe.api("POST", `/threads/${id}/answer`, { body: "物业经理将于周五上门检修，费用由维修基金承担。" });
  await asker.api("POST", `/threads/${id}/rating`, { score: 1, solved: "not_solved", comment: "拖延修缮" });
  await asker.api("POST", `/threads/${id}/reopen`, { reason: "现在门窗变形了" });
});

/** Every address that answers a GET, as the doors' sources write them, with the private thread in every place that names one. */
function doors(): string[] {
  const sources = sourcesIn("server", ".ts").filter(({ path }) => /\/(pages|api|[\w-]+-(?:pages|api))\.ts$/.test(path) && !path.startsWith("server/http/"));
  const routes = sources.flatMap((source) =>
    callsIn(source).flatMap(({ name, args }) => {
      const below = /^(?:api|\w+Api)\.get$/.test(name) ? "/api/v1" : /^\w*[rR]outer\.get$/.test(name) ? "" : null;
      return below !== null && typeof args[0]?.value === "string" ? [below + args[0].value] : [];
    }),
  );
  const forms = [...HANDLING_STEP_NAMES, ...ASKER_STEP_NAMES].map((step) => `/threads/:id/feedback/${step}`);
  return [...new Set([...routes, ...forms])].map(filled);
}

function filled(route: string): string {
  const values: Record<string, string> = { slug: "liuhe", month: presentMonth(), postId: String(postId), date: "2026-11-03", key: "main" };
  const own = route.includes("/posts/:id") ? postId : id;
  return route.replace(/:(\w+)/g, (_, name: string) => values[name] ?? String(own));
}

/** What has more than one face: a line for each; add one here with every new filter, order or format. */
const FACES = (): string[] => [
  "/threads?order=new",
  "/threads?order=unanswered",
  "/threads?kind=QUESTION",
  "/towns/liuhe?order=new",
  "/towns/liuhe?order=unanswered",
  "/towns/liuhe?kind=QUESTION",
  `/threads/${id}?order=newest`,
  `/threads/${id}?reply=${postId}`,
  `/threads/${id}?quote=${postId}`,
  `/threads/${id}/posts/${postId}`,
  `/suggestions?title=${encodeURIComponent("槐荫巷漏水")}`,
  `/knowledge?q=${encodeURIComponent("槐荫巷漏水")}`,
  "/knowledge?category=housing",
  "/knowledge/review",
  "/questions?town=liuhe",
  "/questions?category=housing",
  "/api/v1/threads?limit=100&order=new",
  "/api/v1/threads?limit=100&order=unanswered",
  "/api/v1/threads?limit=100&town=liuhe&kind=QUESTION",
  `/api/v1/threads/${id}/posts?since=0`,
  `/api/v1/threads/${id}/posts?order=newest`,
  `/api/v1/suggestions?title=${encodeURIComponent("槐荫巷漏水")}`,
  `/api/v1/knowledge?q=${encodeURIComponent("槐荫巷漏水")}`,
  "/api/v1/desk?office=liuhe",
  "/api/v1/feedback/statistics?town=liuhe",
];
/** What an outsider types comes back to nobody but them: the address of a search is no leak. */
const typed = (path: string, text: string) => (path.includes("=%") ? text.replaceAll("槐荫巷漏水", "").replaceAll(encodeURIComponent("槐荫巷漏水"), "") : text);

const leaks = (path: string, text: string) => SECRETS.filter((words) => typed(path, text).includes(words));

describe("a private question", () => {
  test("is there: its asker, its office and administrators read it", async () => {
    for (const [name, who] of Object.entries(insiders)) {
      const page = await who.get(`/threads/${id}`);
      expect([name, page.status, leaks("", page.text).length]).toEqual([name, 200, SECRETS.length]);
    }
    expect((await insiders.asker!.get("/me/questions")).text).toContain("槐荫巷漏水");
  });

  test("is seen by nobody else through any door, also right after its asker looked there", { timeout: 180_000 }, async () => {
    const places = [...doors(), ...FACES()];
    expect(places.length).toBeGreaterThan(110); // premise: the doors were found
    expect(places).toEqual(expect.arrayContaining(["/", `/threads/${id}/history`, `/api/v1/threads/${id}/due`, "/towns/liuhe/calendar.ics"])); // premise
    const seen: string[] = [];
    for (const path of places) {
      await insiders.asker!.get(path);
      for (const [name, who] of Object.entries(outsiders)) {
        const { text, bytes, headers } = await who.get(path);
        const all = [text, bytes.toString("utf8"), headers.get("location") ?? "", headers.get("content-disposition") ?? ""].join("\n");
        seen.push(...leaks(path, all).map((words) => `${name} at ${path}: ${words}`));
      }
    }
    expect(seen).toEqual([]);
  });

  test("does not exist for whoever may not see it: pages, steps and writes answer as for an unknown one", async () => {
    const unknown = 999_999;
    const reads = ["", "/due", "/history", "/edit", "/sign-ups", "/feedback/now", "/feedback/answer", "/feedback/rating", "/knowledge"];
    for (const [name, who] of Object.entries(outsiders)) {
      for (const more of reads) {
        const [own, other] = [(await who.get(`/threads/${id}${more}`)).status, (await who.get(`/threads/${unknown}${more}`)).status];
        expect([name, more, own]).toEqual([name, more, other]);
      }
      if (name === "nobody") continue;
      for (const step of STEP_NAMES) {
        const body = { body: "试探", reason: "试探", office: "shaxi", offices: ["shaxi"], days: 1, into: 1, score: 5 };
        expect([name, step, (await who.api("POST", `/threads/${id}/${step}`, body)).status]).toEqual([name, step, 404]);
      }
      expect((await who.api("POST", `/threads/${id}/posts`, { body: "试探一下" })).status).toBe(404);
      expect((await who.api("PATCH", `/threads/${id}`, { title: "试探" })).status).toBe(404);
      expect((await who.api("DELETE", `/threads/${id}`)).status).toBe(404);
      expect((await who.api("PUT", `/threads/${id}/support`)).status).toBe(404);
      expect((await who.api("PUT", `/threads/${id}/pin`)).status).toBe(404);
      expect((await who.api("PUT", `/threads/${id}/place`, { town: "shaxi", kind: "OPINION" })).status).toBe(404);
    }
  });

  test("is not merged into by another's question", async () => {
    const own = (await outsiders.stranger!.api("POST", "/threads", { town: "shaxi", kind: "QUESTION", title: "石桥灯光", body: "石桥的灯何时修好？" })).json.id;
    const answer = await outsiders["another town's responder"]!.api("POST", `/threads/${own}/merge`, { into: id });
    expect([answer.status, leaks("", answer.text)]).toEqual([404, []]);
  });

  test("is not found by merging the same asker's other question, nor named where that is public", async () => {
    const ask = (more: object) => insiders.asker!.api("POST", "/threads", { kind: "QUESTION", body: "石桥的灯何时修好？", ...more });
    const other = (await ask({ town: "shaxi", title: "石桥灯光" })).json.id;
    const probe = await outsiders["another town's responder"]!.api("POST", `/threads/${other}/merge`, { into: id });
    expect([probe.status, leaks("", probe.text)]).toEqual([404, []]);
    const open = (await ask({ town: "liuhe", title: "石桥护栏" })).json.id;
    expect((await insiders.liuhe!.api("POST", `/threads/${open}/merge`, { into: id })).status).toBe(200);
    expect((await insiders.asker!.api("GET", `/threads/${open}`)).json.feedback).toMatchObject({ state: "merged", mergedInto: id });
    for (const [name, who] of Object.entries(outsiders)) {
      expect([name, (await who.api("GET", `/threads/${open}`)).json.feedback]).toMatchObject([name, { state: "merged", mergedInto: null }]);
      expect((await who.get(`/threads/${open}`)).text).not.toContain(`/threads/${id}"`);
    }
  });

  test("is told to no socket: not by joining, not on boards", async () => {
    for (const who of Object.values(outsiders)) {
      const ears = await listener(site, who.member ? who : null);
      expect(await ears.ask("thread:join", { threadId: id })).toMatchObject({ ok: false });
      expect(await ears.ask("thread:join", { threadId: id, since: 0 })).toMatchObject({ ok: false });
      await ears.ask("board:watch", { town: "liuhe" });
      await ears.ask("board:watch", {});
      await insiders.liuhe!.api("POST", `/threads/${id}/progress`, { body: "物业经理今天到场。" });
      await insiders.asker!.api("POST", "/threads", {
        town: "liuhe",
        kind: "OPINION",
        title: "江边长椅",
        body: `江边的长椅可以再多几张，编号 ${ears.socket.id}。`,
      });
      await ears.hears("board:changed", ({ title }) => title === "江边长椅"); // premise: what came before would have been heard
      expect(leaks("", JSON.stringify(ears.told))).toEqual([]);
      expect(JSON.stringify(ears.told)).not.toContain(`"threadId":${id}`);
    }
  });

  test("is in no notice and no mail to an outsider", async () => {
    const outside = Object.values(outsiders).flatMap(({ member }) => member?.id ?? []);
    const told = await db.notification.findMany({ where: { path: `/threads/${id}` }, select: { accountId: true } });
    expect(told.length).toBeGreaterThan(2); // premise
    expect(told.filter(({ accountId }) => outside.includes(accountId))).toEqual([]);
    const mails = await db.outboxItem.findMany({ where: { channel: "mail" }, select: { payload: true } });
    const to = mails.filter(({ payload }) => leaks("", payload).length > 0).map(({ payload }) => JSON.parse(payload).to.accountId);
    expect(to.filter((accountId) => outside.includes(accountId))).toEqual([]);
  });

  test("leaves no words behind for suggestions", async () => {
    expect(await db.threadWord.count({ where: { threadId: id } })).toBe(0);
  });
});
