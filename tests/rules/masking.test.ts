import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBankCard } from "../../server/masking/bank-card.ts";
import { findPersonal } from "../../server/masking/find-personal.ts";
import { isIdCard, isOldIdCard } from "../../server/masking/id-card.ts";
import { maskHtml, maskMarkdown, maskText } from "../../server/masking/mask.ts";
import { personalWarning } from "../../server/masking/warning.ts";
import { renderMarkup } from "../../server/text/markup.ts";
import cases from "./personal-cases.json" with { type: "json" };

const AT = new Date("2026-11-10T04:00:00Z");
const mask = (text: string) => maskText(text, AT);
const shown = (markdown: string) => maskHtml(renderMarkup(markdown), AT);

describe("personal numbers in a text", () => {
  test("are masked in every one of the written cases, and nothing else is", () => {
    expect(cases.hidden.length).toBeGreaterThanOrEqual(200);
    const wrong = cases.hidden.filter(({ text, masked }) => mask(text) !== masked).map(({ text, masked }) => ({ text, masked, got: mask(text) }));
    expect(wrong).toEqual([]);
  });

  test("are not seen in years, prices, orders, hotlines, versions and whatever else only looks like them", () => {
    expect(cases.kept.length).toBeGreaterThanOrEqual(200);
    expect(cases.kept.filter((text) => mask(text) !== text).map((text) => ({ text, got: mask(text) }))).toEqual([]);
  });

  test("are found wherever they stand between Chinese words", () => {
    const words = fc.stringMatching(/^[\u4E00-\u9FA5，。！？、]{0,12}$/);
    const NUMBERS = { "13812345678": "138****5678", "110101199003077571": "1****************1", "6222021234567890128": "***************0128" };
    fc.assert(
      fc.property(words, words, fc.constantFrom(...Object.keys(NUMBERS)), (before, after, number) => {
        fc.pre(!/[号號是为為]$/.test(before) && !/^[元万亿块美吨公千平立人次票件字]/.test(after)); // labels and units have cases of their own
        expect(mask(before + number + after)).toBe(before + NUMBERS[number as keyof typeof NUMBERS] + after);
      }),
    );
  });

  test("masked once are not masked again", () => {
    for (const { masked } of cases.hidden) expect(mask(masked)).toBe(masked);
  });
});

describe("a number", () => {
  test("is an ID-card number by its check sign, its region and a day of birth that has been", () => {
    expect(isIdCard("110101199003077571", AT)).toBe(true);
    expect(isIdCard("110101199003077570", AT)).toBe(false);
    const bornToday = "11010120261110";
    const whole = Array.from({ length: 11 }, (_, check) => `${bornToday}001${"0123456789X"[check]}`);
    expect(whole.filter((number) => isIdCard(number, AT))).toHaveLength(1);
    expect(whole.filter((number) => isIdCard(number, new Date("2026-10-01T00:00:00Z")))).toEqual([]);
    expect([isOldIdCard("110101900307757", AT), isOldIdCard("110101901307757", AT), isOldIdCard("160101900307757", AT)]).toEqual([true, false, false]);
  });

  test("is a bank-card number by its issuer, its length and its check digit", () => {
    expect(["4111111111111111", "378282246310005", "6222021234567890128"].map(isBankCard)).toEqual([true, true, true]);
    expect(["4111111111111112", "1111111111111117", "62220212345678", "0000000000000000"].map(isBankCard)).toEqual([false, false, false, false]);
  });
});

describe("a post's HTML", () => {
  test("is masked in what is read, also through marks, and no link dials or writes to a number", () => {
    expect(shown("请打 **138**1234`5678` 找我")).toBe("<p>请打 <strong>138</strong>****<code>5678</code> 找我</p>");
    expect(shown("[拨打](tel:13812345678)，[写信](mailto:13812345678@qq.com)，[热线](tel:12345)")).toBe(
      '<p><a>拨打</a>，<a>写信</a>，<a href="tel:12345" rel="nofollow ugc noopener">热线</a></p>',
    );
    expect(shown("写到 13812345678@qq.com")).toBe("<p>写到 <a>138****5678@qq.com</a></p>");
    expect(shown("[拨打](tel:+86%20138-1234-5678)")).toBe("<p><a>拨打</a></p>");
  });

  test("keeps addresses of pages, and does not join lines, items and cells to a number", () => {
    const link = "https://example.gov.cn/item/13812345678";
    expect(shown(`见 ${link}`)).toBe(renderMarkup(`见 ${link}`));
    for (const text of ["- 138\n- 1234\n- 5678", "138\n\n12345678", "138\n1234\n5678"]) expect(shown(text)).toBe(renderMarkup(text));
  });

  test("of masked Markdown shows the stars, however many numbers stand in a line", () => {
    const masked = maskMarkdown("13812345678 和 13912345678", AT);
    expect(masked).not.toMatch(/1234/);
    expect(renderMarkup(masked)).toBe("<p>138****5678 和 139****5678</p>");
  });
});

test("a writer is told the kinds, and the numbers as others will see them among their words", () => {
  expect(personalWarning(["标题 13812345678", `这里有很多字很多字很多字很多字 110101199003077571 后面`], AT)).toEqual({
    kinds: ["idCard", "mobile"],
    shown: ["标题 138****5678", "…多字很多字很多字很多字 1****************1 后面"],
  });
  expect(personalWarning(["我的手机13812345678，身份证110101199003077571。"], AT)?.shown).toEqual(["我的手机138****5678，身份证1****************1。"]);
  expect(personalWarning(["请打12345"], AT)).toBeNull();
});

test("a long text without numbers, or with nothing but numbers, is looked through to its end and left as it is", () => {
  const texts = [
    "文".repeat(20_000),
    "13 ".repeat(6_600),
    "1".repeat(20_000),
    "138-1234-".repeat(2_200),
    "6222 0212 ".repeat(2_000),
    "<em>1</em>".repeat(2_000),
  ];
  for (const text of texts) {
    expect(findPersonal(text, AT), text.slice(0, 20)).toEqual([]);
    expect(maskHtml(text, AT)).toBe(text);
  }
});
