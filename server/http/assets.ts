import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import express, { type Router } from "express";
import { url } from "../core/urls.ts";
import { projectFile } from "../data/project-file.ts";

const YEAR_MS = 365 * 24 * 3600 * 1000;

export interface Assets {
  /** The address of a style sheet, script or picture; it changes with the content of any of them. */
  asset(name: string): string;
  /** The address of an entry of static/client/pages. */
  script(entry: string): string;
  /** The addresses of all files that these entries import: fetched at once instead of wave by wave. */
  preloads(entries: readonly string[]): readonly string[];
  router: Router;
}

/** The built style sheet, the bundled browser code and the pictures, kept by browsers for a year. */
export function assets(): Assets {
  const css = styleSheet();
  const client = projectFile("build/static/client");
  const images = projectFile("static/img");
  const hash = createHash("sha256").update(css);
  for (const folder of [client, images]) for (const file of filesOf(folder)) hash.update(file).update(readFileSync(join(folder, file)));
  const version = hash.digest("base64url").slice(0, 10);
  const options = { maxAge: YEAR_MS, immutable: true, fallthrough: false, index: false };
  const router = express.Router();
  router.get(`/assets/${version}/css/site.css`, (_req, res) => {
    res
      .set("cache-control", `public, max-age=${YEAR_MS / 1000}, immutable`)
      .type("css")
      .send(css);
  });
  router.use(`/assets/${version}/client`, express.static(client, options));
  router.use(`/assets/${version}/img`, express.static(images, options));
  const asset = (name: string) => url(`/assets/${version}/${name}`);
  const imports = importsIn(client);
  return {
    asset,
    script: (entry) => asset(`client/${entry}.js`),
    preloads: (entries) => [...new Set(entries.flatMap((entry) => imports[entry] ?? []))].map((name) => asset(`client/${name}`)),
    router,
  };
}

/** The files that each entry needs besides itself; none where nothing was prepared. */
function importsIn(folder: string): Record<string, string[]> {
  const file = join(folder, "imports.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Built from static/css; empty where nothing was prepared, as the browser modules are missing there. */
function styleSheet(): string {
  const built = projectFile("build/static/css/site.css");
  return existsSync(built) ? readFileSync(built, "utf8") : "";
}

const filesOf = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.\w+$/.test(name))
        .sort()
    : [];
