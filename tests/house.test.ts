import { describe, expect, test } from "vitest";
import { importsOf, parsed, type Source, sourcesIn } from "./sources.ts";

/** The rules of the house: which file may know of which. A new file that fits none of these places needs a thought first. */

const server = sourcesIn("server", ".ts");
const byPath = new Map(server.map((source) => [source.path, source]));
const ROOMS = ["activities", "cli", "calendar", "feedback", "forum", "masking", "media", "notifications", "people", "planning", "quota", "settings", "towns"];

const roomOf = (path: string): string => /^server\/(\w+)\//.exec(path)?.[1] ?? "";
const isOf =
  (...rooms: string[]) =>
  (path: string) =>
    rooms.includes(roomOf(path));
const imports = server.flatMap((source) => importsOf(source).map((each) => ({ from: source.path, ...each })));
const arrows = imports.filter(({ ours }) => ours).map(({ from, to }) => `${from} → ${to}`);
const packages = imports.filter(({ ours }) => !ours);

/** Begin the program or put the rooms together. */
const TOP = [
  ...["main", "cli", "app", "notifications/outbox", "jobs", "openapi", "reactions"].map((name) => `server/${name}.ts`),
  ...server.map(({ path }) => path).filter(isOf("openapi")), // the API's description, part by part
];
/** The simplest words, which everybody may use. */
const WORDS = ["access/actor", "core/clock", "core/config", "core/events", "core/kinds", "core/problems"].map((name) => `server/${name}.ts`);
/** Small tools of one idea each, made of those words. */
const TOOLS = ["output-fields", "core/paging", "core/secrets", "core/spreadsheets", "core/text-fields", "core/urls"].map((name) => `server/${name}.ts`);
/** Where requests and connections come in and HTML goes out. */
const DOOR = /^server\/(?!http|data)\w+\/(pages|api|live|door|post-html|kept-posts|mail|empty-words|[\w-]+-(?:pages|api))\.ts$/;

const forbid = (from: (path: string) => boolean, to: (path: string) => boolean) =>
  imports.filter((each) => each.ours && from(each.from) && to(each.to)).map(({ from: file, to: used }) => `${file} → ${used}`);

describe("the arrows", () => {
  test("every file has its place: a room, a foundation, or one of the few beside them", () => {
    const elsewhere = server
      .map(({ path }) => path)
      .filter((path) => !isOf(...ROOMS, "http", "data", "setup")(path) && ![...TOP, ...WORDS, ...TOOLS].includes(path));
    expect(elsewhere).toEqual([]);
    expect(server.length).toBeGreaterThan(60); // premise: they were found
    expect(arrows).toContain("server/threads/reply.ts → server/data/client.ts"); // premise: so were their imports
  });

  test("nobody imports what begins the program, and only the program's top imports app and reactions", () => {
    const begins = ["server/main.ts", "server/cli.ts"];
    expect(
      forbid(
        () => true,
        (to) => begins.includes(to),
      ),
    ).toEqual([]);
    expect(
      forbid(
        (from) => !TOP.includes(from),
        (to) => TOP.includes(to),
      ),
    ).toEqual([]);
  });

  test("the simplest words import nothing of ours, the tools only words", () => {
    expect(
      forbid(
        (from) => WORDS.includes(from),
        () => true,
      ),
    ).toEqual([]);
    expect(
      forbid(
        (from) => TOOLS.includes(from),
        (to) => !WORDS.includes(to),
      ),
    ).toEqual([]);
  });

  test("http/ and data/ import no room, and data/ not http/", () => {
    expect(forbid(isOf("http", "data"), isOf(...ROOMS))).toEqual([]);
    expect(forbid(isOf("data"), isOf("http"))).toEqual([]);
  });

  test("doors are opened by the program's top only", () => {
    const outside = (from: string) => !TOP.includes(from) && !DOOR.test(from);
    expect(forbid(outside, (to) => DOOR.test(to))).toEqual([]);
  });

  test("acts, read models and rules know nothing of HTTP and sockets", () => {
    const inside = (from: string) => isOf(...ROOMS)(from) && !DOOR.test(from);
    expect(server.filter(({ path }) => inside(path)).length).toBeGreaterThan(30); // premise
    expect(forbid(inside, isOf("http"))).toEqual([]);
    const carriers = ["express", "socket.io", "express-session", "passport", "node:http", "ejs"];
    expect(packages.filter(({ from, to }) => inside(from) && carriers.includes(to)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test("there is no cycle anywhere", () => {
    const seen = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const follow = (path: string, trail: string[]): void => {
      if (seen.get(path) === "open") cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
      if (seen.has(path)) return;
      seen.set(path, "open");
      const source = byPath.get(path) as Source;
      for (const { to, ours } of source ? importsOf(source) : []) if (ours && byPath.has(to)) follow(to, [...trail, path]);
      seen.set(path, "done");
    };
    for (const { path } of server) follow(path, []);
    expect(cycles).toEqual([]);
  });
});

describe("a file", () => {
  const all = [...server, ...sourcesIn("static/client", ".ts"), ...sourcesIn("tests", ".ts").filter(({ path }) => !path.startsWith("tests/setup/"))];
  const exportsOf = (source: Source) => parsed(source).module.staticExports.flatMap(({ entries }) => entries);

  test("exports by name, never a default", () => {
    const defaults = all.filter((source) => exportsOf(source).some(({ exportName }) => exportName.kind === "Default"));
    expect(defaults.map(({ path }) => path)).toEqual([]);
  });

  test("says something of its own: none only passes on what others export", () => {
    const barrels = all.filter((source) => exportsOf(source).length > 0 && exportsOf(source).every(({ moduleRequest }) => moduleRequest !== null));
    expect(barrels.map(({ path }) => path)).toEqual([]);
    expect(all.filter(({ path }) => path.endsWith("/index.ts")).map(({ path }) => path)).toEqual([]);
  });

  test("is named by what happens in it, not by what it is made of", () => {
    const EMPTY = /(^|[/.-])(utils?|helpers?|common|shared|managers?|services?|base|misc)([/.-]|$)/i;
    const names = [...all, ...sourcesIn("views", ".ejs"), ...sourcesIn("static/css", ".css")].map(({ path }) => path);
    expect(names.length).toBeGreaterThan(150); // premise
    // views and css/base.css: the base of a style sheet is what it says.
    expect(names.filter((path) => EMPTY.test(path) && path !== "static/css/base.css")).toEqual([]);
  });
});
