import { describe, expect, test } from "vitest";
import { importsOf, sourcesIn } from "./sources.ts";

/** The layers of docs/modules.md, from the bottom up. A module imports modules of its own layer and of those below. */
const LAYERS = [
  ["core", "data", "masking", "access"],
  ["calendar", "accounts", "settings", "http"],
  ["towns", "offices", "text", "approval"],
  ["notifications"],
  ["threads", "admin"],
  ["activities", "quota", "knowledge"],
  ["questions", "media"],
  ["forum"],
  ["planning", "reporting"],
];
/** What starts and lists: server/*.ts, and the scripts that prepare a checkout. */
const TOP = "";

const sources = sourcesIn("server", ".ts");
const moduleOf = (path: string): string => /^server\/([\w-]+)\//.exec(path)?.[1] ?? TOP;
const layerOf = (module: string): number => LAYERS.findIndex((layer) => layer.includes(module));
const imports = sources.flatMap((source) => importsOf(source).map((each) => ({ from: source.path, ...each })));
const ours = imports.filter(({ to, ours }) => ours && to.startsWith("server/"));
const across = ours.filter(({ from, to }) => moduleOf(from) !== TOP && moduleOf(from) !== moduleOf(to));
const listed = (arrows: { from: string; to: string }[]) => arrows.map(({ from, to }) => `${from} → ${to}`);

/** A module's routes: what it answers over HTTP and sockets. */
/** Imports that still point up; falls to none. */
const UPWARDS = 0;

const ROUTES = /\/(?:pages|api|live|sockets|routes|[\w-]+-(?:pages|api))\.ts$/;

describe("the layers", () => {
  test("hold every module", () => {
    const modules = new Set(sources.map(({ path }) => moduleOf(path)).filter((module) => module !== TOP));
    expect([...modules].filter((module) => layerOf(module) < 0)).toEqual([]);
    expect(across.length).toBeGreaterThan(500); // premise: imports were found
  });

  test("are imported downwards only", () => {
    const upwards = across.filter(({ from, to }) => moduleOf(to) === TOP || layerOf(moduleOf(to)) > layerOf(moduleOf(from)));
    expect(listed(upwards).length).toBeLessThanOrEqual(UPWARDS);
  });

  test("have no cycle between files", () => {
    const next = groupBy(ours);
    expect(
      cyclesOf(
        sources.map(({ path }) => path),
        (path) => (next.get(path) ?? []).map(({ to }) => to),
      ),
    ).toEqual([]);
  });
});

test("core imports only core; http and data import no capability", () => {
  const foreign = (module: string, allowed: string[]) => across.filter(({ from, to }) => moduleOf(from) === module && !allowed.includes(moduleOf(to)));
  expect(listed(foreign("core", []))).toEqual([]);
  expect(listed(foreign("data", ["core"]))).toEqual([]);
  expect(listed(foreign("http", ["core", "data", "access"]))).toEqual([]);
});

test("actions, queries and rules know nothing of Express and Socket.IO", () => {
  const inside = (path: string) =>
    !["http", TOP].includes(moduleOf(path)) && !ROUTES.test(path) && !/accounts\/door|threads\/cache\/(post-html|posts)/.test(path);
  const carriers = ["express", "socket.io", "express-session", "passport", "node:http", "ejs"];
  expect(imports.filter(({ from, to }) => inside(from) && carriers.includes(to)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

function groupBy(arrows: { from: string; to: string }[]): Map<string, { to: string }[]> {
  const groups = new Map<string, { to: string }[]>();
  for (const arrow of arrows) groups.set(arrow.from, [...(groups.get(arrow.from) ?? []), arrow]);
  return groups;
}

/** Every cycle that can be reached from `nodes`, each as a path of names. */
function cyclesOf(nodes: readonly string[], next: (node: string) => readonly string[]): string[] {
  const state = new Map<string, "open" | "done">();
  const cycles: string[] = [];
  const follow = (node: string, trail: string[]): void => {
    if (state.get(node) === "open") cycles.push([...trail.slice(trail.indexOf(node)), node].join(" → "));
    if (state.has(node)) return;
    state.set(node, "open");
    for (const to of next(node)) follow(to, [...trail, node]);
    state.set(node, "done");
  };
  for (const node of nodes) follow(node, []);
  return cycles;
}
