// Bundles the browser code for the browsers of "browserslist" in package.json: an entry for each file of static/client/pages,
// and what several entries share in files of its own. With --watch it goes on whenever a source changes.
import { rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { context } from "esbuild";
import { browserslist } from "./browsers.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = join(top, "build/static/client");

const bundling = await context({
  absWorkingDir: top,
  entryPoints: ["static/client/pages/*.ts"],
  outdir: folder,
  entryNames: "[name]",
  chunkNames: "shared-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: browserslist.map((browser) => browser.replace(" ", "")),
  supported: { destructuring: true }, // Safari 14.0 errs in rare forms of it only, none of them ours
  metafile: true,
  logLevel: "warning",
  plugins: [{ name: "imports", setup: ({ onEnd }) => onEnd(({ metafile }) => metafile && writeImports(metafile.outputs)) }],
});
rmSync(folder, { recursive: true, force: true });
if (process.argv.includes("--watch")) await bundling.watch();
else {
  const { errors } = await bundling.rebuild();
  await bundling.dispose();
  process.exitCode = errors.length === 0 ? 0 : 1;
}

/** imports.json: the files that each entry needs besides itself, for the page to fetch them all at once. */
function writeImports(outputs) {
  const importsOf = (path, found = new Set()) => {
    for (const imported of outputs[path].imports) {
      if (found.has(imported.path)) continue;
      found.add(imported.path);
      importsOf(imported.path, found);
    }
    return [...found].map((each) => basename(each));
  };
  const entries = Object.keys(outputs).filter((path) => outputs[path].entryPoint);
  const imports = Object.fromEntries(entries.map((path) => [basename(path, ".js"), importsOf(path)]));
  writeFileSync(join(folder, "imports.json"), JSON.stringify(imports));
}
