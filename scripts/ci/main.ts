/** The parts of .ci/run that read reports: the packages of the second pass, the second pass, and the closing line. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { countOf, failuresOf, line, secondPass, sum, type Report } from "./passes.js";

const [command = "", first = "", second = ""] = process.argv.slice(2);
/** The reports of a pass, which lie in its folder, as one: the tests have several commands. */
const read = (folder: string): Report => ({
  testResults: readdirSync(folder).flatMap((file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    try {
      return (JSON.parse(text) as Report).testResults;
    } catch (error) {
      // Its command was ended while it wrote.
      return [{ name: file, status: "failed", message: String(error), assertionResults: [] }];
    }
  }),
});

switch (command) {
  case "packages":
    console.log(secondPass(read(first)).packages.join(" "));
    break;
  case "second": {
    const { files, names } = secondPass(read(first));
    const { status } = spawnSync(
      process.execPath,
      ["node_modules/vitest/vitest.mjs", "run", ...files, "--testNamePattern", names],
      { stdio: "inherit", env: { ...process.env, REPORT: path.join(second, "report.json") } },
    );
    process.exitCode = status ?? 1;
    break;
  }
  case "closing-line": {
    const alone = countOf(read(first));
    const withTools = countOf(read(second));
    const both = sum(alone, withTools);
    for (const failure of [first, second].flatMap((folder) => failuresOf(read(folder)))) console.log(failure);
    console.log(`first pass, with Node alone: ${line(alone)}`);
    console.log(`second pass, of these skipped ones: ${withTools.passed} passed, ${withTools.failed} failed`);
    console.log(line(both));
    // A pass that had tests to run and ran none has failed.
    const isIdle = secondPass(read(first)).files.length > 0 && withTools.passed === 0;
    if (both.failed > 0 || alone.passed === 0 || isIdle) process.exitCode = 1;
    break;
  }
  default:
    process.stderr.write(`error: unknown command ${command}\nName one: packages, second, closing-line.\n`);
    process.exitCode = 2;
}
