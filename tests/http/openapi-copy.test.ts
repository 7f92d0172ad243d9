import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { projectFile } from "../../server/data/project-file.ts";
import { useSite } from "../site.ts";
import { anyone } from "../visitor.ts";

/** The committed contract. Keys are sorted, so that a declaration may move to another file. */
const COPY = projectFile("docs/openapi.json");
const HOW = "If that is meant, run `npm run openapi` and commit docs/openapi.json with the change.";

type Json = null | boolean | number | string | Json[] | JsonObject;
interface JsonObject {
  [name: string]: Json;
}

const isObject = (value: Json): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name]!)]));
}

/** Parts small enough to read in a failure: `paths /threads get`, `components schemas Post`, `info title`. */
function partsOf(value: Json, depth = 3): [string, Json][] {
  if (depth === 0 || !isObject(value)) return [["", value]];
  return Object.entries(value).flatMap(([name, each]) => {
    return partsOf(each, depth - 1).map(([rest, part]): [string, Json] => [`${name} ${rest}`.trim(), part]);
  });
}

const site = useSite();
let served: Json;
beforeAll(async () => {
  served = sorted((await anyone(site).api("GET", "/openapi.json")).json);
  if (process.env.WRITE_OPENAPI) writeFileSync(COPY, `${JSON.stringify(served, null, 2)}\n`);
});

test("the description of the API is the committed one", () => {
  const now = new Map(partsOf(served));
  const before = new Map(partsOf(JSON.parse(readFileSync(COPY, "utf8"))));
  expect(before.size).toBeGreaterThan(100); // premise: it is not an empty copy
  const missing = [...before.keys()].filter((name) => !now.has(name));
  const added = [...now.keys()].filter((name) => !before.has(name));
  expect({ missing, added }, HOW).toEqual({ missing: [], added: [] });
  for (const [name, part] of now) expect(part, `${name} is another. ${HOW}`).toEqual(before.get(name));
});
