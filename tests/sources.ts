import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "oxc-parser";
import { projectFile } from "../server/data/project-file.ts";

/** The project's own texts, for the tests that hold the rules of the house. */

export interface Source {
  /** Relative to the top folder, e.g. server/threads/reply.ts. */
  path: string;
  text: string;
}

export interface Import {
  /** A path like a source's for ours, else a package's name. */
  to: string;
  ours: boolean;
  names: string[];
}

/** Every file below `folder` that ends with `ending`, sorted; what Prisma generates is nobody's style. */
export function sourcesIn(folder: string, ending: string): Source[] {
  return readdirSync(projectFile(folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(ending) && !path.includes("/generated/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(projectFile(path), "utf8") }));
}

export const textOfFile = (path: string): string => readFileSync(projectFile(path), "utf8");

/** What a source imports or exports on, for its types too. */
export function importsOf({ path, text }: Source): Import[] {
  const { module } = parsed({ path, text });
  const written = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      from: moduleRequest.value,
      names: entries.map(({ importName }) => importName.name ?? "*"),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest ? [{ from: moduleRequest.value, names: ["*"] }] : [])),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => ({ from: text.slice(moduleRequest.start + 1, moduleRequest.end - 1), names: ["*"] })),
  ];
  return written.map(({ from, names }) => {
    const ours = from.startsWith(".");
    return { to: ours ? normalize(join(dirname(path), from)) : from.replace(/^((?:@[^/]+\/)?[^/]+).*/, "$1"), ours, names };
  });
}

/** Of each text once for all test files of a worker. */
const parses = new Map<string, ReturnType<typeof parseSync>>();
const calls = new Map<string, Call[]>();

export function parsed({ path, text }: Source) {
  const result = parses.get(text) ?? parseSync(path, text);
  if (result.errors.length > 0) throw new Error(`${path}: ${result.errors[0]?.message}`);
  parses.set(text, result);
  return result;
}

/** Every call in a source: what is called, as written, and its arguments' nodes. */
export function callsIn(source: Source): Call[] {
  const found = calls.get(source.text) ?? findCalls(source);
  calls.set(source.text, found);
  return found;
}

function findCalls(source: Source): Call[] {
  const found: Call[] = [];
  visit(parsed(source).program, (node) => {
    if (node.type !== "CallExpression" && node.type !== "NewExpression") return;
    const { callee, arguments: args } = node as unknown as { callee: Node; arguments: Node[] };
    found.push({ name: source.text.slice(callee.start, callee.end), args });
  });
  return found;
}

export interface Node {
  type: string;
  start: number;
  end: number;
  value?: unknown;
}

export interface Call {
  name: string;
  args: Node[];
}

/** Every string written below `node`. */
export function stringsIn(node: unknown): string[] {
  const found: string[] = [];
  visit(node, (each) => {
    if (each.type === "Literal" && typeof each.value === "string") found.push(each.value);
  });
  return found;
}

export function visit(node: unknown, look: (node: Node) => void): void {
  if (Array.isArray(node)) for (const each of node) visit(each, look);
  else if (node && typeof node === "object") {
    if ("type" in node) look(node as Node);
    for (const each of Object.values(node)) visit(each, look);
  }
}

/** The line, counted from 1, of a place in a text. */
export const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length;

export const isThere = (path: string): boolean => existsSync(projectFile(path));
