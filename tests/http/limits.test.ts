import { beforeAll, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite({ RATE_LIMITS: "on" });
let resident: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
});

test("whoever guesses passwords is told to wait, by form and by JSON; others with their own names sign in meanwhile", async () => {
  const guess = async () => (await anyone(site).begin()).api("POST", "/session", { username: resident.member!.username, password: "a-wrong-guess" });
  const answers = [];
  for (let time = 0; time < 12; time++) answers.push(await guess());
  expect(answers[0]!.status).toBe(401); // premise
  const last = answers.at(-1)!;
  expect([last.status, Number(last.headers.get("retry-after")) > 0]).toEqual([429, true]);
  const stranger = await anyone(site).begin();
  const page = await stranger.form("/sign-in", { username: resident.member!.username.toUpperCase(), password: "a-long-enough-one" });
  expect([page.status, page.text.includes(said("problem.429.heading")) || page.text.includes("field-username")]).toEqual([429, true]);
  await visitor(site, "moderator"); // signs in
});

test("whoever writes faster than anybody can is told to wait, and keeps what was typed", async () => {
  const { id } = (await resident.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "问", body: "问题" })).json;
  const statuses = [];
  for (let time = 0; time < 62; time++) statuses.push((await resident.api("POST", `/threads/${id}/posts`, { body: "" })).status);
  expect(statuses[0]).toBe(422); // premise
  expect(statuses.at(-1)).toBe(429);
  const page = await resident.form(`/threads/${id}/posts`, { body: "写得太快的话" });
  expect([page.status, page.headers.has("retry-after"), page.text.includes("写得太快的话")]).toEqual([429, true, true]);
  expect((await resident.get(`/threads/${id}`)).status).toBe(200); // reading goes on
});
