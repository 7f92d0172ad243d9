import { describe, expect, test } from "vitest";
import { ROLES } from "../server/access/actor.ts";
import { LOCALES, type Locale } from "../server/core/config.ts";
import { KINDS } from "../server/core/kinds.ts";
import { type Texts, texts } from "../server/http/i18n.ts";
import { FEEDBACK_EVENTS } from "../server/questions/workflow/workflow.ts";
import { TOWN_STATUSES } from "../server/quota/counting/standing.ts";
import { POST_ORDERS, THREAD_ORDERS } from "../server/threads/inputs.ts";
import { callsIn, importsOf, type Node, sourcesIn, stringsIn, textOfFile } from "./sources.ts";

/** The rules of the house: everything that is said is said in all three languages. */

const PLURAL = /_(zero|one|two|few|many|other)$/;
const textsOf = (locale: Locale) => texts(locale);
const flat = (texts: Texts, prefix = ""): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === "string" ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix + key}.`)));
const written = Object.fromEntries(LOCALES.map((locale) => [locale, new Map(flat(textsOf(locale)))]));
const keysOf = (locale: string) => new Set([...written[locale]!.keys()].map((key) => key.replace(PLURAL, "")));
const missing = (keys: Iterable<string>) =>
  LOCALES.flatMap((locale) => [...new Set(keys)].filter((key) => !keysOf(locale).has(key)).map((key) => `${locale}: ${key}`));

const server = sourcesIn("server", ".ts");
const views = sourcesIn("views", ".ejs");

describe("the three languages", () => {
  test("have the same texts", () => {
    expect(keysOf("en").size).toBeGreaterThan(300); // premise
    for (const locale of LOCALES) expect([...keysOf(locale)].sort(), locale).toEqual([...keysOf("en")].sort());
  });

  test("leave nothing empty, and each text has the places that its translation has", () => {
    const places = (text: string) =>
      [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)]
        .map(([, name]) => name)
        .sort()
        .join();
    const base = new Map([...written["en"]!].map(([key, text]) => [key.replace(PLURAL, ""), places(text)]));
    for (const locale of LOCALES) {
      for (const [key, text] of written[locale]!) {
        expect(text.trim(), `${locale} ${key}`).not.toBe("");
        if (!key.endsWith("_one")) expect(places(text), `${locale} ${key}`).toBe(base.get(key.replace(PLURAL, "")));
      }
    }
  });

  test("have every plural form that the language needs", () => {
    for (const locale of LOCALES) {
      const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
      const plurals = [...written[locale]!.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ""));
      for (const key of new Set(plurals)) for (const form of forms) expect([...written[locale]!.keys()], locale).toContain(`${key}_${form}`);
    }
  });
});

/** The first argument of every `t(…)` in a template, as written. */
function asked(text: string): string[] {
  return [...text.matchAll(/\bt\(/g)].map(({ index }) => {
    let depth = 0;
    for (let at = index + 1; at < text.length; at++) {
      if ("([{".includes(text[at]!)) depth++;
      if (")]}".includes(text[at]!)) depth--;
      if (depth === 0 || (depth === 1 && text[at] === ",")) return text.slice(index + 2, at);
    }
    return "";
  });
}
const literals = (expression: string) => [...expression.matchAll(/"([^"]*)"|'([^']*)'|`([^`$]*)/g)].map((found) => found[1] ?? found[2] ?? found[3] ?? "");

describe("every text that is asked for exists", () => {
  const inViews = views.flatMap(({ text }) => asked(text)).flatMap(literals);
  const inServer = server.flatMap((source) =>
    callsIn(source)
      .filter(({ name }) => /(?:^|\.)t$/.test(name))
      .flatMap(({ args }) => stringsIn(args[0])),
  );
  const all = [...inViews, ...inServer].filter((key) => /^[a-zA-Z]+\./.test(key));

  test("in views and pages", () => {
    expect(all.length).toBeGreaterThan(150); // premise
    expect(missing(all.filter((key) => !key.endsWith(".")))).toEqual([]);
    const prefixes = all.filter((key) => key.endsWith("."));
    const groups = new Set([...keysOf("en")].map((key) => key.slice(0, key.lastIndexOf(".") + 1)));
    expect(prefixes.filter((prefix) => ![...groups].some((group) => group.startsWith(prefix)))).toEqual([]);
  });

  test("for every kind, role, status, order, language and rule of credit", () => {
    const each = (values: readonly string[], ...prefixes: string[]) => prefixes.flatMap((prefix) => values.map((value) => prefix + value));
    const shortfalls = [...textOfFile("server/threads/shortfall.ts").matchAll(/^export type Shortfall = (.*);$/gm)].flatMap(([, names]) => literals(names!));
    expect(shortfalls).toContain("notOwnTown"); // premise
    const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, "0"));
    expect(
      missing([
        ...each(KINDS, "kind.", "kindPlural.", "kindHint.", "nav.", "newThread.titleOf.", "newThread.submit."),
        ...each(ROLES, "role."),
        ...each(TOWN_STATUSES, "status.", "client.status.", "client.mark."),
        ...each([...POST_ORDERS, ...THREAD_ORDERS], "order."),
        ...each(LOCALES, "locale.short.", "locale.full."),
        ...each(shortfalls, "thread.whyNot.", "forecast."),
        ...each(months, "monthShort."),
      ]),
    ).toEqual([]);
  });

  test("in the browser's modules", () => {
    const keys = sourcesIn("static/client", ".ts").flatMap((source) =>
      callsIn(source)
        .filter(({ name }) => name === "text")
        .flatMap(({ args }) => stringsIn(args[0])),
    );
    expect(keys.length).toBeGreaterThan(25); // premise
    const group = (key: string) => (keysOf("en").has(`clientOfDesk.${key}`) ? "clientOfDesk" : "client");
    expect(missing(keys.filter((key) => /^\w+$/.test(key)).map((key) => `${group(key)}.${key}`))).toEqual([]);
  });
});

describe("every notice that someone is sent", () => {
  const senders = server.filter((source) => importsOf(source).some(({ to }) => /^server\/notifications\/(?:notify|notify-of-thread|letter)\.ts$/.test(to)));
  // A notice's kind is written as it is called: lower case, unlike a thread's. One made of parts names at least its beginning.
  const written = senders.flatMap(({ text }) => [...text.matchAll(/\bkind: (?:[^,{}?]*\? )?("[a-z]\w+"(?: [:|] "\w+")*)/g)].map(([, kinds]) => kinds!));
  const kinds = written.flatMap(literals);
  const begun = senders.flatMap(({ text }) => [...text.matchAll(/\bkind: `([a-z]\w*)\$\{/g)].map(([, beginning]) => beginning!));

  test("has its sentence, and says it in all three languages", () => {
    expect(kinds).toEqual(expect.arrayContaining(["quotaShort", "quotaLast", "digest", "mailConfirm", "activityCancelled"])); // premise
    expect(missing(kinds.map((kind) => `notification.${kind}`))).toEqual([]);
    const known = [...keysOf("en")];
    expect(begun.filter((beginning) => !known.some((key) => key.startsWith(`notification.${beginning}`)))).toEqual([]);
  });
});

