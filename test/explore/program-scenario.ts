/** The random programs of brute-force.ts as scenarios. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario, type ScenarioDefinition } from "fd-reservation/explore";
import { LAYOUT, runTask, type Program } from "./brute-force.js";

/** The layout's words, and a pointer to a block; each task runs its instructions and returns what it saw. */
export function programScenario(
  program: Program,
  more: Pick<ScenarioDefinition<number>, "check" | "violates"> = {},
  run: (current: Task, body: () => number) => number = (_current, body) => body(),
): Scenario {
  return scenario<number>({
    name: "a random program",
    setup({ kernel: { memory } }) {
      const base = memory.allocate(LAYOUT.size, "program");
      const block = memory.allocate(2, "block");
      memory.store(block, 4);
      memory.store(base + LAYOUT.pointer, block);
      return base;
    },
    tasks: Object.fromEntries(
      program.map((instructions, task) => [
        `task ${task}`,
        (current, base: number) => run(current, () => runTask(current.kernel, base, task, instructions)),
      ]),
    ),
    ...more,
  });
}
