/**
 * What a task knows of its reservations: scopes, as code has them that runs on the way out of a syscall, so that each commit
 * covers what its scope reserved; and that those of another task are none of its own.
 */
import { syscall, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import {
  allocFile,
  beginScope,
  clone,
  commit,
  discard,
  endScope,
  exitFiles,
  fdInstall,
  fdPrepare,
  fdPrepareFd,
  fdPrepareFile,
  fdStage,
  fput,
  getUnusedFdFlags,
  KernelBug,
  openDescriptors,
  putUnusedFd,
  readSet,
  syscallEnter,
  syscallReturn,
  unshareFiles,
  type Kernel,
  type SlotsKernelOptions,
  type TableKernelOptions,
  type TaggedKernelOptions,
} from "fd-reservation/kernel";

/** Reserves and installs; the scope around it commits, where there is a commit. */
function install({ kernel, address: task }: Task): number {
  const file = allocFile(kernel);
  if (file < 0) return file;
  if (kernel.scheme.commits) {
    const slot = fdPrepare(kernel, task, 0);
    if (slot < 0) {
      fput(kernel, file);
      return slot;
    }
    const fd = fdStage(kernel, task, slot, file);
    const told = [fdPrepareFd(kernel, task, slot), fdPrepareFile(kernel, task, slot)];
    if (told.join() !== `${fd},${file}`) throw new Error(`the slot has ${told.join()}, not ${fd},${file}`);
    const set = kernel.scheme.reservationsOf(kernel, task, (address) => kernel.memory.load(address));
    if (set.at(-1) !== fd) throw new Error(`fd ${fd} is not the newest of the set`);
    return fd;
  }
  const fd = getUnusedFdFlags(kernel, task, 0);
  if (fd < 0) fput(kernel, file);
  else fdInstall(kernel, task, fd, file);
  return fd;
}

/** Opens a file around a piece of work that opens another one, and then fails or succeeds alone. */
function around(current: Task, works: boolean): number {
  const { kernel, address: task } = current;
  return syscall(current, () => {
    const first = install(current);
    if (first < 0) return first;
    const outer = beginScope(kernel, task);
    const second = install(current);
    commit(kernel, task, works && second >= 0);
    endScope(kernel, task, outer);
    return second < 0 ? 0 : first;
  });
}

function scopes(
  what: string,
  kernel: TableKernelOptions | TaggedKernelOptions | SlotsKernelOptions,
  works: boolean,
  open: string,
): Scenario {
  return scenario({
    name: `a scope inside a syscall ${what}, ${kernel.scheme} reservations${kernel.commitVia === undefined ? "" : ", by task work"}`,
    kernel: { bitsPerLong: 4, ...kernel },
    tasks: { caller: (current) => around(current, works) },
    check({ kernel, tasks: { caller }, failures }) {
      if (caller === undefined || failures.length > 0) return;
      const are = String(openDescriptors(kernel, caller.address));
      if (are !== open) throw new Error(`${are} are open, and not ${open}`);
    },
  });
}

/** Mainline has no commit: what was installed stays. */
export const table = scopes("that fails", { scheme: "table" }, false, "0,1");
export const tagged = scopes("that fails", { scheme: "tagged" }, false, "0");
export const slots = scopes("that fails", { scheme: "slots" }, false, "0");
export const slotsTaskWork = scopes("that fails", { scheme: "slots", commitVia: "task-work" }, false, "0");
export const slotsWorks = scopes("that succeeds", { scheme: "slots" }, true, "0,1");
export const taskWork = scopes("that fails", { scheme: "tagged", commitVia: "task-work" }, false, "0");
export const taggedWorks = scopes("that succeeds", { scheme: "tagged" }, true, "0,1");

/** No commit would end what is prepared. */
function refusesToPrepare(kernel: Kernel, task: number): void {
  try {
    fdPrepare(kernel, task, 0);
  } catch (error) {
    if (error instanceof KernelBug) return;
    throw error;
  }
  throw new Error("fd_prepare succeeds where nothing commits");
}

export const takenBack = scenario({
  name: "a slot that was taken back alone has neither a descriptor nor a file, and is not committed",
  kernel: { bitsPerLong: 2, nrOpen: 4, scheme: "slots" },
  tasks: {
    caller: (current) =>
      syscall(current, () => {
        const { kernel, address: task } = current;
        const file = allocFile(kernel);
        if (file < 0) return file;
        const slot = fdPrepare(kernel, task, 0);
        if (slot < 0) {
          fput(kernel, file);
          return slot;
        }
        discard(kernel, task, fdStage(kernel, task, slot, file));
        const left = [fdPrepareFd(kernel, task, slot), fdPrepareFile(kernel, task, slot)].join();
        if (left !== "-1,0") throw new Error(`it has ${left}`);
        return 0;
      }),
  },
  check({ tasks: { caller } }) {
    const open = String(caller?.openDescriptors());
    if (open !== "") throw new Error(`${open} are open`);
  },
});

/** A task that shares its table with another one unshares it in a syscall inside of one that has prepared a descriptor. */
function transferring(kernel: TaggedKernelOptions | SlotsKernelOptions): Scenario {
  return scenario({
    name: `unshare in a scope inside a syscall takes along what the syscall has prepared, ${kernel.scheme} reservations`,
    kernel: { bitsPerLong: 2, nrOpen: 4, ...kernel, unshareReserving: "transfer" },
    setup: ({ kernel, init }: World) => clone(kernel, init.address, { files: true }),
    tasks: {
      caller: (current) =>
        syscall(current, () => {
          const { kernel, address: task } = current;
          const fd = install(current);
          if (fd < 0) return fd;
          const inner = syscallEnter(kernel, task);
          const unshared = unshareFiles(kernel, task);
          syscallReturn(kernel, task, unshared, inner);
          return unshared < 0 ? unshared : fd;
        }),
    },
    check({ kernel, shared: sibling, tasks: { caller }, results: { caller: result = 0 } }) {
      const are = [caller?.address ?? 0, sibling].map((task) => String(openDescriptors(kernel, task)));
      const expected = result < 0 ? "" : "0";
      if (are.join("; ") !== `${expected}; `) throw new Error(`${are.join("; ")} are open`);
    },
  });
}

export const transferringTagged = transferring({ scheme: "tagged" });
export const transferringSlots = transferring({ scheme: "slots" });

/** A task takes the first of three prepared descriptors back before it unshares its table: the others go along. */
export const transferringHole = scenario({
  name: "unshare in a syscall that has taken a prepared descriptor back takes the others along",
  kernel: { bitsPerLong: 4, scheme: "slots", unshareReserving: "transfer" },
  setup: ({ kernel, init }: World) => clone(kernel, init.address, { files: true }),
  tasks: {
    caller: (current) =>
      syscall(current, () => {
        const { kernel, address: task } = current;
        for (let number = 0; number < 3; number++) {
          const slot = fdPrepare(kernel, task, 0);
          if (slot < 0) return slot;
        }
        discard(kernel, task, 0);
        const inner = syscallEnter(kernel, task);
        const unshared = unshareFiles(kernel, task);
        syscallReturn(kernel, task, unshared, inner);
        return unshared;
      }),
  },
  check({ kernel, shared: sibling, tasks: { caller } }) {
    for (const task of [caller?.address ?? 0, sibling]) {
      const fd = getUnusedFdFlags(kernel, task, 0);
      if (fd > 0) throw new Error(`fd 0 is still taken: ${fd} is given`);
      if (fd === 0) putUnusedFd(kernel, task, fd);
    }
  },
});

export const withoutScopes = scenario({
  name: "the table has no scopes: their bounds are 0, and nobody's reservations are known",
  kernel: { scheme: "table" },
  tasks: {
    caller({ kernel, address: task }) {
      const fd = getUnusedFdFlags(kernel, task, 0);
      if (fd < 0) return fd;
      const bounds = [syscallEnter(kernel, task), beginScope(kernel, task)];
      if (bounds.some((bound) => bound !== 0)) throw new Error(`a bound of the table is ${String(bounds)}`);
      refusesToPrepare(kernel, task);
      const failures = [0, -1].map((result) => kernel.scheme.isFailure(result));
      if (failures.join() !== "false,true") throw new Error(`0 and -1 are failures: ${failures.join()}`);
      putUnusedFd(kernel, task, fd);
      return 0;
    },
  },
  check({ kernel, tasks: { caller } }) {
    if (caller !== undefined && readSet(kernel, caller.address).length > 0) throw new Error("it has a set");
  },
});

export const anothers = scenario({
  name: "the set of another task: its reservation cannot be put, and is still there",
  kernel: { bitsPerLong: 2, nrOpen: 4, scheme: "tagged" },
  tasks: {
    caller(current) {
      const { kernel, address: task } = current;
      const other = clone(kernel, task, { files: true });
      if (other < 0) return other;
      kernel.current = other; // only the task that runs may enter into its set
      const fd = getUnusedFdFlags(kernel, other, 0);
      kernel.current = task;
      try {
        if (fd >= 0) putUnusedFd(kernel, task, fd);
      } catch (error) {
        if (!(error instanceof KernelBug)) throw error;
      }
      const next = getUnusedFdFlags(kernel, task, 0);
      if (fd >= 0 && next === fd) throw new Error(`fd ${fd} is given out twice`);
      if (next >= 0) putUnusedFd(kernel, task, next);
      exitFiles(kernel, other);
      return 0;
    },
  },
});
