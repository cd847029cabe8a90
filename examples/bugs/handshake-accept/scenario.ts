/** The socket's file goes into the descriptor without a reference of its own. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { open, slotOf } from "../calls.js";

export const about = {
  title: "The socket's file goes into the descriptor without a reference of its own.",
  source: "handshake_nl_accept_doit, net/handshake; brought by the conversion fe67b063f687",
  family: "reference taken too late",
} as const;

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
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
