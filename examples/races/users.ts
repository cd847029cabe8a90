/** Tasks that leave or enter a shared table at once: each is counted, and the last one that leaves frees it. */
import { syscall, type Task } from "fd-reservation";
import { scenario, type World } from "fd-reservation/explore";
import { clone } from "fd-reservation/kernel";
import type { Exclusive } from "fd-reservation/ownership";
import { open, small } from "./calls.js";

function openOne({ init }: World): void {
  open(init);
}

function exit(current: Exclusive<Task>): number {
  return syscall(current, () => current.exit());
}

function unshare(current: Exclusive<Task>): number {
  return syscall(current, () => current.unshareFiles());
}

export const exits = scenario({
  name: "three tasks that share a table exit",
  kernel: small,
  setup: openOne,
  tasks: { a: exit, b: exit, c: exit },
});

export const unshares = scenario({
  name: "two tasks unshare one table",
  kernel: small,
  setup: openOne,
  tasks: { a: unshare, b: unshare },
  check({ tasks, results }) {
    for (const [name, result] of Object.entries(results)) {
      const open = String(tasks[name]?.openDescriptors());
      if (open !== "0") throw new Error(`${name} returned ${result} and has ${open || "none"} open`);
    }
  },
});

/** Makes one more thread. */
function makeThread({ kernel, address }: Task): number {
  return Math.min(0, clone(kernel, address, { files: true, thread: true }));
}

export const clones = scenario({
  name: "two threads of one table make one more each: four are counted",
  kernel: small,
  tasks: { a: makeThread, b: makeThread },
});
