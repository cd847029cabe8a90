/** A reporter that says, once, which tests are left out: with FAST=1 those that are slow, else those that lack what they need. */
import type { Reporter, TestModule } from "vitest/node";
import { isFast, slow } from "./effort.js";
import { skippedLines, type Need } from "./tools.js";

/** Named in vitest.config.ts. */
export default class SkippedReporter implements Reporter {
  /** Before files are looked for: there may be none that is not left out. */
  onInit(): void {
    if (isFast) process.stderr.write(`FAST=1 leaves out ${slow.join(", ")}\n`);
  }

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
