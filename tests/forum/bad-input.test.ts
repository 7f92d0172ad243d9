import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { complaints, said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let author: Visitor;
let thread: number;
const fine = { town: "liuhe", kind: "QUESTION", title: "一个问题", body: "什么时候？" };

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  author = await visitor(site, "resident");
  thread = (await author.api("POST", "/threads", fine)).json.id;
});
const count = async () => (await anyone(site).api("GET", "/towns/liuhe")).json.threadCount;

/** What is typed wrong, which field it is in, and what is said of it. */
const THREADS: [string, Record<string, string>, string, string][] = [
  ["an empty title", { title: "" }, "title", "required"],
  ["a title of spaces", { title: "  　 " }, "title", "required"],
  ["a title of 121 characters", { title: "长".repeat(121) }, "title", "tooLong"],
  ["a title of 121 emoji", { title: "😀".repeat(121) }, "title", "tooLong"],
  ["a title of two lines", { title: "一\n二" }, "title", "controlCharacters"],
  ["a control character", { body: "看\u0007这里" }, "body", "controlCharacters"],
  ["a reversal of writing", { title: "看\u202E这里" }, "title", "controlCharacters"],
  ["an empty text", { body: "" }, "body", "required"],
  ["a text of what cannot be seen", { body: "\u200B\u200D" }, "body", "required"],
  ["a text whose markup shows nothing", { body: "[](https://a.cn)" }, "body", "required"],
  ["20,001 characters", { body: "字".repeat(20_001) }, "body", "tooLong"],
  ["a town that there is not", { town: "nowhere" }, "town", "unknownTown"],
  ["a kind that there is not", { kind: "RANT" }, "kind", "unknownKind"],
];
const LIMIT: Record<string, number> = { title: 120, body: 20_000 };

describe("a new thread with", () => {
  test.each(THREADS)("%s is refused beside the field, by form and by JSON, and what was typed is kept", async (_name, wrong, field, key) => {
    const before = await count();
    const message = said(`errors.${key}`, { max: LIMIT[field] });
    const typed = { ...fine, ...wrong };
    const page = await author.form("/threads", typed);
    expect(page.status).toBe(422);
    expect(wrongWith(page.text, field)).toBe(message);
    expect(complaints(page.text)).toContain(message);
    // A kind is chosen by a link: without one there is no form to keep anything.
    const kept = field === "kind" ? {} : { title: typed.title, body: typed.body };
    for (const [name, value] of Object.entries(kept)) if (!/[\u0007\n]/.test(value)) expect(typedIn(page.text, name)?.replace(/^\n/, "")).toBe(value);
    const { status, json } = await author.api("POST", "/threads", typed);
    expect([status, json.errors]).toEqual([422, [{ path: field, message }]]);
    expect(await count()).toBe(before);
  });

  test("several things wrong says all of them, each beside its field", async () => {
    const { text } = await author.form("/threads", { ...fine, title: "", body: "" });
    expect([wrongWith(text, "title"), wrongWith(text, "body")]).toEqual([said("errors.required"), said("errors.required")]);
  });

  test("exactly as much as there may be is taken", async () => {
    expect((await author.form("/threads", { ...fine, title: "😀".repeat(120), body: "字".repeat(20_000) })).status).toBe(303);
  });
});

describe("a reply with", () => {
  test.each<[string, Record<string, string>, string]>([
    ["nothing in it", { body: "" }, "required"],
    ["20,001 characters", { body: "字".repeat(20_001) }, "tooLong"],
    ["control characters", { body: "a\u0000b" }, "controlCharacters"],
  ])("%s is refused beside the box, which keeps it", async (_name, { body = "" }, key) => {
    const message = said(`errors.${key}`, { max: 20_000 });
    const page = await author.form(`/threads/${thread}/posts`, { body, submission: "kept-name" });
    expect([page.status, wrongWith(page.text, "body")]).toEqual([422, message]);
    expect(typedIn(page.text, "submission")).toBe("kept-name"); // sent again it is the same one
    if (!body.includes("\u0000")) expect(typedIn(page.text, "body")?.replace(/^\n/, "")).toBe(body);
    const { status, json } = await author.api("POST", `/threads/${thread}/posts`, { body });
    expect([status, json.errors]).toEqual([422, [{ path: "body", message }]]);
  });

  test("an unknown parent, or one of another thread, is refused and kept", async () => {
    const other = (await author.api("POST", "/threads", fine)).json.id;
    const stranger = (await author.api("POST", `/threads/${other}/posts`, { body: "别处" })).json.id;
    for (const parentId of [999_999, stranger]) {
      const { status, json } = await author.api("POST", `/threads/${thread}/posts`, { body: "回它", parentId });
      expect([status, json.errors]).toEqual([422, [{ path: "parentId", message: said("errors.unknownParent") }]]);
      const page = await author.form(`/threads/${thread}/posts`, { body: "回它", parentId: String(parentId) });
      expect([page.status, typedIn(page.text, "body")?.trim()]).toEqual([422, "回它"]);
      expect(complaints(page.text)).toContain(said("errors.unknownParent"));
    }
  });

  test.each([
    ["parentId", "x"],
    ["parentId", -1],
    ["parentId", {}],
    ["body", 5],
    ["body", null],
    ["body", ["x"]],
    ["body", { $ne: "" }],
  ])("%s of a wrong type (%j) is refused beside it", async (field, value) => {
    const { status, json } = await author.api("POST", `/threads/${thread}/posts`, { body: "x", [field]: value });
    expect([status, json.errors[0].path]).toEqual([422, field]);
  });

  test("broken Unicode is refused", async () => {
    const { status, json } = await author.api("POST", `/threads/${thread}/posts`, { body: "坏\uD800字" });
    expect([status, json.errors]).toEqual([422, [{ path: "body", message: said("errors.invalidUnicode") }]]);
  });

  test.each<[string, string, object]>([
    ["a town's name", "/threads", { ...fine, town: "liu\u0000he" }],
    ["the name of a submission", "/threads", { ...fine, submission: "a\u0000b" }],
    ["broken Unicode in a submission", "/threads", { ...fine, submission: "a\uD800b" }],
  ])("an odd character in %s is no failure", async (_name, path, body) => {
    expect((await author.api("POST", path, body)).status).toBeLessThan(500);
  });

  test("a parent that was removed meanwhile is refused, and the box keeps what was typed", async () => {
    const parent = (await author.api("POST", `/threads/${thread}/posts`, { body: "马上删" })).json.id;
    await author.api("DELETE", `/posts/${parent}`);
    const page = await author.form(`/threads/${thread}/posts`, { body: "正要回它", parentId: String(parent) });
    expect([page.status, typedIn(page.text, "body")?.trim()]).toEqual([409, "正要回它"]);
    expect(complaints(page.text)).toContain(said("errors.parentRemoved"));
  });
});

describe("with a session that has ended", () => {
  test.each([
    ["/threads", { ...fine, body: "写了半天" }],
    ["reply", { body: "写了半天" }],
  ])("a form (%s) comes back with what was typed and a way to sign in", async (path, fields) => {
    const someone = await visitor(site, "resident");
    someone.forgetSession();
    const page = await someone.form(path === "reply" ? `/threads/${thread}/posts` : path, fields);
    expect([page.status, typedIn(page.text, "body")?.trim()]).toEqual([401, "写了半天"]);
    expect(page.text).toContain(said("errors.sessionLost"));
    expect(page.text).toContain("/sign-in?returnTo=");
  });
});
