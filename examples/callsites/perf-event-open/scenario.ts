/**
 * What perf_event_open must do in every design: the number is reserved first of all, and many steps fail before and
 * after the file exists; the event belongs to the file from then on.
 */
import { allocUser, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

/** The call in one design: `operations` makes files whose release frees the event that `count` counts. */
export type PerfEventOpen = (current: Task, operations: number, count: number) => number;

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(
  design: string,
  perfEventOpen: PerfEventOpen,
  options: KernelOptions = {},
): Scenario {
  return scenario({
    name: `perf_event_open, ${design}: reserved first, installed last`,
    kernel: options,
    setup({ kernel }) {
      const operations = kernel.registerOperations({
        name: "perf-event",
        release: (_file, count) => void kernel.memory.add(count, -1),
      });
      return { operations, count: allocUser(kernel, 1) };
    },
    tasks: { caller: (current, { operations, count }) => perfEventOpen(current, operations, count) },
    check({ kernel, shared, results }) {
      const events = kernel.memory.words[shared.count];
      const expected = (results["caller"] ?? 0) < 0 ? 0 : 1;
      if (events !== expected) throw new Error(`${events} events are alive, not ${expected}`);
    },
  });
}
