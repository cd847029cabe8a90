/** A reporter that says, once and at the end, which tests were skipped because this machine lacks what they need. */
import type { Reporter, TestModule } from "vitest/node";
import { skippedLines, type Need } from "./tools.js";

/** Named in vitest.config.ts. */
export default class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const absent: Need[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests("skipped")) {
        const { absent: lacking } = test.meta();
        if (lacking !== undefined) absent.push(lacking);
      }
    }
    for (const line of skippedLines(absent)) process.stderr.write(`${line}\n`);
  }
}
