import { describe, expect, test } from "vitest";
import { parsed, type Source, sourcesIn } from "./sources.ts";

/** House rules: what every file looks like. Which file may import which is in architecture.test.ts. */

const server = sourcesIn("server", ".ts");

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
    // `base` is the name of a cascade layer: plain elements before any class.
    expect(names.filter((path) => EMPTY.test(path.replace("static/css/base/", "")))).toEqual([]);
  });
});
