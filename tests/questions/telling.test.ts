import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { escalate } from "../../server/questions/deadlines/escalate.ts";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { type Visitor, visitor } from "../visitor.ts";

/** Who is told what of each step: offices in words for offices, the asker in words for the asker. */

const site = useSite();
const at = useClock();
type Somebody = Visitor & { member: { id: number } };
let [asker, supporter, liuhe, colleague, shaxi, fuqiao, moderator, administrator]: Somebody[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  await makeTown("fuqiao", "浮桥镇", "2026-01");
  asker = await visitor(site, "resident");
  supporter = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  colleague = await visitor(site, "association", "liuhe");
  shaxi = await visitor(site, "responder", "shaxi");
  fuqiao = await visitor(site, "responder", "fuqiao");
  moderator = await visitor(site, "moderator");
  administrator = await visitor(site, "administrator");
});
beforeEach(() => at("2026-11-03T01:15:00Z"));

const ask = async (more: object = {}): Promise<number> =>
  (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "桥灯何时修", body: "请问桥上的灯何时修？", ...more })).json.id;
const step = async (who: Visitor, id: number, name: string, body: object = {}) => {
  const { status, text } = await who.api("POST", `/threads/${id}/${name}`, body);
  expect([name, status, text.slice(0, 200)]).toEqual([name, 200, expect.any(String)]);
};
const people = () => ({ asker, supporter, liuhe, colleague, shaxi, fuqiao, moderator, administrator });
/** What each was told while `act` ran; who was told nothing is not named. */
async function toldBy(act: () => Promise<unknown>): Promise<Record<string, string[]>> {
  const last = (await db.notification.findFirst({ orderBy: { id: "desc" }, select: { id: true } }))?.id ?? 0;
  await act();
  const rows = await db.notification.findMany({ where: { id: { gt: last } }, orderBy: { id: "asc" }, select: { accountId: true, kind: true } });
  const named = Object.entries(people()).map(([name, who]) => [name, rows.filter(({ accountId }) => accountId === who!.member.id).map(({ kind }) => kind)]);
  return Object.fromEntries(named.filter(([, kinds]) => kinds!.length > 0));
}

