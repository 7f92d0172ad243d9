import { defineConfig } from "vitest/config";
import { temporaryFolder } from "./tests/setup/temporary-folder.ts";

/** Every folder below tests/ is a module, but for those that need no database or a browser. */
const modules = ["tests/*/**/*.test.ts"];
const elsewhere = ["tests/rules/**", "tests/browser/**"];
const onDatabase = (name: "sqlite" | "postgresql") => ({
  extends: true as const,
  // Transactions that meet: on SQLite they queue, and never do.
  test: {
    name,
    include: modules,
    exclude: [...elsewhere, ...(name === "sqlite" ? ["tests/**/*-races.test.ts"] : [])],
    globalSetup: [`tests/setup/${name}.ts`],
    env: { TEST_DATABASE: name },
  },
});

process.env.TMPDIR = temporaryFolder(); // the workers inherit it

/** The modules' tests run on both databases; rules and house rules need none; the browser's run on SQLite. */
export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: "forks",
    setupFiles: ["tests/setup/cheap-passwords.ts"],
    isolate: false, // one import of everything for all files of a worker: each opens its own database and site
    maxWorkers: 2,
    execArgv: ["--max-semi-space-size=64"], // a quarter of the collections of young objects
    experimental: { fsModuleCache: true }, // each file is transformed once for all projects
    reporters: ["default", "./tests/setup/slowest-files.ts"],
    projects: [
      { extends: true, test: { name: "rules", include: ["tests/*.test.ts", "tests/rules/**/*.test.ts"] } },
      onDatabase("sqlite"),
      onDatabase("postgresql"),
      {
        extends: true,
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: ["tests/setup/sqlite.ts", "tests/setup/browser.ts"],
          env: { TEST_DATABASE: "sqlite" },
          testTimeout: 60_000,
        },
      },
    ],
  },
});
