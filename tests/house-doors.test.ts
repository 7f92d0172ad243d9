import { expect, test } from "vitest";
import { callsIn, lineAt, sourcesIn, textOfFile } from "./sources.ts";

/** The rules of the house: what every door and every view has. */

const server = sourcesIn("server", ".ts");
const doors = server.filter(({ path }) => /\/(pages|api|[\w-]+-(?:pages|api))\.ts$/.test(path) && !path.startsWith("server/http/"));
const isApi = ({ path }: { path: string }) => /[/-]api\.ts$/.test(path);
const views = sourcesIn("views", ".ejs");
const isWrite = (name: string) => /^(?:\w*[rR]outer|api|\w+Api|section|handler)(?:\.(?:post|put|patch|delete|all)|\[method\])$/.test(name);

test("every route that writes begins with a guard: token, origin and limit", () => {
  const others = doors.filter((door) => !isApi(door)); // http/api-router.ts guards those itself
  const routes = others.flatMap((door) => callsIn(door).flatMap(({ name, args }) => (isWrite(name) ? [{ door, args }] : [])));
  expect(routes.length).toBeGreaterThan(35); // premise: they were found
  const open = routes.filter(({ door, args }) => {
    const guard = args[1] ? door.text.slice(args[1].start, args[1].end) : "";
    const [address] = args;
    const isPreference = address?.value === "/preferences"; // chooses a language and a type size; its cookie is its own
    return !/^\.\.\.(guarded|form)\(/.test(guard) && !(isPreference && guard === "guardOrigin");
  });
  expect(open.map(({ door, args }) => `${door.path}:${lineAt(door.text, args[0]!.start)}`)).toEqual([]);
});

test("an operation of the API is declared: no api.ts has a route of its own", () => {
  const apis = doors.filter(isApi);
  expect(apis.length).toBeGreaterThan(20); // premise: they were found
  expect(apis.filter(({ text }) => !/\bapiRouter\(\)/.test(text)).map(({ path }) => path)).toEqual([]);
  expect(apis.filter(({ text }) => /\bRouter\b[^;]* from "express"|\bguarded\(|\.json\(/.test(text)).map(({ path }) => path)).toEqual([]);
});

test("no file but a room's doors has routes that write", () => {
  const others = server.filter(({ path }) => !doors.some((door) => door.path === path));
  expect(others.filter((source) => callsIn(source).some(({ name }) => isWrite(name))).map(({ path }) => path)).toEqual([]);
});

test("a view begins by naming what it takes", () => {
  expect(views.length).toBeGreaterThan(50); // premise
  expect(views.filter(({ text }) => !/^<%# takes: \S/.test(text)).map(({ path }) => path)).toEqual([]);
});

test("a view asks nobody: no permission, no query, no waiting", () => {
  for (const { path, text } of views) expect(text, path).not.toMatch(/\bcan\(|\ballow\(|\bdb\.|\bawait\b|\bfetch\(|\brequire\(/);
});

test("a view says everything through texts, the server and the browser's modules too: no Chinese in code", () => {
  const code = [...server, ...sourcesIn("static/client", ".ts"), ...views];
  const found = code.flatMap(({ path, text }) =>
    [...text.matchAll(/\p{Script=Han}+/gu)].map(({ 0: words, index }) => `${path}:${lineAt(text, index)} ${words}`),
  );
  const OWN_NAME = "民意在线"; // the section's own name, in the title of the API's description
  expect(found.filter((each) => !(each.startsWith("server/http/openapi.ts") && each.endsWith(OWN_NAME)))).toEqual([]);
});

test("a view prints nothing unescaped but what was made to be HTML", () => {
  const MADE = /^(?:include\(|time\(|moment\(|day\(|postsHtml$|post\.html$|draft\.html$|question\.html$|entry\.html$|revision\.html$|clientTexts$|fraction$)/;
  const raw = views.flatMap(({ path, text }) => [...text.matchAll(/<%-\s*([\s\S]*?)\s*-?%>/g)].map(([, what]) => ({ path, what: what! })));
  expect(raw.length).toBeGreaterThan(80); // premise
  expect(raw.filter(({ what }) => !MADE.test(what)).map(({ path, what }) => `${path}: ${what}`)).toEqual([]);
});

test("every package has an exact version", () => {
  const { dependencies, devDependencies } = JSON.parse(textOfFile("package.json")) as Record<string, Record<string, string>>;
  const versions = Object.entries({ ...dependencies, ...devDependencies });
  expect(versions.length).toBeGreaterThan(30); // premise
  expect(versions.filter(([, version]) => !/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test("every package that the code names is declared", () => {
  const { dependencies } = JSON.parse(textOfFile("package.json")) as { dependencies: Record<string, string> };
  const imported = server
    .flatMap(({ text }) => [...text.matchAll(/from "((?:@[\w.-]+\/)?[\w.-]+)[^"]*"/g)].map(([, name]) => name!))
    .filter((name) => !/^[.]|^node:|^node$/.test(name));
  const TYPES_ONLY = ["better-sqlite3"]; // the adapter brings it; only its types are named
  expect([...new Set(imported)].filter((name) => !(name in dependencies) && !TYPES_ONLY.includes(name))).toEqual([]);
});