describe("an office", () => {
  test("reads that something is new for it when it is assigned, and the asker that the question is assigned", async () => {
    const id = await ask();
    await step(liuhe!, id, "return", { reason: "不属本镇职责" });
    expect(await toldBy(() => step(administrator!, id, "assignment", { office: "shaxi" }))).toEqual({
      asker: ["feedback_assigned"],
      shaxi: ["feedbackArrived"],
    });
    const page = (await shaxi!.get("/me/notifications")).text;
    expect(page).toContain(said("notification.feedbackArrived", { title: "桥灯何时修" }));
    expect(page).not.toContain(said("notification.feedback_assigned", { title: "桥灯何时修" }));
  });

  test("is told when a question is taken away from it, by an administrator or a colleague, and the next one that it came", async () => {
    const id = await ask();
    expect(await toldBy(() => step(administrator!, id, "assignment", { office: "shaxi" }))).toEqual({
      asker: ["feedback_assigned"],
      shaxi: ["feedbackArrived"],
      liuhe: ["feedbackRelieved"],
      colleague: ["feedbackRelieved"],
    });
    const other = await ask();
    expect(await toldBy(() => step(liuhe!, other, "hand-over", { office: "shaxi", reason: "属沙溪镇" }))).toEqual({
      asker: ["feedback_handedOver"],
      shaxi: ["feedbackArrived"],
      colleague: ["feedbackRelieved"], // who did it knows
    });
  });

  test("that helps is told once that it does, and once that it does no more", async () => {
    const id = await ask();
    expect(await toldBy(() => step(liuhe!, id, "assistance", { offices: ["shaxi"] }))).toEqual({ asker: ["feedback_assisted"], shaxi: ["feedbackAssists"] });
    expect(await toldBy(() => step(liuhe!, id, "assistance", { offices: ["shaxi", "fuqiao"] }))).toEqual({
      asker: ["feedback_assisted"],
      fuqiao: ["feedbackAssists"],
    });
    expect(await toldBy(() => step(liuhe!, id, "assistance", { offices: ["fuqiao"] }))).toEqual({ asker: ["feedback_assisted"], shaxi: ["feedbackRelieved"] });
    expect(await toldBy(() => step(liuhe!, id, "hand-over", { office: "fuqiao", reason: "属浮桥镇" }))).toMatchObject({ fuqiao: ["feedbackArrived"] });
  });

  test("and those that helped are told when it is given back, and administrators that they are to assign it", async () => {
    const id = await ask();
    await step(liuhe!, id, "assistance", { offices: ["shaxi"] });
    expect(await toldBy(() => step(liuhe!, id, "return", { reason: "不属本镇职责" }))).toEqual({
      asker: ["feedback_returned"],
      administrator: ["feedback_returned"],
      colleague: ["feedbackRelieved"],
      shaxi: ["feedbackRelieved"],
    });
  });

  test("is told when somebody else ends what it works on", async () => {
    const [first, second, third] = [await ask(), await ask(), await ask()];
    await step(liuhe!, first, "assistance", { offices: ["shaxi"] });
    const office = (kind: string) => ({ liuhe: [kind], colleague: [kind] });
    expect(await toldBy(() => step(asker!, first, "withdrawal"))).toEqual({ ...office("feedback_withdrawn"), shaxi: ["feedback_withdrawn"] });
    expect(await toldBy(() => step(administrator!, second, "decline", { reason: "不属公共服务" }))).toEqual({
      asker: ["feedback_declined"],
      ...office("feedback_declined"),
    });
    const into = await ask();
    expect(await toldBy(() => step(moderator!, third, "merge", { into }))).toEqual({ asker: ["feedback_merged"], ...office("feedback_merged") });
    const own = await ask();
    expect(await toldBy(() => step(liuhe!, own, "decline", { reason: "不属公共服务" }))).toEqual({ asker: ["feedback_declined"] });
  });

  test("hears of a private question that it has no more without a way to it", async () => {
    const id = await ask({ private: true });
    await step(administrator!, id, "hand-over", { office: "shaxi", reason: "属沙溪镇" });
    const where = { accountId: colleague!.member.id, kind: "feedbackRelieved" };
    const { path } = await db.notification.findFirstOrThrow({ where, orderBy: { id: "desc" } });
    expect(path).toBe("/desk");
    expect((await colleague!.get(path)).status).toBe(200);
  });
});

