import postcss, { type Declaration } from "postcss";
import { describe, expect, test } from "vitest";
import { type Feature, featureAt, features, isSupported } from "../browser-support.ts";
import { type Node, parsed, sourcesIn, textOfFile, visit } from "../sources.ts";

const sheet = postcss.parse(textOfFile("build/static/css/site.css"));
const css = features.css;

/** Refinements: without them the page looks plainer, and nothing is lost. */
const REFINEMENTS = {
  properties: [
    ...["accent-color", "aspect-ratio", "color-scheme", "field-sizing", "hanging-punctuation", "text-autospace", "text-spacing-trim", "text-wrap"],
    ...["text-decoration-color", "text-decoration-thickness", "text-underline-offset", "text-size-adjust", "user-select", "outline"],
    ...["scroll-margin", "print-color-adjust", "color-adjust", "page", "size"],
  ],
  selectors: ["focus-visible", "backdrop", "has"],
  media: ["scripting", "prefers-contrast", "forced-colors", "color-gamut"],
  values: [
    ...["break-after: avoid", "page-break-after: avoid", "text-decoration: dotted"],
    "overflow-wrap: anywhere", // else words break as those of the body
    ...["justify-content: start", "align-content: start"], // in grids they are known long since
  ],
};

const isWithin = ({ parent }: Declaration): boolean => {
  for (let above = parent as postcss.Container | undefined; above; above = above.parent as postcss.Container | undefined)
    if (above.type === "atrule" && (above as postcss.AtRule).name === "supports") return true;
  return false;
};
const hasFallback = (declaration: Declaration): boolean =>
  declaration.parent!.nodes!.some((other) => other !== declaration && other.type === "decl" && other.prop === declaration.prop);

/** What of a declaration the oldest browsers lack. */
function lackingIn(declaration: Declaration): string[] {
  const { prop, value } = declaration;
  if (prop.startsWith("-") || isWithin(declaration) || REFINEMENTS.properties.includes(prop)) return [];
  const property = featureAt(css, "properties", prop);
  if (!property) return [`no property ${prop}`];
  if (!isSupported(property)) return [prop];
  if (hasFallback(declaration)) return [];
  const keywords = value.split(/[\s,]+/).filter((word) => !isSupported(featureAt(property, word)));
  const functions = [...value.matchAll(/([a-z-]+)\(/g)].map(([, name]) => name!).filter((name) => !isKnownFunction(name));
  const units = /\d[sld]v[hw]\b/.test(value) ? ["dynamic viewport units"] : [];
  return [...keywords, ...functions, ...units].map((what) => `${prop}: ${what}`).filter((what) => !REFINEMENTS.values.includes(what));
}

const isKnownFunction = (name: string): boolean => isSupported(featureAt(css, "types", name)) && isSupported(featureAt(css, "types", "color", name));

describe("the built style", () => {
  test("uses nothing that the oldest browsers lack but refinements, or with a fallback", () => {
    const declarations: Declaration[] = [];
    sheet.walkDecls((declaration) => void declarations.push(declaration));
    expect(declarations.length).toBeGreaterThan(1_000); // premise
    expect(lackingIn(postcss.decl({ prop: "container-type", value: "size" }))).toEqual(["container-type"]); // premise
    expect([...new Set(declarations.flatMap(lackingIn))]).toEqual([]);
  });

  test("selects and asks for nothing that they lack", () => {
    const lacking = new Set<string>();
    sheet.walkRules(({ selector }) => {
      for (const [, name] of selector.matchAll(/::?([a-z][a-z-]*)/g))
        if (!isSupported(featureAt(css, "selectors", name!)) && !REFINEMENTS.selectors.includes(name!)) lacking.add(selector);
    });
    sheet.walkAtRules(({ name, params }) => {
      if (!["media", "supports", "keyframes", "page"].includes(name)) lacking.add(`@${name}`);
      for (const [, feature] of name === "media" ? params.matchAll(/\(([a-z-]+)/g) : [])
        if (!isSupported(featureAt(css, "at-rules", "media", feature!)) && !REFINEMENTS.media.includes(feature!)) lacking.add(`@media ${params}`);
    });
    expect([...lacking]).toEqual([]);
  });
});

/** Asked for by the code before it is used, or harmless where it is missing. */
const CHECKED = ["ListFormat", "randomUUID", "requestIdleCallback", "requestSubmit", "showModal", "submitter"];

/** Fields of our own that are called like something new. */
const OWN = ["locale", "path", "role"];

/** Every name of the browser's interfaces and of JavaScript's own objects, with the features that have it. */
function membersByName(): Map<string, Feature[]> {
  const members = new Map<string, Feature[]>();
  const add = (name: string, feature: Feature) => members.set(name, [...(members.get(name) ?? []), feature]);
  const builtins = featureAt(features.javascript, "builtins")!;
  for (const owner of [features.api, builtins, featureAt(builtins, "Intl")!])
    for (const [name, feature] of Object.entries(owner)) {
      add(name, feature as Feature);
      for (const [member, own] of Object.entries(feature as Feature)) if (member !== "__compat") add(member.replace(/_(static|event)$/, ""), own as Feature);
    }
  return members;
}

describe("the browser code", () => {
  const sources = sourcesIn("static/client", ".ts");
  const members = membersByName();
  const isLacking = (name: string): boolean => members.has(name) && members.get(name)!.every((feature) => !isSupported(feature));

  test("calls nothing that the oldest browsers lack without asking first", () => {
    expect(["structuredClone", "showModal", "ariaLabel", "at", "hasOwn"].filter((name) => !isLacking(name))).toEqual([]); // premise
    expect(["replaceChildren", "closest", "flatMap"].filter(isLacking)).toEqual([]); // premise
    const lacking = sources.flatMap((source) => namesIn(source.path, source.text).filter((name) => isLacking(name) && ![...CHECKED, ...OWN].includes(name)));
    expect([...new Set(lacking)]).toEqual([]);
  });

  test("takes no static function that they lack", () => {
    const STATIC = /\b([A-Z]\w+)\.(\w+)\(/g;
    const calls = sources.flatMap(({ text }) => [...text.matchAll(STATIC)].map(([, owner, member]) => [owner!, member!] as const));
    expect(calls.length).toBeGreaterThan(20); // premise
    const lacking = calls.filter(
      ([owner, member]) =>
        !CHECKED.includes(member) &&
        (!isSupported(featureAt(features.api, owner, `${member}_static`)) || !isSupported(featureAt(features.javascript, "builtins", owner, member))),
    );
    expect(lacking).toEqual([]);
  });
});

/** The members that a source uses of anything, and the globals that it calls. */
function namesIn(path: string, text: string): string[] {
  const names: string[] = [];
  visit(parsed({ path, text }).program, (node) => {
    const { property, computed, callee } = node as unknown as { property?: Node & { name: string }; computed?: boolean; callee?: Node & { name: string } };
    if (node.type === "MemberExpression" && !computed && property) names.push(property.name);
    if (node.type === "CallExpression" && callee?.type === "Identifier") names.push(callee.name);
  });
  const declared = new Set([...text.matchAll(/\b(?:function|const|let|import)\s+\{?\s*(\w+)/g)].map(([, name]) => name!));
  return names.filter((name) => !declared.has(name));
}
