import { type DefaultTreeAdapterMap, parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { excerptOf, renderMarkup, textOf, visibleLength } from "../../server/text/markup.ts";

const TAGS = new Set([
  "p",
  "br",
  "strong",
  "em",
  "s",
  "code",
  "pre",
  "blockquote",
  "ul",
  "ol",
  "li",
  "a",
  "h3",
  "h4",
  "h5",
  "h6",
  "hr",
  "table",
  "thead",
  "tbody",
  "tr",
  "th",
  "td",
  "#text",
]);

type Node = DefaultTreeAdapterMap["node"];
function* walk(node: Node): Generator<Node> {
  yield node;
  if ("childNodes" in node) for (const child of node.childNodes) yield* walk(child);
}

function expectSafe(html: string, from: string): void {
  for (const node of walk(parseFragment(html))) {
    if (node.nodeName === "#document-fragment") continue;
    expect(TAGS.has(node.nodeName), `<${node.nodeName}> from ${from}`).toBe(true);
    for (const { name, value } of "attrs" in node ? node.attrs : []) {
      expect(["href", "rel", "start"], `${name} from ${from}`).toContain(name);
      if (name === "href") expect(value, from).toMatch(/^(https?:|mailto:|tel:|\/|#|[\w./?%=-]*$)/i);
    }
  }
}

const ATTACKS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<math><mtext></mtext></math>",
  "<iframe src=javascript:alert(1)>",
  "<body onload=alert(1)>",
  "<a href=javascript:alert(1)>x</a>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java\tscript:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:msgbox(1))",
  "[x](&#106;avascript:alert(1))",
  '![x](x" onerror="alert(1))',
  "<textarea><script>alert(1)</script>",
  "<xmp><img src=x onerror=alert(1)></xmp>",
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  "<style>*{display:none}</style>",
  "<option><style></option></select><img src=x onerror=alert(1)>",
  "<template><script>alert(1)</script></template>",
  '<p style="position:fixed">x</p>',
  "<p id=main class=notice name=x>x</p>",
  "<form action=/sign-out method=post><button>x</button></form>",
  "<input autofocus onfocus=alert(1)>",
  "<details open ontoggle=alert(1)>",
  "<video><source onerror=alert(1)></video>",
  "<object data=javascript:alert(1)>",
  "<embed src=x>",
  "<base href=//evil>",
  "<link rel=stylesheet href=//evil>",
  "<meta http-equiv=refresh content=0>",
  '[x](https://a.cn "\\" onmouseover=\\"alert(1)")',
  "`<script>`",
  "```\n<script>alert(1)</script>\n```",
  "> <script>alert(1)</script>",
  "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
  "<<script>script>alert(1)<</script>/script>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  'https://a.cn/"onmouseover=alert(1)',
  '<https://a.cn/\u0001"x>',
  "[a]: javascript:alert(1)\n\n[a]",
  '<!--<img src="--><img src=x onerror=alert(1)>">',
  "<a\u0000href=javascript:alert(1)>",
  "# <img src=x onerror=alert(1)>",
  "1. <b onclick=alert(1)>x</b>",
];

describe("what people write", () => {
  test.each(ATTACKS)("is harmless: %s", (attack) => {
    expectSafe(renderMarkup(attack), attack);
    expectSafe(renderMarkup(`**x** ${attack} [y](https://a.cn)`), attack);
  });

  test("keeps what it means", () => {
    expect(renderMarkup("**要紧** [链接](https://a.cn)")).toBe('<p><strong>要紧</strong> <a href="https://a.cn" rel="nofollow ugc noopener">链接</a></p>');
    expect(renderMarkup("一\n二")).toBe("<p>一<br />\n二</p>");
    expect(renderMarkup("# 大\n\n## 中")).toBe("<h3>大</h3>\n<h4>中</h4>"); // the page's own headings stand above
    expect(renderMarkup("- 一\n- 二")).toContain("<li>一</li>");
  });

  test.each([
    ["> ".repeat(10_000)],
    ["- ".repeat(10_000)],
    ["[".repeat(20_000)],
    ["*a ".repeat(6_000)],
    ["<b>".repeat(6_600)],
    ["`".repeat(20_000)],
    ["![](".repeat(5_000)],
    ["|".repeat(20_000)],
  ])("does not take for ever: %#", (text) => expectSafe(renderMarkup(text.slice(0, 20_000)), text.slice(0, 20)));

  test("is counted as a reader sees it, without markup, space and what cannot be seen", () => {
    expect(visibleLength(renderMarkup("**四个字呢** [x](https://a.cn/very/long)"))).toBe(5);
    expect(visibleLength(renderMarkup("a & b < c"))).toBe(5);
    expect(visibleLength(renderMarkup("\u200b \u2800\n\n​"))).toBe(0);
    expect(visibleLength(renderMarkup("👨‍👩‍👧"))).toBe(3);
    expect(textOf(renderMarkup("a &amp;lt; b"))).toBe("a &lt; b");
    expect(excerptOf(renderMarkup("一二三四五六"), 4)).toBe("一二三…");
  });
});
