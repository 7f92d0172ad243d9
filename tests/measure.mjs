// node tests/measure.mjs: the structure in figures. Sizes, layers, names from the wire to the row, names and comments.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

const top = join(dirname(fileURLToPath(import.meta.url)), "..");
const sources = readdirSync(join(top, "server"), { recursive: true, encoding: "utf8" })
  .map((name) => `server/${name}`)
  .filter((path) => path.endsWith(".ts") && !path.includes("/generated/"))
  .sort()
  .map((path) => read(path));

function read(path) {
  const text = readFileSync(join(top, path), "utf8");
  const { program, module, comments } = parseSync(path, text);
  return { path, text, program, module, comments, lines: text.trimEnd().split("\n") };
}

const moduleOf = (path) => /^server\/([\w-]+)\//.exec(path)?.[1] ?? "(top)";
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const ascending = (values) => [...values].sort((a, b) => a - b);

function sizes() {
  const rows = Map.groupBy ? Map.groupBy(sources, ({ path }) => moduleOf(path)) : grouped();
  console.log("module            files  lines  median    p90");
  for (const [name, files] of [...rows, ["all", sources]]) {
    const lines = ascending(files.map((file) => file.lines.length));
    const sum = lines.reduce((total, each) => total + each, 0);
    console.log(name.padEnd(16), ...[files.length, sum, at(lines, 0.5), at(lines, 0.9)].map((value) => String(value).padStart(6)));
  }
}

function grouped() {
  const rows = new Map();
  for (const source of sources) rows.set(moduleOf(source.path), [...(rows.get(moduleOf(source.path)) ?? []), source]);
  return rows;
}

const importsOf = ({ path, module, text }) =>
  [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.dynamicImports.map(({ moduleRequest }) => text.slice(moduleRequest.start + 1, moduleRequest.end - 1)),
  ]
    .filter((from) => from.startsWith("."))
    .map((from) => normalize(join(dirname(path), from)));

function layers() {
  const [, list] = /const LAYERS = (\[[\s\S]*?\n\]);/.exec(readFileSync(join(top, "tests/architecture.test.ts"), "utf8"));
  const order = JSON.parse(list.replace(/,(\s*\])/g, "$1"));
  const layerOf = (module) => order.findIndex((layer) => layer.includes(module));
  const upwards = sources.flatMap((source) =>
    importsOf(source)
      .filter((to) => moduleOf(source.path) !== "(top)" && moduleOf(to) !== moduleOf(source.path) && to.startsWith("server/"))
      .filter((to) => moduleOf(to) === "(top)" || layerOf(moduleOf(to)) > layerOf(moduleOf(source.path)))
      .map((to) => `  ${source.path} → ${to}`),
  );
  console.log(`\nmodules in the list of layers: ${order.flat().length}; imports that point up: ${upwards.length}`);
  for (const each of upwards) console.log(each);
}

/** Functions with what they call by name: our own through imports, and the rows that they write. */
function functions() {
  const nodes = new Map();
  for (const source of sources) {
    const names = new Map();
    for (const { moduleRequest, entries } of source.module.staticImports) {
      if (!moduleRequest.value.startsWith(".")) continue;
      const from = normalize(join(dirname(source.path), moduleRequest.value));
      for (const { importName, localName } of entries) if (importName.name) names.set(localName.value, `${from}#${importName.name}`);
    }
    const declared = source.program.body.flatMap((node) => declarations(node.declaration ?? node));
    for (const { name } of declared) names.set(name, `${source.path}#${name}`);
    for (const { name, node } of declared) {
      const text = source.text.slice(node.start, node.end);
      const calls = [...names].filter(([local, key]) => key !== `${source.path}#${name}` && new RegExp(`\\b${local}\\b`).test(text)).map(([, key]) => key);
      nodes.set(`${source.path}#${name}`, { text, calls });
    }
  }
  return nodes;
}

function declarations(node) {
  if (node?.type === "FunctionDeclaration" || node?.type === "ClassDeclaration") return [{ name: node.id.name, node }];
  if (node?.type === "VariableDeclaration")
    return node.declarations.filter(({ id }) => id.type === "Identifier").map((each) => ({ name: each.id.name, node: each }));
  return [];
}

/** The shortest chain of names from an action that a route calls down to the one that writes the row. */
function chain(nodes, from, writes) {
  const queue = [[from]];
  const seen = new Set([from]);
  for (const path of queue) {
    const node = nodes.get(path.at(-1));
    if (!node) continue;
    if (writes.test(node.text)) return path;
    for (const next of node.calls) if (!seen.has(next)) queue.push([...path, next]) && seen.add(next);
  }
  return null;
}

function wireToRow() {
  const nodes = functions();
  const find = (name) => [...nodes.keys()].find((key) => key.endsWith(`#${name}`));
  console.log("\nnames from the wire to the row (the route's file first)");
  for (const [what, action, writes] of [
    ["a reply", "reply", /\bpost\.create\(|INSERT INTO "Post"/],
    ["an answer", "answer", /\bofficialAnswer\.create\(/],
    ["a published activity", "submitThread", /\bactivity\.create\(/],
  ]) {
    const found = chain(nodes, find(action), writes);
    const names = found?.map((key) => key.split("#")[1]);
    console.log(`  ${what}: ${found ? `${found.length + 1}  route → ${names.join(" → ")}` : "not found"}`);
  }
}

const IRREGULAR =
  "kept told asked shown known seen held sent made given taken done found written begun left lost met paid said sold spoken stood thought understood won worn".split(
    " ",
  );
const NO_PARTICIPLE = ["feed", "seed", "need", "speed", "embed", "red", "bed", "shed"];
const isParticiple = (name) => IRREGULAR.includes(name.toLowerCase()) || (/^[A-Za-z][a-z]+ed$/.test(name) && !NO_PARTICIPLE.includes(name.toLowerCase()));

function names() {
  const exported = sources.flatMap(({ path, module }) =>
    module.staticExports.flatMap(({ entries }) =>
      entries.filter(({ moduleRequest }) => !moduleRequest).map(({ exportName }) => ({ path, name: exportName.name })),
    ),
  );
  const places = new Map();
  for (const { name, path } of exported) places.set(name, new Set([...(places.get(name) ?? []), path]));
  const twice = [...places].filter(([, paths]) => paths.size > 1);
  console.log(`\nexported names defined twice: ${twice.length}`);
  for (const [name, paths] of twice) console.log(`  ${name}: ${[...paths].join(", ")}`);
  const files = sources.map(({ path }) => path.split("/").at(-1).replace(".ts", ""));
  const participles = [...files.filter(isParticiple), ...[...places.keys()].filter(isParticiple)];
  console.log(`participles as nouns: ${participles.length} ${participles.join(" ")}`);
}

function comments() {
  const all = sources.reduce((sum, { lines }) => sum + lines.length, 0);
  const said = sources.reduce(
    (sum, { comments, text }) => sum + comments.reduce((lines, { start, end }) => lines + text.slice(start, end).split("\n").length, 0),
    0,
  );
  console.log(`comment lines: ${((100 * said) / all).toFixed(1)} % of ${all}`);
}

sizes();
layers();
wireToRow();
names();
comments();
