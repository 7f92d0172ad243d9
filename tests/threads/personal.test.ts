import { beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { markPersonal } from "../../server/threads/mark-personal.ts";
import { makeTown } from "../cast.ts";
import { listener } from "../live/client.ts";
import { partsOf, said, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

/** Personal numbers through every surface on which a title or a text is read. */

const site = useSite();
const MOBILE = "13812345678";
const ID_CARD = "110101199003077571";
const BANK_CARD = "6222021234567890128";
const NUMBERS = [MOBILE, ID_CARD, BANK_CARD];
const TITLE = `路灯坏了请打${MOBILE}`;
const BODY = `路灯坏了三天，手机${MOBILE}，身份证${ID_CARD}，[拨打](tel:${MOBILE})，退款到 **6222**021234567890128 。热线12345仍然打不通。`;

let author: Visitor;
let insiders: [string, Visitor][];
let outsiders: [string, Visitor][];
let thread: { id: number; openingPost: { id: number } };
let reply: number;

beforeAll(async () => {
  await Promise.all([makeTown("liuhe", "浏河镇"), makeTown("shaxi", "沙溪镇")]);
  author = await visitor(site, "resident");
  insiders = [
    ["its author", author],
    ["a responder of the town", await visitor(site, "responder", "liuhe")],
    ["the town's association", await visitor(site, "association", "liuhe")],
    ["an administrator", await visitor(site, "administrator")],
  ];
  outsiders = [
    ["someone without an account", anyone(site)],
    ["another resident", await visitor(site, "resident")],
    ["a responder of another town", await visitor(site, "responder", "shaxi")],
    ["another town's association", await visitor(site, "association", "shaxi")],
    ["a moderator", await visitor(site, "moderator")],
  ];
  thread = (await author.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: TITLE, body: "先写一版" })).json;
  await author.api("PATCH", `/threads/${thread.id}`, { title: `${TITLE}或+86 139-1234-5678`, body: "再写一版" });
  await author.api("PATCH", `/threads/${thread.id}`, { title: TITLE, body: BODY });
  reply = (await author.api("POST", `/threads/${thread.id}/posts`, { body: `补充：${BODY}` })).json.id;
});

/** Every place where a title or a text is read, with what a reader of all of it finds there. */
const places = (): [string, string, string[]][] => [
  ["the thread's page", `/threads/${thread.id}`, NUMBERS],
  ["the other orders", `/threads/${thread.id}?order=newest`, NUMBERS],
  ["the home", "/", [MOBILE]],
  ["the board", "/towns/liuhe", [MOBILE]],
  ["the list of all threads", "/threads?kind=QUESTION", [MOBILE]],
  ["the thread's history", `/threads/${thread.id}/history`, [...NUMBERS, "139-1234-5678"]],
  ["the reply's history", `/posts/${reply}/history`, NUMBERS],
  ["the thread as JSON", `/api/v1/threads/${thread.id}`, NUMBERS],
  ["its replies", `/api/v1/threads/${thread.id}/posts`, NUMBERS],
  ["its changes", `/api/v1/threads/${thread.id}/posts?since=0`, NUMBERS],
  ["one post", `/api/v1/posts/${reply}`, NUMBERS],
  ["the list as JSON", "/api/v1/threads?town=liuhe", [MOBILE]],
];

/** What a page or answer says, its marks taken out of the numbers. */
const plain = (text: string) => text.replace(/<\/?strong>|\*\*/g, "");
const holds = (text: string, number: string) => plain(text).includes(number);

