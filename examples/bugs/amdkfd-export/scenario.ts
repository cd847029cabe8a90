/** To export a buffer, the driver publishes a descriptor, looks its file up by number and closes it by number. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";
import { open } from "../calls.js";

function setup({ init }: World) {
  open(init);
  return {};
}

/** What set-up made. */
export type Shared = ReturnType<typeof setup>;

/** The call in one design; `violates` is what the explorer must say of it. */
export function scenarioOf(
  design: string,
  call: (current: Task, shared: Shared) => number,
  violates?: string,
): Scenario {
  return scenario<Shared>({
    name: `amdkfd-export, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: {
      caller: call,
      opener: (current) => {
        current.close(1);
        return open(current);
      },
    },

    check({ tasks, results, failures }) {
      const number = results["opener"] ?? 0;
      if (number >= 0 && tasks["opener"]?.openDescriptors().includes(number) !== true)
        throw new Error(`another task opened fd ${number} and it was closed under its number`);
      if (failures.length === 0 && (results["caller"] ?? 0) < 0 && results["caller"] !== -9)
        throw new Error("the call fails although nothing failed");
      const open = tasks["caller"]?.openDescriptors() ?? []; // set-up's file, and the other task's
      if (results["caller"] === 0 && open.length > 2)
        throw new Error("the call succeeded and has left its descriptor open");
    },
    ...(violates === undefined ? {} : { violates }),
  });
}
