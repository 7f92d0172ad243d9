// Builds the one style sheet of the site: the sources are written in today's CSS, the result is understood by the browsers of
// "browserslist" in package.json (no layers, no oklch(), no logical properties, no :is()). Run by prepare.mjs and by npm run dev.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "lightningcss";
import postcss from "postcss";
import presetEnv from "postcss-preset-env";
import { browserslist } from "./browsers.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const sources = join(top, "static/css");

/** The cascade, weaker layers first: each is a folder of static/css, in which the files come by name. */
const LAYERS = ["reset", "tokens", "base", "parts", "pages", "modes"];

const plugin = presetEnv({
  browsers: browserslist,
  enableClientSidePolyfills: false,
  features: {
    "oklab-function": { subFeatures: { displayP3: false } },
    "has-pseudo-class": false, // would need a script; what depends on :has() may be missing in an old browser
    "system-ui-font-family": false, // every font list of ours goes on after system-ui
  },
});
/** Repeats the colours of custom properties for browsers that know oklch(): those need no rounded rgb(). */
const exactColours = {
  postcssPlugin: "exact-colours",
  Once(root, { AtRule }) {
    const rules = [];
    root.walkRules((rule) => void rules.push(rule));
    for (const rule of rules) {
      const colours = rule.nodes.filter((node) => node.variable && node.value.includes("oklch("));
      if (colours.length === 0) continue;
      const exact = rule.clone({ nodes: colours.map((node) => node.clone()) });
      rule.after(new AtRule({ name: "supports", params: "(color: oklch(0% 0 0))", nodes: [exact] }));
    }
  },
};

const source = LAYERS.map((layer) => `@layer ${layer} {\n${sheetsOf(layer)}\n}`).join("\n");
const { css } = await postcss([exactColours, plugin]).process(source, { from: undefined });
const { code } = transform({ filename: "site.css", code: Buffer.from(css), minify: true, targets: targets() });
mkdirSync(join(top, "build/static/css"), { recursive: true });
writeFileSync(join(top, "build/static/css/site.css"), code);

function sheetsOf(layer) {
  const names = readdirSync(join(sources, layer), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".css"));
  return names
    .sort()
    .map((name) => readFileSync(join(sources, layer, name), "utf8"))
    .join("\n");
}

/** "chrome 86" as the minifier wants it, so that it writes nothing shorter than the browsers can read. */
function targets() {
  return Object.fromEntries(browserslist.map((browser) => browser.split(" ")).map(([name, version]) => [name, Number(version) << 16]));
}