describe("a question with an ID-card, a mobile and a bank-card number", () => {
  test("is read in full by its author, the town's offices and administrators, everywhere", async () => {
    for (const [who, reader] of insiders)
      for (const [place, path, numbers] of places()) {
        const { status, text } = await reader.get(path);
        expect(status, `${who}: ${place}`).toBe(200);
        for (const number of numbers) expect(holds(text, number), `${who} misses ${number} on ${place}`).toBe(true);
      }
  });

  test("is read with its numbers masked by everyone else, everywhere, moderators too", async () => {
    for (const [who, reader] of outsiders)
      for (const [place, path, numbers] of places()) {
        const { status, text } = await reader.get(path);
        expect(status, `${who}: ${place}`).toBe(200);
        for (const number of [...NUMBERS, "139-1234-5678"]) expect(holds(text, number), `${who} reads ${number} on ${place}`).toBe(false);
        expect(text, `${who}: ${place}`).toMatch(/138(?:\*|\\\\\*){4}5678/);
        if (numbers.length > 1) expect(text).toContain("12345");
      }
  });

  test("leaks nothing when readers of both kinds take turns: what is kept is kept apart", async () => {
    const [, stranger] = outsiders[0]!;
    for (let round = 0; round < 2; round++)
      for (const reader of [author, stranger, insiders[1]![1], outsiders[1]![1]]) {
        const full = insiders.some(([, insider]) => insider === reader);
        const { text } = await reader.get(`/threads/${thread.id}`);
        for (const number of NUMBERS) expect(holds(text, number)).toBe(full);
      }
  });

  test("has a masked title in the page's head, heading and in what a moderator confirms", async () => {
    const [, moderator] = outsiders.at(-1)!;
    const parts = partsOf((await moderator.get(`/threads/${thread.id}`)).text);
    for (const tag of ["title", "h1"]) expect(parts.find((part) => part.tag === tag)?.text).toContain("138****5678");
    for (const path of [`/threads/${thread.id}/remove`, `/posts/${reply}/remove`, `/threads/${thread.id}/move`]) {
      const { status, text } = await moderator.get(path);
      expect(status).toBe(200);
      for (const number of NUMBERS) expect(holds(text, number), path).toBe(false);
    }
  });

  test("is quoted as the reader sees it", async () => {
    const quoted = async (reader: Visitor) => typedIn((await reader.get(`/threads/${thread.id}?quote=${reply}`)).text, "body") ?? "";
    for (const number of NUMBERS) {
      expect(holds(await quoted(author), number)).toBe(true);
      expect(holds(await quoted(outsiders[1]![1]), number)).toBe(false);
    }
    expect(await quoted(outsiders[1]![1])).toContain("补充：路灯坏了三天");
  });

  test("is edited in full by its author", async () => {
    const form = (await author.get(`/threads/${thread.id}/edit`)).text;
    expect([typedIn(form, "title"), typedIn(form, "body")]).toEqual([TITLE, BODY]);
    expect(typedIn((await author.get(`/posts/${reply}/edit`)).text, "body")).toBe(`补充：${BODY}`);
  });

  test("is told live as anyone may read it, whoever listens", async () => {
    for (const who of [null, author, outsiders[1]![1]]) {
      const ear = await listener(site, who);
      await ear.ask("board:watch", { town: "liuhe" });
      const joined = await ear.ask("thread:join", { threadId: thread.id, since: 0 });
      expect(joined.changes.length).toBeGreaterThan(1); // premise
      const { id } = (await author.api("POST", `/threads/${thread.id}/posts`, { body: `还有一句 ${NUMBERS.join(" ")}` })).json;
      await ear.hears("post:created", ({ postId }) => postId === id);
      await author.api("PATCH", `/posts/${id}`, { body: `改过 ${NUMBERS.join(" ")}` });
      await ear.hears("post:updated", ({ postId }) => postId === id);
      await ear.hears("thread:updated");
      await ear.hears("board:changed");
      const { changes } = joined;
      for (const number of NUMBERS) expect(holds(JSON.stringify([ear.told, changes]), number)).toBe(false);
      expect(JSON.stringify(ear.told)).toContain("138****5678");
      if (who === null) expect(joined.title).toContain("138****5678");
    }
  });

  test("shows its numbers to the offices of the town that it is moved to, and no longer to those of the first", async () => {
    const { id } = (await author.api("POST", "/threads", { town: "liuhe", kind: "OPINION", title: TITLE, body: BODY })).json;
    const [, moderator] = outsiders.at(-1)!;
    await moderator.api("PUT", `/threads/${id}/place`, { town: "shaxi", kind: "OPINION" });
    expect((await outsiders[2]![1].api("GET", `/threads/${id}`)).json.title).toBe(TITLE);
    expect((await insiders[1]![1].api("GET", `/threads/${id}`)).json.title).toContain("138****5678");
  });

  test("without a number any more is read alike by all", async () => {
    const { id } = (await author.api("POST", "/threads", { town: "liuhe", kind: "OPINION", title: TITLE, body: BODY })).json;
    await author.api("PATCH", `/threads/${id}`, { title: "路灯修好了", body: "谢谢，热线12345很快。" });
    const [own, others] = [await author.api("GET", `/threads/${id}`), await anyone(site).api("GET", `/threads/${id}`)];
    expect(others.json).toEqual(own.json);
  });
});

