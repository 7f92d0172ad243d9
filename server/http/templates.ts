import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import ejs from "ejs";
import { projectFile } from "../data/project-file.ts";

type Template = (locals: object) => string;

const compiled = new Map<string, Template>();

/** Renders `views/<name>.ejs`; compiled once. @param locals plain objects made here, never a request's own */
export const render = (name: string, locals: object): string => templateAt(projectFile(`views/${name}.ejs`))(locals);

/**
 * EJS looks for an included file on the disk and copies all locals at every call: as a local of ours `include` shadows its own, finds
 * what is compiled already, and hands on one object without a prototype, so that nothing inherited can pass for a local.
 */
function templateAt(file: string): Template {
  const known = compiled.get(file);
  if (known) return known;
  if (!existsSync(file)) throw new Error(`no view ${file}`);
  const run = ejs.compile(readFileSync(file, "utf8"), { filename: file, rmWhitespace: true, unsafePrototypeLocals: true } as ejs.Options) as (
    locals: object,
  ) => string;
  const folder = dirname(file);
  const template: Template = (locals) => {
    const own: Record<string, unknown> = Object.assign(Object.create(null), locals);
    own.include = (path: string, more?: object) => templateAt(inFolder(folder, path))(more ? Object.assign(Object.create(null), own, more) : own);
    return run(own);
  };
  compiled.set(file, template);
  return template;
}

const inFolder = (folder: string, path: string): string => resolve(folder, `${path}.ejs`);
