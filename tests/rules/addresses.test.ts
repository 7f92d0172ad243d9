import { beforeEach, describe, expect, test } from "vitest";
import { readConfig, useConfig } from "../../server/core/config.ts";
import { safeReturn, url } from "../../server/core/urls.ts";

const mountedAt = (path: string) => useConfig(readConfig({ DATA_DIR: "/tmp/minyi-config-test", SESSION_SECRET: "x".repeat(32), BASE_PATH: path }));

/** Where a browser on our site would really go. */
const lands = (path: string) => new URL(path, "https://minyi.example");

const ATTEMPTS = [
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  "https://evil.example",
  "HTTPS:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
]
  .concat([
    "/.//evil.example",
    "/..//evil.example",
    "/./\\evil.example",
    "/%2f/evil.example",
    "/%5cevil.example",
    "/@evil.example",
    "/.evil.example",
    "/\u0000/evil.example",
    "/\u3000/evil.example",
    "http:/evil.example",
    "?//evil.example",
    "#x",
    "evil.example",
    " /threads",
  ])
  .concat([
    "/minyi//evil.example",
    "/minyi/..//evil.example",
    "/minyi@evil.example",
    "/minyi.evil.example",
    "/minyi/../elsewhere",
    "/minyi/%2e%2e/elsewhere",
    "/minyi-other/x",
    "/minyix",
  ]);

describe.each(["", "/minyi"])("mounted at %j", (base) => {
  beforeEach(() => mountedAt(base));

  test.each(ATTEMPTS)("nobody is sent out of the section by %j", (attempt) => {
    const { origin, pathname } = lands(safeReturn(attempt));
    expect(origin).toBe("https://minyi.example");
    if (base) expect(`${pathname}/`).toMatch(/^\/minyi\//);
  });

  test.each(["/", "/threads/5?order=newest&cursor=abc", "/towns/liuhe#towns", "/threads/new?kind=QUESTION"])("everybody comes back to %j", (path) =>
    expect(safeReturn(base + path)).toBe(base + path),
  );

  test.each([{ value: undefined }, { value: null }, { value: 5 }, { value: {} }, { value: [] }, { value: ["/threads"] }, { value: "" }])(
    "what is no path leads home: %j",
    ({ value }) => expect(safeReturn(value)).toBe(url("/")),
  );
});

test("addresses leave out what is not asked for", () => {
  mountedAt("");
  expect(url("/threads", { kind: "ACTIVITY", order: null, cursor: "", town: undefined })).toBe("/threads?kind=ACTIVITY");
  expect(url("/threads", { q: "浏河 &=" })).toBe(`/threads?q=${encodeURIComponent("浏河")}+%26%3D`);
  expect([url(""), url("/")]).toEqual(["/", "/"]);
});