describe("whoever writes a number", () => {
  const FIELDS = { town: "liuhe", kind: "QUESTION", title: "窨井盖不见了", body: `请打${MOBILE}，我带路。` };
  const warning = (html: string) => partsOf(html).find(({ is }) => is["aria-labelledby"] === "personal-heading")?.text ?? "";
  const count = async () => (await anyone(site).api("GET", "/towns/liuhe")).json.threadCount;

  test("is shown first how others will see it, loses nothing, and may send it all the same", async () => {
    const before = await count();
    const first = await author.form("/threads", FIELDS);
    expect(first.status).toBe(422);
    expect(warning(first.text)).toContain(said("personal.kind.mobile"));
    expect(warning(first.text)).toContain("138****5678");
    expect([typedIn(first.text, "title"), typedIn(first.text, "body"), typedIn(first.text, "town")]).toEqual([FIELDS.title, FIELDS.body, "liuhe"]);
    expect(await count()).toBe(before);
    expect(partsOf(first.text).find(({ tag, is }) => tag === "button" && is.name === "personalSeen")?.is.value).toBe("1");
    const second = await author.form("/threads", { ...FIELDS, personalSeen: "1", submission: typedIn(first.text, "submission")! });
    expect(second.status).toBe(303);
    expect(await count()).toBe(before + 1);
  });

  test("is told of a reply and of both edits too", async () => {
    const tries: [string, Record<string, string>][] = [
      [`/threads/${thread.id}/posts`, { body: `身份证 ${ID_CARD}` }],
      [`/threads/${thread.id}/edit`, { title: "新标题", body: `卡号 ${BANK_CARD}` }],
      [`/posts/${reply}/edit`, { body: `手机 ${MOBILE} 改过` }],
    ];
    for (const [path, fields] of tries) {
      const first = await author.form(path, fields);
      expect([first.status, typedIn(first.text, "body")], path).toEqual([422, fields.body]);
      expect(warning(first.text), path).toContain("*");
      expect((await author.form(path, { ...fields, personalSeen: "1" })).status, path).toBe(303);
    }
  });

  test("is told once: another mistake does not ask again", async () => {
    const wrong = await author.form("/threads", { ...FIELDS, town: "nowhere", personalSeen: "1" });
    expect(wrong.status).toBe(422);
    expect(partsOf(wrong.text).find(({ tag, is }) => tag === "input" && is.name === "personalSeen")?.is.value).toBe("1");
  });

  test("is told while typing, by the same rules", async () => {
    const told = await author.form("/preview/personal", { title: "", body: `请打${MOBILE}` });
    expect(told.text).toContain("138****5678");
    expect(told.text).toContain('name="personalSeen"');
    expect((await author.form("/preview/personal", { title: "", body: "请打12345" })).text).toBe("");
    expect((await anyone(site).form("/preview/personal", { body: MOBILE })).status).toBe(401);
  });

  test("privately is told who will read it, not what others will see: nobody else will", async () => {
    const hidden = { ...FIELDS, title: "一件不公开的事", private: "1" };
    const first = await author.form("/threads", hidden);
    expect([first.status, warning(first.text).includes(said("personal.whoPrivate")), first.text.includes("138****5678")]).toEqual([422, true, false]);
    const told = await author.form("/preview/personal", { title: "", body: FIELDS.body, private: "1" });
    expect([told.text.includes(said("personal.whoPrivate")), told.text.includes("138****5678")]).toEqual([true, false]);
    const sent = await author.form("/threads", { ...hidden, personalSeen: "1" });
    const page = (await author.get(sent.to!)).text; // the reply box knows that the thread is private
    const address = partsOf(page).find(({ is }) => is["data-personal-url"] !== undefined)!.is["data-personal-url"]!;
    expect(warning((await author.form(address, { body: FIELDS.body })).text)).toContain(said("personal.whoPrivate"));
    expect(warning((await author.form(`${sent.to}/posts`, { body: FIELDS.body })).text)).toContain(said("personal.whoPrivate"));
    // What the office writes there, the asker reads with its numbers hidden: it is told so.
    const [, office] = insiders[1]!;
    expect(warning((await office.form(`${sent.to}/posts`, { body: FIELDS.body })).text)).toContain("138****5678");
  });

  test("is told of a button only where there is one", async () => {
    const again = (await author.form("/threads", FIELDS)).text;
    expect(warning(again)).toContain(said("personal.changeOrConfirm"));
    expect(warning(again)).toContain(said("personal.sendAnyway"));
    const told = (await author.form("/preview/personal", { body: FIELDS.body })).text;
    expect([warning(told).includes(said("personal.change")), told.includes(said("personal.sendAnyway"))]).toEqual([true, false]);
  });

  test("over the API sends at once", async () => {
    expect((await author.api("POST", "/threads", { ...FIELDS, title: "另一只窨井盖" })).status).toBe(201);
  });
});

