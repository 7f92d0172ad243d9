import { readdirSync } from "node:fs";
import { dirname, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { projectFile } from "../server/data/project-file.ts";
import { isThere, lineAt, type Source, sourcesIn, textOfFile } from "./sources.ts";

/** What the documents say of the repository's files is true. */

const TOP = ["README.md", "CONTRIBUTING.md"].map((path) => ({ path, text: textOfFile(path) }));
const documents = [...TOP, ...sourcesIn("docs", ".md")];
const decisions = documents.filter(({ path }) => /^docs\/decisions\/\d{3}-/.test(path)).map(({ path }) => path.slice("docs/decisions/".length));

/** Made on the way, so a fresh clone has none of it. */
const MADE = /^(?:\.\/)?(?:build|var|node_modules|DATA_DIR)\//;
const TOP_FOLDERS = ["server", "tests", "views", "static", "docs", "prisma", ".ci"];
const files = TOP_FOLDERS.flatMap((folder) => readdirSync(projectFile(folder), { recursive: true, encoding: "utf8" }).map((name) => `/${folder}/${name}`));
/** A file by its last folders, as `threads/reply.ts`, or anything below a folder of the top, as `server/threads/`. */
const FILE = /(?<![\w@/.…-])[\w.-]+\/[\w./-]*\.(?:ts|mjs|ejs|json|md|css|prisma|png)\b/g;
const BELOW_TOP = new RegExp(`(?<![\\w@/.-])(?:${TOP_FOLDERS.join("|")})/[\\w./-]*\\w`, "g");

interface Mention {
  at: string;
  path: string;
}

const mentionsIn = ({ path, text }: Source): Mention[] => {
  const code = codeIn(text);
  return [...code.matchAll(FILE), ...code.matchAll(BELOW_TOP)].map((match) => ({ at: `${path}:${lineAt(text, match.index)}`, path: match[0] }));
};

/** The text with everything blank that stands neither in `…` nor in a block of code: prose may say "and/or". */
function codeIn(text: string): string {
  const code = [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)];
  return code.reduce((before, { 0: words, index }) => before + " ".repeat(index - before.length) + words, "");
}

const isOurs = (path: string): boolean => isThere(path) || files.some((file) => file.endsWith(`/${path}`));

/** Where links of Markdown lead, without the place on the page. */
const linksIn = ({ path, text }: Source): Mention[] =>
  [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => ({ at: path, path: link! })).filter((link) => !/^\w+:/.test(link.path));

describe("documents", () => {
  test("name no file that does not exist", () => {
    const mentions = documents.flatMap(mentionsIn).filter(({ path }) => !MADE.test(path));
    expect(mentions.length).toBeGreaterThan(50); // premise: paths were found
    expect(mentions.filter(({ path }) => !isOurs(path)).map(({ at, path }) => `${at} ${path}`)).toEqual([]);
  });

  test("link to no page that does not exist", () => {
    const links = documents.flatMap(linksIn);
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter(({ at, path }) => !isThere(normalize(`${dirname(at)}/${path}`))).map(({ at, path }) => `${at} ${path}`)).toEqual([]);
  });

  test("have a README that people finish", () => {
    expect(textOfFile("README.md").split("\n").length).toBeLessThanOrEqual(90);
  });
});

describe("decisions", () => {
  test("stand in the index, each once, with a number of its own", () => {
    const indexed = linksIn({ path: "docs/decisions/README.md", text: textOfFile("docs/decisions/README.md") }).map(({ path }) => path);
    expect(indexed).toEqual(decisions);
    expect(new Set(decisions.map((name) => name.slice(0, 3))).size).toBe(decisions.length);
  });

  test("are there where the code cites them", () => {
    const cited = [...sourcesIn("server", ".ts"), ...sourcesIn("static/client", ".ts"), ...sourcesIn("tests", ".ts")].flatMap(({ path, text }) =>
      [...text.matchAll(/docs\/decisions\/(\d{3})/g)].map(([, number]) => ({ path, number: number! })),
    );
    expect(cited.length).toBeGreaterThan(10);
    expect(cited.filter(({ number }) => !decisions.some((name) => name.startsWith(`${number}-`)))).toEqual([]);
  });
});

test("every module has its line in docs/modules.md", () => {
  const listed = [...textOfFile("docs/modules.md").matchAll(/^\|[^|]*\| `([\w-]+)\/` \|/gm)].map(([, name]) => name!);
  const modules = readdirSync(projectFile("server"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !["setup"].includes(entry.name))
    .map(({ name }) => name);
  expect(modules.filter((name) => !listed.includes(name))).toEqual([]);
  expect(listed.filter((name) => !modules.includes(name))).toEqual([]);
});
