/**
 * What a read of fanotify events must do in every design: each event brings a descriptor; an event that fails after
 * others were delivered ends the read, which returns how many came.
 */
import { allocUser, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** How many events wait. */
export const EVENTS = 2;

/** The read in one design: writes each event's descriptor, then its info record; returns how many events. */
export type FanotifyRead = (current: Task, buffer: number) => number;

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(design: string, read: FanotifyRead, options: KernelOptions = {}): Scenario {
  return scenario({
    name: `fanotify read, ${design}: a descriptor for each event`,
    kernel: options,
    setup: ({ kernel }) => ({ buffer: allocUser(kernel, 2 * EVENTS) }),
    tasks: { reader: (current, { buffer }) => read(current, buffer) },
    check({ kernel, shared, tasks, results, failures }) {
      const events = results["reader"] ?? 0;
      if (failures.length === 0 && events !== EVENTS) throw new Error(`${events} events came`);
      const told = Array.from({ length: Math.max(events, 0) }, (_, event) => {
        return kernel.memory.words[shared.buffer + 2 * event];
      });
      const open = tasks["reader"]?.openDescriptors() ?? [];
      if (!allTold(design, told, open, failures))
        throw new Error(`the reader was told ${told} and ${open} are open`);
    },
  });
}
