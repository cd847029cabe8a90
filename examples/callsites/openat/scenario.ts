/** What openat must do in every design: the world before it, and what user space sees after it. */
import { OpenFlags, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(
  design: string,
  openat: (current: Task, flags: number) => number,
  options: KernelOptions = {},
): Scenario {
  return scenario({
    name: `openat, ${design}: one file, close-on-exec`,
    kernel: options,
    tasks: { caller: (current) => openat(current, OpenFlags.O_CLOEXEC) },
    check({ tasks, results }) {
      const fd = results["caller"] ?? 0;
      if (fd < 0) return;
      const slots = tasks["caller"]?.table?.slots ?? [];
      const [slot] = slots;
      if (slots.length !== 1 || slot?.fd !== fd || slot.state !== "open" || !slot.cloexec) {
        throw new Error(`openat returned ${fd}, and the table holds ${JSON.stringify(slots)}`);
      }
    },
  });
}
