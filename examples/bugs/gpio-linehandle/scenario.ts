/** A debug message reads a pointer that was given away the line before. */
import type { Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";

export const about = {
  title: "A debug message reads a pointer that was given away the line before.",
  source: "linehandle_create, drivers/gpio/gpiolib-cdev.c; brought by da7e394bf58f, mended by 6af6be278e3b",
  family: "used after it was given away",
} as const;

function setup({ kernel }: World) {
  return { info: kref.makeIn(kernel, "source_info") };
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
    name: `gpio-linehandle, ${design}`,
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
