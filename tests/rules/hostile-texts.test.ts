import { expect, test } from "vitest";
import { emptyAnswer } from "../../server/questions/answers/empty-answer.ts";
import { wordsOfEmptyAnswers } from "../../server/questions/answers/empty-words.ts";
import { inPlainWords, unknownPlaceholders } from "../../server/questions/answers/placeholders.ts";
import { stepInput } from "../../server/questions/page/step-forms.ts";
import { renderMarkup } from "../../server/text/markup.ts";
import { warnFirst, warningFor } from "../../server/threads/personal.ts";

const WORDS = wordsOfEmptyAnswers();

/** So long that a reader which goes over a text once for each of its letters would not come to an end within a test's patience. */
test.each<[string, () => unknown]>([
  ["an open placeholder before many spaces", () => unknownPlaceholders(`{{${" ".repeat(20_000)}x`)],
  ["a placeholder's braces, many times", () => unknownPlaceholders("{{ ".repeat(60_000))],
  ["an answer of digits only", () => emptyAnswer("1".repeat(400_000), [], WORDS)],
  ["an answer of Chinese numerals only", () => emptyAnswer("一".repeat(400_000), [], WORDS)],
  ["a post of telephone numbers only", () => warningFor({ body: "13812345678 ".repeat(3_200) })],
  ["addresses of questions to merge into, one after the other", () => stepInput("merge", { into: `${"/threads/1/".repeat(80_000)}\nx` })],
])("%s comes to its end", (_, work) => {
  work();
});

test("placeholders are known with spaces about their names, and unknown ones told by name", () => {
  expect(unknownPlaceholders("{{ asker }}、{{title}}、{{\tphone }}、{{}}")).toEqual(["phone", ""]);
});

test("what an asker is called makes no list of an answer", () => {
  expect(renderMarkup("1) 张三")).toContain("<ol>"); // premise: as it stands it would
  expect(renderMarkup(inPlainWords("1) 张三"))).toBe("<p>1) 张三</p>");
});

test("half a megabyte is not looked through for personal numbers: it is too long anyway", () => {
  const number = "13812345678";
  expect(() => warnFirst({ body: `请打 ${number}` })).toThrow(); // premise: there is a warning
  const body = `${number} `.repeat(40_000);
  expect(() => warnFirst({ title: body, body })).not.toThrow();
});
