/** The error path puts the socket's file, whose reference belongs to the socket. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";
import { open, slotOf } from "../calls.js";

function setup({ init }: World) {
  const fd = open(init);
  return { sock: slotOf(init, fd) };
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
    name: `handshake-accept, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
