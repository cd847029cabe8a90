/** Blocks of pages as the playground opens them: with a scenario where they have a call, about types otherwise. */
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { playableProgram } from "../../docs/.vitepress/playable-program.js";

const CALL = `import type { Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
export function call(current: Task, user: number): number {
  return 0;
}
`;

test("a call gets the scenario that explores it, on the kernel of its design", () => {
  const { source, typesOnly } = playableProgram(CALL, "a page");
  expect(typesOnly).toBe(false);
  expect(source.startsWith(CALL)).toBe(true);
  expect(source).toContain('name: "call",\n  kernel: { scheme: "tagged" },');
  expect(source).toContain("tasks: { caller: call },");
});

test("a few lines of a call become a task", () => {
  const { source, typesOnly } = playableProgram(
    'import type { Task } from "fd-reservation";\ndeclare const current: Task;\n// ---cut---\ncurrent.close(0);\n//      ^?\n',
    "a page",
  );
  expect(typesOnly).toBe(false);
  expect(source).not.toContain("declare");
  expect(source).not.toContain("---cut");
  expect(source).toContain("syscall(current, () => {\n      current.close(0);\n    }),");
});

test.each([
  ["an announced error", "const n: number = '';\n// error 2322: Type\n"],
  ["a declaration", "declare class Job {}\nexport function submit(): void {\n  console.log(new Job());\n}\n"],
  ["nothing that would be seen", "const kernel = 1;\n"],
  ["a function that takes more than a task", "export function call(job: object): void {}\n"],
])("%s is about types", (_, block) => {
  const { source, typesOnly } = playableProgram(block, "a page");
  expect(typesOnly).toBe(true);
  expect(source).not.toContain("// error");
});

test.each([
  "console.log(1);\n",
  "export default scenario({});\n",
  "export const one = scenario<number>({});\n",
])("%j runs as it is", (block) => {
  expect(playableProgram(block, "a page")).toEqual({ source: block, typesOnly: false });
});

describe("the pages", () => {
  const blocks = globSync("docs/{*,guides/*,ownership/**/*}.md").flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/^```ts twoslash[^\n]*\n([^]*?)^```$/gm)].map(
      ([, block = ""]) => block,
    ),
  );
  test("most blocks with a call of the package's can be run", () => {
    const run = blocks.filter((block) => !playableProgram(block, "a page").typesOnly);
    expect(run.length).toBeGreaterThan(20);
  });
});
