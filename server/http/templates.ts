import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ejs from "ejs";
import { projectFile } from "../data/project-file.ts";

type Template = (locals: object) => string;
type Include = (path: string, locals?: object) => string;

const compiled = new Map<string, Template>();

/** Renders `views/<name>.ejs`; compiled once. @param locals plain objects made here, never a request's own */
export const render = (name: string, locals: object): string => templateAt(projectFile(`views/${name}.ejs`))(locals);

/** EJS looks for an included file on the disk at every call; here its path is resolved while compiling once. */
function templateAt(file: string): Template {
  const known = compiled.get(file);
  if (known) return known;
  if (!existsSync(file)) throw new Error(`no view ${file}`);
  const run = ejs.compile(readFileSync(file, "utf8"), { filename: file, client: true, rmWhitespace: true }) as unknown as (
    locals: object,
    escapeWith: undefined,
    include: Include,
  ) => string;
  const folder = dirname(file);
  const template: Template = (locals) => run(locals, undefined, (path, more) => templateAt(inFolder(folder, path))(more ? { ...locals, ...more } : locals));
  compiled.set(file, template);
  return template;
}

const inFolder = (folder: string, path: string): string => resolve(folder, path.endsWith(".ejs") ? path : join(dirname(path), `${path.split("/").at(-1)}.ejs`));

/** Templates are read again at their next use (npm run dev). */
export const forgetTemplates = (): void => compiled.clear();