/** The strings that an argument can be: itself, or either side of a choice. */
function chosen(node: Node): string[] {
  if (node.type === "Literal") return stringsIn(node);
  const { consequent, alternate } = node as unknown as Record<"consequent" | "alternate", Node>;
  return node.type === "ConditionalExpression" ? [...chosen(consequent), ...chosen(alternate)] : [];
}

test("every decision that is put on the audit trail has its words", () => {
  const events = [...textOfFile("server/core/events.ts").matchAll(/"(\w+\.\w+)"/g)].map(([, name]) => name!);
  const recorded = server.flatMap((source) =>
    callsIn(source)
      .filter(({ name }) => name === "record" || /(?:^|\.)audit$/.test(name)) // data/audit.ts, and what changeThread makes of it
      .flatMap(({ name, args }) => {
        const named = stringsIn(args[name === "record" ? 2 : 0]).filter((text) => /^\w+\.\w+$/.test(text));
        // Where the name comes from elsewhere in the file, every name of its shape that is no event.
        return named.length > 0 ? named : [...source.text.matchAll(/"(\w+\.\w+)"/g)].map(([, name]) => name!).filter((name) => !events.includes(name));
      }),
  );
  expect(recorded).toEqual(expect.arrayContaining(["thread.moved", "thread.pinned", "credit.refused", "account.suspended", "calendar.loaded"])); // premise
  recorded.push(...FEEDBACK_EVENTS.map((event) => `feedback.${event}`)); // named by the step that was taken
  expect(missing(recorded.map((action) => `audit.${action}`))).toEqual([]);
  expect(missing(recorded.map((action) => `auditPage.group.${action.split(".")[0]}`))).toEqual([]);
});

describe("every refusal has its words", () => {
  /** Zod's checks take their message, a text key, last; our own fields and problems name it too. */
  const CHECK =
    /(?:\.(?:string|number|int|min|max|regex|positive|nonnegative|enum|literal)|^(?:oneOf|refuse|new (?:Conflict|NotFound|Forbidden|SignInNeeded|Problem)|NotFound|Conflict|Forbidden|SignInNeeded|Problem))$/;
  const fromCalls = server.flatMap((source) =>
    callsIn(source)
      .filter(({ name }) => CHECK.test(name))
      .flatMap(({ args }) => args.flatMap(chosen)),
  );
  const fromObjects = server.flatMap(({ text }) =>
    [...text.matchAll(/\b(?:key|error|message): "(\w+)"|super\(\d+, "(\w+)"/g)].map((found) => found[1] ?? found[2]!),
  );
  const keys = [...fromCalls, ...fromObjects].filter((key) => /^[a-z]+(?:[A-Z][a-z]+)*$/.test(key));

  test("beside a field or on a page", () => {
    for (const known of ["tooLong", "unknownTown", "threadClosed", "slugTaken", "otherRequest", "unknownCursor", "tooMany", "csrf"])
      expect(keys).toContain(known); // premise
    const NOT_TEXTS = ["post", "thread", "local", "data", "string", "base64url", "utf8", "undo", "notice", "tree"];
    expect(missing(keys.filter((key) => !NOT_TEXTS.includes(key)).map((key) => `errors.${key}`))).toEqual([]);
  });

  test("for every status that a problem can have", () => {
    const [, list] = /KNOWN = new Set\(\[([\d, ]+)\]\)/.exec(textOfFile("server/http/answer-problems.ts"))!;
    const statuses = list!.split(", ");
    expect(statuses).toContain("404"); // premise
    expect(missing(statuses.flatMap((status) => [`problem.${status}.heading`, `problem.${status}.text`]))).toEqual([]);
  });

  test("and every notice of what was done", () => {
    const doors = server.filter(({ path }) => path.endsWith("/pages.ts"));
    const said = doors.flatMap(({ text }) => [...text.matchAll(/"(notice\.\w+)"/g)].map(([, key]) => key!));
    const looped = doors.flatMap(({ text }) => [...text.matchAll(/\["\w+", \w+, "(\w+)"\]/g)].map(([, name]) => `notice.${name}`));
    expect([said.length > 10, looped.length > 5]).toEqual([true, true]); // premise
    expect(missing([...said, ...looped])).toEqual([]);
  });
});
