/** A reservation is given back after its task has let go of its table. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

export const about = {
  title: "A reservation is given back after its task has let go of its table.",
  source: "FileDescriptorReservation, rust/kernel/fs/file.rs; Rust-for-Linux ticket 1256, 2026",
  family: "table gone",
} as const;

function setup() {
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
    name: `rust-exit-files, ${design}`,
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
