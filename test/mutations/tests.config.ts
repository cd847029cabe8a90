/** The tests of the kernel, the binding and the explorer as noticers: in one process, in order, until the first that fails. */
import path from "node:path";
import { defineConfig } from "vitest/config";
import {
  BaseSequencer,
  type Reporter,
  type TestCase,
  type TestModule,
  type TestSpecification,
} from "vitest/node";
import { loading, natively } from "../../vitest.config.js";
import { say } from "./lines.js";

/** Those of the kernel first: they name what is wrong. */
const FOLDERS = ["kernel", "binding", "explore"];
/** What any test may take, in milliseconds. */
const PATIENCE = 60_000;

class ByFolder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const key = ({ moduleId }: TestSpecification): string => {
      const folder = FOLDERS.indexOf(path.basename(path.dirname(moduleId)));
      return `${folder} ${moduleId}`;
    };
    return Promise.resolve([...files].sort((one, other) => (key(one) < key(other) ? -1 : 1)));
  }
}

class FirstFailure implements Reporter {
  onTestModuleQueued({ relativeModuleId }: TestModule): void {
    say({ tries: relativeModuleId, limit: PATIENCE });
  }

  onTestCaseReady(test: TestCase): void {
    say({ tries: nameOf(test), limit: PATIENCE });
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors = [] } = test.result();
    if (state === "failed") say({ notices: nameOf(test), how: errors[0]?.message ?? state });
  }

  onTestModuleEnd(module: TestModule): void {
    const [error] = module.errors();
    if (error !== undefined) say({ notices: module.relativeModuleId, how: error.message });
  }
}

function nameOf({ module, fullName }: TestCase): string {
  return `${module.relativeModuleId}: ${fullName}`;
}

export default defineConfig({
  ...loading,
  test: {
    ...natively,
    include: FOLDERS.map((folder) => `test/${folder}/**/*.test.ts`),
    // What is about the explorer alone, or about the built package, which has no fault.
    exclude: ["exactness", "heap-limit", "hidden-state", "never-wrong", "promela", "seeded-faults"].map(
      (name) => `test/explore/${name}.test.ts`,
    ),
    setupFiles: ["test/mutations/same-every-time.ts"],
    reporters: [new FirstFailure()],
    sequence: { sequencer: ByFolder },
    // How fast a machine is decides no result.
    testTimeout: 10 * PATIENCE,
    hookTimeout: 10 * PATIENCE,
    isolate: false,
    maxWorkers: 1,
    bail: 1,
  },
});
