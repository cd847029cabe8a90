/** The ledger: what is counted, what is not, and what the commit adds to open(), address by address. */
import { FileDescriptorReservation, FileRef, syscall, Task, type KernelOptions } from "fd-reservation";
import { DirectProbe, measureCost, scenario } from "fd-reservation/explore";
import { beginScope, endScope, Kernel, Op } from "fd-reservation/kernel";
import { expect, test } from "vitest";
import openatScenario, { openat } from "../../examples/callsites/openat/raw.js";
import { Fdtable, FilesStruct, PerTaskWords, TaskStruct } from "../../src/kernel/internal.js";

class Stores extends DirectProbe {
  readonly addresses: number[] = [];

  override perform(op: Op, first: number, second: number, third: number): number {
    if (op === Op.store) this.addresses.push(first);
    return super.perform(op, first, second, third);
  }
}

/** Where an open() stores: the words of its task and of fd[] by name, the rest left out. */
function storesOf(options: KernelOptions): string[] {
  const kernel = new Kernel(options);
  const task = Task.init(kernel);
  const { words } = kernel.memory;
  const files = words[task.address + TaskStruct.files] as number;
  const fds = words[(words[files + FilesStruct.fdt] as number) + Fdtable.fd] as number;
  const names = new Map([
    [fds, "fd[0]"],
    [task.address + PerTaskWords.reserved, "reserved[0]"],
    [task.address + PerTaskWords.reservationCount, "count"],
  ]);
  const probe = new Stores(kernel);
  kernel.memory.probe = probe;
  openat(task, 0);
  kernel.memory.probe = null;
  return probe.addresses.flatMap((address) => names.get(address) ?? []);
}

test("the four stores that the scheme tagged adds to open()", () => {
  expect(storesOf({ scheme: "table" })).toEqual(["fd[0]"]);
  expect(storesOf({ scheme: "tagged" })).toEqual(["reserved[0]", "count", "fd[0]", "fd[0]", "count"]);
});

test("the marks of nested scopes are stores of the model's own", () => {
  const glue = measureCost(
    scenario({
      name: "scope",
      tasks: {
        caller: ({ kernel, address }) => {
          endScope(kernel, address, beginScope(kernel, address));
          return 0;
        },
      },
    }),
  ).find(({ column }) => column === "tagged, glue")?.success;
  expect(glue?.stores).toBe(0);
  // The mark and the count are read and the mark is written on entry; at the end the same again.
  expect(glue?.own).toBe(6);
});

test("what guards keep for themselves is not counted", () => {
  const withGuards = (guards: boolean) =>
    measureCost(
      scenario({
        name: "open",
        kernel: { guards },
        tasks: {
          caller: (current) =>
            syscall(current, () => {
              FileDescriptorReservation.getUnusedFdFlags(current, 0);
              using fd: FileDescriptorReservation = current.reservation;
              fd.commit(FileRef.anonInodeGetfile(current));
            }),
        },
      }),
    ).find(({ column }) => column === "mainline")?.success;
  const guarded = withGuards(true);
  expect(guarded?.stores).toBeGreaterThan(0);
  expect(guarded?.stores).toBe(withGuards(false)?.stores);
  expect(guarded?.allocations).toBe(withGuards(false)?.allocations);
});

test("a scenario that leaves the commit to the return has no explicit column; set-up that does is not held against it", () => {
  const columnsOf = (run: (current: Task) => number): string[] =>
    measureCost(
      scenario({
        name: "set-up opens",
        kernel: { scheme: "tagged" },
        setup: ({ init }) => openat(init, 0),
        tasks: { caller: run },
      }),
    ).map(({ column }) => column);
  expect(columnsOf((current) => openat(current, 0))).toEqual(["tagged, glue", "tagged, task-work"]);
  expect(columnsOf((current) => current.close(0))).toEqual([
    "tagged, glue",
    "tagged, task-work",
    "tagged, explicit",
  ]);
});

test("a column in which a run goes wrong has no cost", () => {
  const leaking = scenario({
    name: "leaks",
    tasks: {
      caller: (current) =>
        syscall(current, () => {
          FileDescriptorReservation.getUnusedFdFlags(current, 0);
          const fd: FileDescriptorReservation = current.reservation;
          fd.commit(FileRef.anonInodeGetfile(current)); // throws? then fd is forgotten
        }),
    },
  });
  expect(measureCost(leaking)).toEqual([]);
});

test("what a design does not need is counted apart: checks, nested scopes, whose number it is", () => {
  const counts = Object.fromEntries(
    measureCost(openatScenario).map(({ column, success: { loads, own, atomics, locks } }) => [
      column,
      { loads, own, atomics, locks },
    ]),
  );
  const { mainline, "tagged, glue": glue, "tagged, task-work": taskWork } = counts;
  // alloc_fd: the array and the slot; fd_install: the slot and the bound.
  expect(mainline).toEqual({ loads: 18, own: 4, atomics: 0, locks: 1 });
  // Entry, the mark at the commit; the count and the entry of the set at the install.
  expect(glue).toEqual({ loads: 18 + 8, own: 4 + 4, atomics: 0, locks: 1 });
  // cmpxchg, test-and-set, clear, cmpxchg, and pi_lock.
  expect(taskWork).toMatchObject({ atomics: 4, locks: 2 });
});
