/** Small scenarios whose tasks use the memory itself. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario, type ScenarioDefinition, type World } from "fd-reservation/explore";

export type Memory = World["kernel"]["memory"];
export type Tasks = Readonly<Record<string, (memory: Memory, words: number, current: Task) => number | void>>;

/** Tasks on eight words that set-up allocates. */
export function program(tasks: Tasks, more: Partial<ScenarioDefinition<number>> = {}): Scenario {
  return scenario<number>({
    name: "program",
    setup: ({ kernel }) => kernel.memory.allocate(8, "words"),
    tasks: Object.fromEntries(
      Object.entries(tasks).map(([name, run]) => [
        name,
        (current: Task, words: number) => run(current.kernel.memory, words, current),
      ]),
    ),
    ...more,
  });
}