test("what was written before there were these rules is masked from the first reading on, and marked exactly by the operator's recomputation", async () => {
  await transact(async (tx) => {
    await tx.post.updateMany({ data: { personal: true } });
    await tx.thread.updateMany({ data: { personalTitle: true } });
  });
  expect(await markPersonal()).toBeGreaterThan(0);
  expect(await markPersonal()).toBe(0);
  expect(holds((await anyone(site).get(`/posts/${reply}/history`)).text, MOBILE)).toBe(false);
});

test("what is told in the app and by mail quotes a title as anyone may read it, and the timeline a reason", async () => {
  const { id } = (await author.api("POST", "/threads", { town: "liuhe", kind: "OPINION", title: TITLE, body: "请修一修路灯，谢谢。" })).json;
  const [, responder] = insiders[1]!;
  const declined = await responder.form(`/threads/${id}/feedback/decline`, { reason: `不归本镇管，请打${MOBILE}问供电所。`, personalSeen: "1" });
  expect(declined.status).toBe(303);
  const letters = await db.outboxItem.findMany({ where: { channel: "mail" }, select: { payload: true } });
  const notices = await db.notification.findMany({ select: { args: true } });
  expect(notices.filter(({ args }) => args.includes("138****5678")).length).toBeGreaterThan(0); // premise
  expect(JSON.stringify([letters, notices])).not.toContain(MOBILE);
  expect((await author.get("/me/notifications")).text).not.toContain(MOBILE);
  const read = async (who: Visitor) => (await who.api("GET", `/threads/${id}`)).text;
  expect(await read(outsiders[1]![1])).not.toContain(MOBILE);
  expect((await author.api("GET", `/threads/${id}`)).json.feedback.timeline.at(-1).note).toContain(MOBILE);
});

test("an association that schedules a text with a number is asked first, and then it is scheduled, not published", async () => {
  const [, association] = insiders[2]!;
  const fields = {
    town: "liuhe",
    kind: "HOT_TOPIC",
    title: "垃圾分类怎么做更方便",
    body: `请大家出主意，也可以打${MOBILE}。`,
    publishAt: "2099-01-05T09:00",
    intent: "schedule",
  };
  const asked = await association.form("/threads", { ...fields, confirmed: "schedule" });
  const button = partsOf(asked.text).find(({ tag, is }) => tag === "button" && is.name === "personalSeen");
  expect([asked.status, button?.is.value]).toEqual([422, "schedule"]);
  const { intent: _, ...withoutIntent } = fields;
  const sent = await association.form("/threads", { ...withoutIntent, personalSeen: "schedule", confirmed: "schedule" });
  expect([sent.status, sent.to]).toEqual([303, expect.stringContaining("/planner/drafts/")]);
  const page = (await association.get(sent.to!)).text;
  expect(page).not.toContain('name="personalSeen"');
  const draft = await association.form("/threads", { ...fields, intent: "draft" });
  expect(draft.status).toBe(303); // nobody reads a draft
  expect((await association.get(draft.to!)).text).toContain("138****5678");
});
