/**
 * What loading a BPF program must do in every design: the program can be found by its id before it has a descriptor,
 * so it has users of two kinds when the descriptor fails.
 */
import { allocUser, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

/** The call in one design: `operations` makes files whose release puts the program that `refcnt` counts. */
export type BpfProgLoad = (current: Task, operations: number, refcnt: number) => number;

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(design: string, load: BpfProgLoad, options: KernelOptions = {}): Scenario {
  return scenario({
    name: `bpf prog load, ${design}: an object that has an id already`,
    kernel: options,
    setup({ kernel }) {
      const operations = kernel.registerOperations({
        name: "bpf-prog",
        release: (_file, refcnt) => void kernel.memory.add(refcnt, -1),
      });
      return { operations, refcnt: allocUser(kernel, 1) };
    },
    tasks: { caller: (current, { operations, refcnt }) => load(current, operations, refcnt) },
    check({ kernel, shared, results }) {
      const references = kernel.memory.words[shared.refcnt];
      const expected = (results["caller"] ?? 0) < 0 ? 0 : 1;
      if (references !== expected)
        throw new Error(`the program has ${references} references, not ${expected}`);
    },
  });
}
