import { beforeAll, describe, expect, test } from "vitest";
import { STEP_NAMES } from "../../server/questions/page/steps.ts";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";
import { callsIn, sourcesIn } from "../sources.ts";
import { anyone, visitor } from "../visitor.ts";

const site = useSite();
// biome-ignore lint/suspicious/noExplicitAny: a description of everything
let document: any;
beforeAll(async () => {
  document = (await anyone(site).api("GET", "/openapi.json")).json;
});

/** Every route of the API as its sources write it, `GET /threads/{id}`. */
function routes(): string[] {
  const doors = sourcesIn("server", ".ts").filter(({ path }) => /[/-]api\.ts$/.test(path));
  const plain = doors.flatMap((door) =>
    callsIn(door).flatMap(({ name, args }) => {
      const method = /^(?:api|\w+Api)\.(get|post|put|patch|delete)$/.exec(name)?.[1];
      return method && typeof args[0]?.value === "string" ? [`${method} ${args[0].value}`] : [];
    }),
  );
  const looped = doors.flatMap(({ text }) =>
    [...text.matchAll(/\["(post|put|delete)", "(\w+)", "[^"]*", \w+\]/g)].map(([, method, path]) => `${method} /threads/:id/${path}`),
  );
  const steps = STEP_NAMES.map((name) => `post /threads/:id/${name}`);
  return [...new Set([...plain, ...looped, ...steps])].map((route) => route.replace(/:(\w+)/g, "{$1}"));
}

describe("the description of the API", () => {
  test("is OpenAPI 3.1 and names every route there is, and no other", () => {
    expect(document.openapi).toBe("3.1.0");
    const described = Object.entries<object>(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    expect(routes().length).toBeGreaterThan(30); // premise
    expect(described.sort()).toEqual(routes().sort());
  });

  test("refers to nothing that it does not contain", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
    expect(references.length).toBeGreaterThan(5); // premise
    for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  test("says of answers what they are: each has the fields that are described, and no other", async () => {
    await makeTown("liuhe", "浏河镇");
    const resident = await visitor(site, "resident");
    const thread = (await resident.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "问", body: "问题" })).json;
    await resident.api("POST", `/threads/${thread.id}/posts`, { body: "回复" });
    const schemaOf = (path: string) => document.paths[path].get.responses["200"].content["application/json"].schema;
    // biome-ignore lint/suspicious/noExplicitAny: a schema of anything
    const whole = (schema: any): any =>
      schema.$ref ? whole(document.components.schemas[schema.$ref.split("/").at(-1)]) : (schema.allOf?.map(whole).at(-1) ?? schema);
    // biome-ignore lint/suspicious/noExplicitAny: an answer of anything
    const same = (schema: any, value: any, at: string): void => {
      const { type, properties, items, additionalProperties } = whole(schema);
      if (type === "array") for (const each of value) same(items, each, `${at}[]`);
      if (!properties || value === null || additionalProperties?.type) return;
      const missing = (whole(schema).required ?? []).filter((name: string) => !(name in value));
      expect([at, missing, Object.keys(value).filter((name) => !(name in properties))]).toEqual([at, [], []]);
      for (const name of Object.keys(value)) same(properties[name], value[name], `${at}.${name}`);
    };
    const asked = [
      "/session",
      "/towns",
      "/towns/{slug}",
      "/threads",
      "/threads/{id}",
      "/threads/{id}/posts",
      "/posts/{id}",
      "/calendar",
      "/quota",
      "/quota/{slug}",
    ];
    for (const path of asked) {
      const address = path.replace("{slug}", "liuhe").replace("/posts/{id}", `/posts/${thread.openingPost.id}`).replace("{id}", String(thread.id));
      const { status, json } = await resident.api("GET", address);
      expect([address, status]).toEqual([address, 200]);
      same(schemaOf(path), json, path);
    }
  });
});
