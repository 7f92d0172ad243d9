import { describe, expect, test } from "vitest";
import type { ZodError } from "zod";
import { SignUpInput } from "../../server/accounts/inputs.ts";
import { readConfig, useConfig } from "../../server/core/config.ts";
import { safeReturn } from "../../server/core/urls.ts";
import { StartThreadInput } from "../../server/forum/inputs.ts";
import { subnetOf } from "../../server/http/limits.ts";
import { ReplyInput } from "../../server/threads/inputs.ts";

const keys = ({ error }: { error?: ZodError | undefined }) => error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
const reply = (body: unknown) => keys(ReplyInput.safeParse({ threadId: 1, body }));
const thread = (title: unknown) => keys(StartThreadInput.safeParse({ town: "liuhe", kind: "QUESTION", body: "x", title }));

describe("text", () => {
  test.each([
    ["", "body: required"],
    ["   \n\t", "body: required"],
    ["\u200b\u2060\ufeff", "body: required"],
    ["\u2800\u3164", "body: required"],
    [undefined, "body: required"],
    [5, "body: wrongType"],
    [["x"], "body: wrongType"],
    ["a\u0000b", "body: controlCharacters"],
    ["a\u202eb", "body: controlCharacters"],
    ["a\ud800b", "body: invalidUnicode"],
    ["x".repeat(20_001), "body: tooLong"],
  ])("%j is refused: %s", (body, complaint) => expect(reply(body)).toEqual([complaint]));

  test("is counted in characters, not in units: 20,000 emoji pass, 120 of them in a title", () => {
    expect(reply("😀".repeat(20_000))).toEqual([]);
    expect(thread("😀".repeat(120))).toEqual([]);
    expect(thread("😀".repeat(121))).toEqual(["title: tooLong"]);
    expect(thread("一行\n两行")).toEqual(["title: controlCharacters"]);
  });

  test("is put in one form: line ends, edges, composed letters", () => {
    expect(ReplyInput.parse({ threadId: "1", parentId: "", body: " a\r\nb\rc e\u0301 " })).toMatchObject({
      threadId: 1,
      parentId: undefined,
      body: "a\nb\nc \u00e9",
    });
  });

  test.each([["x"], [0], [-1], [1.5], ["1e3"], [9_999_999_999], [true], [[5]]])("%j is no id", (parentId) => {
    expect(keys(ReplyInput.safeParse({ threadId: 1, body: "x", parentId }))).not.toEqual([]);
  });
});

test("names that look alike are one, and odd ones are refused", () => {
  const name = (username: string) => SignUpInput.safeParse({ username, displayName: "x", password: "long enough" });
  expect(name("ｌｉｕｈｅ").data?.username).toBe("liuhe");
  expect(name("浏河_协会-1").success).toBe(true);
  for (const odd of ["a", "a b", "a/b", "-ab", "a".repeat(33), "<b>"]) expect(name(odd).success, odd).toBe(false);
});

describe("the configuration", () => {
  test("has a default for everything", () => {
    const config = readConfig({ DATA_DIR: "/tmp/minyi-config-test", SESSION_SECRET: "x".repeat(32) });
    expect(config).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      basePath: "",
      timeZone: "Asia/Shanghai",
      defaultLocale: "zh-CN",
      rateLimits: true,
      trustProxy: false,
    });
    expect(config.databaseUrl).toBe("file:/tmp/minyi-config-test/minyi.sqlite");
  });

  test.each([
    ["PORT", "eighty"],
    ["PORT", "70000"],
    ["DATABASE_URL", "mysql://x"],
    ["BASE_PATH", "minyi"],
    ["PUBLIC_URL", "ftp://x"],
    ["SESSION_SECRET", "short"],
    ["TIME_ZONE", "Mars/Olympus"],
    ["DEFAULT_LOCALE", "fr"],
    ["DEMO", "yes"],
    ["TRUST_PROXY", "true"],
    ["LOG_LEVEL", "loud"],
    ["RATE_LIMITS", "maybe"],
  ])("a wrong %s is named", (name, value) => {
    expect(() => readConfig({ DATA_DIR: "/tmp/minyi-config-test", [name]: value })).toThrow(new RegExp(`^${name}: `));
  });
});

test("an IPv6 household is one, an IPv4 address is itself", () => {
  expect(subnetOf("2001:db8:1:2:3:4:5:6")).toBe(subnetOf("2001:db8:1:2::9"));
  expect(subnetOf("2001:db8:1:2::9")).not.toBe(subnetOf("2001:db8:1:3::9"));
  expect(subnetOf("::ffff:10.0.0.1")).toBe("10.0.0.1");
  expect(subnetOf("10.0.0.1")).not.toBe(subnetOf("10.0.0.2"));
});

test("nobody is sent away to another site", () => {
  useConfig(readConfig({ DATA_DIR: "/tmp/minyi-config-test", BASE_PATH: "/minyi", SESSION_SECRET: "x".repeat(32) }));
  for (const away of [
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/minyi\\..",
    "/elsewhere",
    "/minyi/ x",
    5,
    undefined,
    "",
  ]) {
    expect(safeReturn(away), String(away)).toBe("/minyi/");
  }
  expect(safeReturn("/minyi/threads/5?order=newest")).toBe("/minyi/threads/5?order=newest");
});
