/** The order of the test files: the longest first, so that both workers are busy to the end. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files and folders that take longest, in that order; all others follow as Vitest puts them. */
const LONGEST = [
  // A process is shared by files that follow each other.
  "test/cli/check.test.ts",
  "test/cli/matrix.test.ts",
  "test/cli/",
  "test/types/compilers.test.ts",
  "test/explore/exactness.test.ts",
  "test/oracle/oracle.test.ts",
  "test/explore/promela.test.ts",
  "test/explore/published.test.ts",
  "test/explore/never-wrong.test.ts",
  "test/explore/explore.test.ts",
  // The site is built meanwhile.
  "test/site/playground.test.ts",
  "test/site/pages.test.ts",
  "test/site/lighthouse.test.ts",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((name) => moduleId.includes(`/${name}`));
      return found < 0 ? LONGEST.length : found;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
