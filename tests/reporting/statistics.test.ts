import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { unzipped } from "../unzip.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
const at = useClock();

let [asker, liuhe, moderator]: Visitor[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  asker = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  moderator = await visitor(site, "moderator");
});

const ask = async (town: string, title: string, more: object = {}): Promise<number> =>
  (await asker!.api("POST", "/threads", { town, kind: "QUESTION", title, body: `${title}？`, ...more })).json.id;
const step = async (who: Visitor, id: number, name: string, body: object) => {
  const { status, text } = await who.api("POST", `/threads/${id}/${name}`, body);
  expect(status, text).toBe(200);
};
const statistics = async (query: string) => (await anyone(site).api("GET", `/feedback/statistics?${query}`)).json;

describe("a month that is over", () => {
  test("stays as it stood at its end: what came late is late, what was reopened afterwards is not", async () => {
    at("2026-09-28T02:00:00Z"); // Monday, ten o'clock in Shanghai
    const [prompt, late] = [await ask("liuhe", "医保卡如何补办"), await ask("liuhe", "校门口的路灯不亮")];
    await ask("liuhe", "私下问一件事", { private: true });
    at("2026-09-28T04:00:00Z");
    await step(liuhe!, prompt, "answer", { body: "请携带身份证到便民服务中心二号窗口办理补卡手续。" });
    at("2026-09-30T15:59:59.999Z");
    const running = await statistics("month=2026-09");
    expect(running).toMatchObject({ received: 3, answered: 1, open: 2, overdue: 0, onTimeRate: 1, reopenedRate: 0, medianWorkingHours: 2 });
    at("2026-10-20T02:00:00Z");
    await step(liuhe!, late, "answer", { body: "路灯线路已经抢修完毕，今晚起正常亮灯，感谢您的反映。" });
    at("2026-10-12T02:00:00Z");
    await step(asker!, prompt, "reopen", { reason: "窗口说不能办" });
    at("2026-11-02T02:00:00Z");
    expect(await statistics("month=2026-09")).toEqual(running);
    const october = await statistics("month=2026-10&town=liuhe");
    expect(october).toMatchObject({ received: 0, answered: 1, open: 2, overdue: 2, onTime: 0, onTimeRate: 0 });
    expect(october.byTown.map(({ slug }: { slug: string }) => slug)).toEqual(["liuhe"]);
  });

  test("counts for the office that was responsible; what was removed is counted nowhere", async () => {
    at("2026-07-06T02:00:00Z");
    const [moved, gone] = [await ask("shaxi", "河边护栏松动"), await ask("shaxi", "广告一则")];
    at("2026-07-07T02:00:00Z");
    expect(await statistics("month=2026-07&town=shaxi")).toMatchObject({ received: 2, open: 2 });
    expect((await moderator!.api("DELETE", `/threads/${gone}`)).status).toBeLessThan(300);
    expect((await moderator!.form(`/threads/${moved}/move`, { town: "liuhe", kind: "QUESTION" })).status).toBe(303);
    expect(await statistics("month=2026-07&town=shaxi")).toMatchObject({ received: 0, open: 0 });
    expect(await statistics("month=2026-07&town=liuhe")).toMatchObject({ received: 1, open: 1 });
  });
});

test("a month to come and a town that is not there have no statistics", async () => {
  at("2026-11-02T02:00:00Z");
  const status = async (query: string) => (await anyone(site).api("GET", `/feedback/statistics?${query}`)).status;
  expect([await status("month=2026-12"), await status("town=nowhere"), await status("month=soon")]).toEqual([404, 404, 422]);
});

describe("the public page", () => {
  test("names a formula for every figure and leads to the list behind it, without private questions", async () => {
    at("2026-11-02T02:00:00Z");
    const page = (await anyone(site).get("/questions?month=2026-09")).text;
    for (const [, name] of page.matchAll(/href="#(formula-\w+)"/g)) expect(page).toContain(`id="${name}"`);
    expect(page).toMatch(/data-figure="onTimeRate">50%/);
    const path = /href="([^"]+)"><b class="figure-value" data-figure="received">3</.exec(page)![1]!.replaceAll("&amp;", "&");
    const list = (await anyone(site).get(path)).text;
    expect(list).toContain("医保卡如何补办");
    expect(list).toContain("其中 1 件不公开");
    expect(list).not.toContain("私下问一件事");
    expect((await liuhe!.get(path)).text).not.toContain("私下问一件事"); // the same list for everybody
    const answers = (await anyone(site).get("/questions/list?month=2026-09&what=onTime")).text;
    expect(answers).toContain(said("statistics.took", { value: "2.0" })); // what the median is made of
    expect(answers).toContain(said("feedback.onTime"));
    expect(answers).toContain("/questions/list?month=2026-09&amp;what=overdue"); // and what the share is divided by
    for (const wrong of ["town=nowhere", "department=nowhere", "category=nowhere", "month=2027-01"])
      expect((await anyone(site).get(`/questions/list?${wrong}`)).status, wrong).toBe(404);
  });

  test("leads back to the month in which the first question came, and no further", async () => {
    at("2026-11-02T02:00:00Z");
    const back: string[] = [];
    for (let path: string | undefined = "/questions?month=2026-10"; path && back.length < 20; ) {
      const { text } = await anyone(site).get(path);
      back.push(path);
      expect(text).not.toContain("month=2026-06"); // neither in the table of the months before it
      path = /rel="prev" href="([^"]+)"/.exec(text)?.[1];
    }
    expect(back.map((path) => path.slice(-7))).toEqual(["2026-10", "2026-09", "2026-08", "2026-07"]);
    expect((await anyone(site).get("/questions?month=2026-05")).status).toBe(200); // who asks for it is told of nothing received
  });

  test("gives the same figures as Excel and CSV", async () => {
    at("2026-11-02T02:00:00Z");
    const { bytes, headers } = await anyone(site).get("/questions.csv?month=2026-09");
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(headers.get("content-disposition")).toContain("questions-2026-09.csv");
    expect(bytes.toString()).toMatch(/镇（区）,浏河镇,3,1,1,3,1,0,0,0,0,0,2,2,0\.5,/);
    const sheet = unzipped(await download("/questions.xlsx?month=2026-09"), "xl/worksheets/sheet1.xml");
    expect(sheet).toContain("<f>SUM(C2:C4)</f><v>3</v>");
    expect(sheet).toContain('<f>IF(D2+G2=0,"",E2/(D2+G2))</f><v>0.5</v>'.replaceAll('"', "&quot;"));
  });
});

const download = async (path: string): Promise<Buffer> => Buffer.from(await (await fetch(`${site.origin}${path}`)).arrayBuffer());