test("a private question is named by its number in every notice and mail, whoever they are for and whatever happens to it", async () => {
  await transact((tx) => tx.account.updateMany({ data: { mailNotices: true } }));
  for (const who of Object.values(people())) {
    const email = `a${who!.member.id}@example.org`;
    await transact((tx) => tx.account.update({ where: { id: who!.member.id }, data: { email } }));
  }
  const TITLE = "槐荫巷渗水墙面";
  const id = await ask({ title: TITLE, private: true });
  await step(liuhe!, id, "assistance", { offices: ["fuqiao"] });
  await step(liuhe!, id, "extension", { days: 3, reason: "等配件" });
  await step(liuhe!, id, "hand-over", { office: "shaxi", reason: "属沙溪镇" });
  await step(shaxi!, id, "return", { reason: "不属本镇" });
  await step(administrator!, id, "assignment", { office: "shaxi" });
  at("2026-11-18T01:15:00Z");
  expect(await escalate()).toBeGreaterThan(0);
  const signers = (who: Somebody[]) => ({ signers: who.map(({ member }) => ({ username: (member as unknown as { username: string }).username, step: 1 })) });
  const second = await visitor(site, "responder", "shaxi");
  expect((await administrator!.api("PUT", "/offices/shaxi/sign-off", signers([second as Somebody]))).status).toBe(200);
  expect((await shaxi!.api("POST", `/threads/${id}/answer`, { body: "墙面渗水已查明，周五上门修好。" })).status).toBe(202);
  await step(administrator!, id, "hand-over", { office: "liuhe", reason: "属浏河镇" });
  await step(liuhe!, id, "answer", { body: "墙面渗水已查明，周五上门修好。" });
  const rows = await db.notification.findMany({ where: { OR: [{ path: { contains: `/threads/${id}` } }, { key: { contains: `:${id}:` } }] } });
  expect(new Set(rows.map(({ kind }) => kind))).toEqual(
    new Set([
      ...["feedbackArrived", "feedbackAssists", "feedback_assisted", "feedback_extended", "feedback_handedOver", "feedbackRelieved", "feedback_returned"],
      ...["feedback_assigned", "answerElsewhere", "answerWaits", "feedback_answered", "feedbackOverdueLead", "feedbackReceived"],
    ]),
  );
  expect(rows.map(({ args }) => JSON.parse(args).title)).toEqual(rows.map(() => `#${id}`));
  const mails = await db.outboxItem.findMany({ where: { channel: "mail" }, select: { payload: true } });
  expect(mails.filter(({ payload }) => payload.includes(`#${id}`)).length).toBeGreaterThan(10); // premise
  expect(mails.filter(({ payload }) => payload.includes(TITLE))).toEqual([]);
  expect((await colleague!.get("/me/notifications")).text).toContain(`#${id}`);
  await administrator!.api("PUT", "/offices/shaxi/sign-off", signers([]));
  await transact((tx) => tx.account.updateMany({ data: { mailNotices: false } }));
});

test("a mail says what the notice says", async () => {
  await transact((tx) => tx.account.update({ where: { id: shaxi!.member.id }, data: { email: "shaxi@example.org", mailNotices: true } }));
  const id = await ask();
  await step(administrator!, id, "assignment", { office: "shaxi" });
  const mails = await db.outboxItem.findMany({ where: { channel: "mail" }, select: { payload: true } });
  const letters = mails.map(({ payload }) => JSON.parse(payload)).filter(({ path }) => path === `/threads/${id}`);
  expect(letters.map(({ kind, to }) => [kind, to])).toEqual([["feedbackArrived", { accountId: shaxi!.member.id }]]);
});

test("whoever waits for a merged question, asker, follower and supporter alike, is told of the merging and of the answer", async () => {
  const follower = await visitor(site, "resident");
  const earlier = (await follower.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "桥灯不亮", body: "桥上的灯都不亮了。" })).json.id;
  const [merged, into] = [await ask(), await othersQuestion()];
  await step(liuhe!, earlier, "merge", { into: merged });
  expect((await supporter!.api("PUT", `/threads/${merged}/support`)).status).toBe(200);
  const waiting = async (act: () => Promise<unknown>) => {
    const last = (await db.notification.findFirst({ orderBy: { id: "desc" }, select: { id: true } }))!.id;
    await act();
    const ids = [asker!, follower, supporter!].map(({ member }) => member!.id);
    const rows = await db.notification.findMany({ where: { id: { gt: last }, accountId: { in: ids } }, select: { accountId: true, kind: true, path: true } });
    return ids.map((id) => rows.filter(({ accountId }) => accountId === id).map(({ kind, path }) => `${kind} ${path}`));
  };
  expect(await waiting(() => step(liuhe!, merged, "merge", { into }))).toEqual(Array(3).fill([`feedback_merged /threads/${merged}`]));
  expect(await waiting(() => step(liuhe!, into, "answer", { body: "周五修好，请放心。" }))).toEqual(Array(3).fill([`feedback_answered /threads/${into}`]));
});

/** A question of somebody else's. */
async function othersQuestion(): Promise<number> {
  const other = await visitor(site, "resident");
  return (await other.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "桥上的灯", body: "桥上的灯什么时候修？" })).json.id;
}
