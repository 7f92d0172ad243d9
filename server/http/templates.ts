import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import ejs from "ejs";
import { projectFile } from "../data/project-file.ts";

/** @param locals all that it inherits; its chain of prototypes ends with null @param more what is added for this one */
type Template = (locals: object, more?: object) => string;

const NOTHING: object = Object.freeze(Object.create(null));
const compiled = new Map<string, Template>();

/** Renders `views/<name>.ejs`; compiled once. @param locals plain objects made here, never a request's own */
export const render = (name: string, locals: object): string => templateAt(projectFile(`views/${name}.ejs`))(NOTHING, locals);

/**
 * EJS looks for an included file on the disk and copies all locals at every call: as a local of ours `include` shadows its own, finds
 * what is compiled already, and hands on an object that inherits those locals and nothing else: its chain ends without a prototype, so
 * nothing of Object's can pass for a local.
 */
function templateAt(file: string): Template {
  const known = compiled.get(file);
  if (known) return known;
  if (!existsSync(file)) throw new Error(`no view ${file}`);
  const run = ejs.compile(readFileSync(file, "utf8"), { filename: file, rmWhitespace: true, unsafePrototypeLocals: true } as ejs.Options) as (
    locals: object,
  ) => string;
  const folder = dirname(file);
  const template: Template = (locals, more) => {
    const own: Record<string, unknown> = Object.assign(Object.create(locals), more);
    own.include = (path: string, added?: object) => templateAt(inFolder(folder, path))(own, added);
    return run(own);
  };
  compiled.set(file, template);
  return template;
}

const inFolder = (folder: string, path: string): string => resolve(folder, `${path}.ejs`);
