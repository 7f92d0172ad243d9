import { relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

const SHOWN = 10;

/** Closes a long run with its slowest files and the names of all tests that were skipped. */
export default class SlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((file) => [...file.children.allTests("skipped")].map((test) => `${nameOf(file)} > ${test.fullName}`));
    if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map((each) => `  ${each}`).join("\n")}`);
    if (modules.length <= SHOWN) return;
    const slowest = [...modules].sort((a, b) => secondsOf(b) - secondsOf(a)).slice(0, SHOWN);
    console.log(`\nThe ${SHOWN} slowest of ${modules.length} files:`);
    for (const file of slowest) console.log(`${secondsOf(file).toFixed(1).padStart(7)} s  ${nameOf(file)}`);
  }
}

const secondsOf = (file: TestModule): number => file.diagnostic().duration / 1000;

const nameOf = (file: TestModule): string => `${relative(file.project.config.root, file.moduleId)} (${file.project.name})`;
