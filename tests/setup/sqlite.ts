import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "../../server/data/migrate.ts";
import { migrationAdapter } from "../../server/data/migration-adapter.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A migrated, empty database: a file to copy, or a database to use as a template. */
    template: string;
  }
}

/** One migrated file for the whole run; each test file copies it. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "minyi-test-"));
  const template = join(folder, "template.sqlite");
  await migrate("sqlite", await migrationAdapter(`file:${template}`));
  project.provide("template", template);
  return () => rmSync(folder, { recursive: true, force: true });
}
