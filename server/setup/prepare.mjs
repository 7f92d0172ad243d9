// Brings a checkout to where it can run: dependencies, generated database clients, compiled sources. Plain JavaScript,
// because it runs before anything is installed. Each step is skipped when nothing that it reads has changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const stamps = join(top, "node_modules/.minyi");

/** Installs, generates and compiles what is missing or out of date; prints each step that it takes. */
export function prepare() {
  requireNode();
  step(
    "install",
    "installing the dependencies (the first time takes a minute or two)",
    ["package-lock.json"],
    install,
    existsSync(join(top, "node_modules/express")),
  );
  step(
    "generate",
    "generating the database clients",
    ["prisma/schema.prisma", "prisma/write-schemas.mjs", "package-lock.json"],
    generate,
    existsSync(join(top, "server/data/generated/postgresql")),
  );
  step(
    "compile",
    "compiling",
    ["tsconfig.json", "server", "prisma", "tests/cast.ts", "tests/bench", "package-lock.json"],
    compile,
    existsSync(join(top, "build/server/main.js")),
  );
  step(
    "style",
    "building the style sheet",
    ["static/css", "server/setup/build-style.mjs", "package.json", "package-lock.json"],
    () => run(process.execPath, ["server/setup/build-style.mjs"]),
    existsSync(join(top, "build/static/css/site.css")),
  );
  step(
    "client",
    "bundling the browser code",
    ["static/client", "server/setup/build-client.mjs", "package.json", "package-lock.json"],
    () => run(process.execPath, ["server/setup/build-client.mjs"]),
    existsSync(join(top, "build/static/client/imports.json")),
  );
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Node 20.19 or newer is needed (24 is recommended); this is ${process.versions.node}.`);
  process.exit(1);
}

function step(name, what, inputs, work, isThere) {
  const stamp = join(stamps, name);
  const digest = digestOf(inputs);
  if (isThere && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  const started = Date.now();
  console.error(`… ${what}`);
  work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, digestOf(inputs)); // again: generating writes below server/
  console.error(`✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

function install() {
  run(process.platform === "win32" ? "npm.cmd" : "npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
}

function generate() {
  run(process.execPath, ["-e", 'import("./prisma/write-schemas.mjs").then((m) => m.writeSchemas())']);
  for (const schema of ["prisma/schema.prisma", "prisma/derived/postgresql.prisma"]) {
    // Generating needs no schema engine: naming any executable keeps the tool from trying to download one.
    run(
      process.execPath,
      ["node_modules/prisma/build/index.js", "generate", "--schema", schema, "--no-hints"],
      { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
      true,
    );
  }
}

function compile() {
  run(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "."]);
}

function run(command, args, environment = {}, quiet = false) {
  const { status, stderr, stdout } = spawnSync(command, args, {
    cwd: top,
    env: { ...process.env, ...environment },
    stdio: quiet ? "pipe" : ["ignore", 2, 2],
  });
  if (status === 0) return;
  if (quiet) console.error(`${stdout}${stderr}`);
  console.error(`failed: ${command} ${args.join(" ")}`);
  process.exit(1);
}

/** A digest of the names and contents of `inputs` (files or folders below the top folder): a copied or newly checked out tree is not prepared again. */
function digestOf(inputs) {
  const hash = createHash("sha256").update(process.versions.modules);
  for (const input of inputs) for (const file of filesOf(join(top, input))) hash.update(`${relative(top, file)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
