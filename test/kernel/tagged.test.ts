/** The scheme `tagged`: every line of Al Viro's proposal, and every question it leaves open, as a test that names it. */
import { describe, expect, test } from "vitest";
import {
  allocFile,
  beginScope,
  checkInvariants,
  clone,
  closeFd,
  closeRange,
  commit,
  discard,
  dup,
  dup2,
  endScope,
  execve,
  exitFiles,
  fdInstall,
  fdPrepare,
  fget,
  fGetfd,
  fput,
  getUnusedFdFlags,
  initTask,
  Kernel,
  kthreadRun,
  makeTaskDead,
  O_CLOEXEC,
  openDescriptors,
  putUnusedFd,
  readSet,
  syscallEnter,
  syscallReturn,
  unshareFiles,
  viewTable,
  type KernelOptions,
  Op,
  type Probe,
  type SchemeName,
  type TaggedKernelOptions,
} from "../../src/kernel/index.js";
import { FileStruct, TaskStruct } from "../../src/kernel/layout.js";
import { PerTaskWords } from "../../src/kernel/schemes/per-task.js";
import { DirectProbe } from "../../src/explore/index.js";

const EBADF = -9;
const EBUSY = -16;
const ENOMEM = -12;
const EINVAL = -22;
const EMFILE = -24;

type Options = Omit<TaggedKernelOptions, "scheme">;

function boot(options: Options = {}): { kernel: Kernel; task: number } {
  return bootOn({ ...options, scheme: "tagged" });
}

function bootOn(options: KernelOptions): { kernel: Kernel; task: number } {
  const kernel = new Kernel(options);
  return { kernel, task: initTask(kernel) };
}

/** The table of a task: `0:open 1:reserved`. */
function table(kernel: Kernel, task: number): string {
  const files = kernel.memory.words[task + TaskStruct.files] as number;
  return viewTable(kernel, files)
    .slots.map(({ fd, state }) => `${fd}:${state}`)
    .join(" ");
}

function count(kernel: Kernel, file: number): number {
  return kernel.memory.words[file + FileStruct.count] as number;
}

/** Reserves and installs, without a commit. */
function install(kernel: Kernel, task: number, flags = 0): number {
  const fd = getUnusedFdFlags(kernel, task, flags);
  fdInstall(kernel, task, fd, allocFile(kernel));
  return fd;
}

/** Counts what a piece of code does to memory. */
class Counter extends DirectProbe {
  loads = 0;
  stores = new Map<number, number>();
  locks = 0;
  failing: string | undefined;
  override perform(op: Op, first: number, second: number, third: number): number {
    if (op === Op.load) this.loads++;
    if (op === Op.store) this.stores.set(first, (this.stores.get(first) ?? 0) + 1);
    if (op === Op.lock) this.locks++;
    if (op === Op.fails) return this.memory.faultPoint(first).where === this.failing ? 1 : 0;
    return super.perform(op, first, second, third);
  }
}

function counting(kernel: Kernel, body: () => void): Counter {
  const probe = new Counter(kernel);
  kernel.memory.probe = probe satisfies Probe;
  try {
    body();
  } finally {
    kernel.memory.probe = null;
  }
  return probe;
}

function storesInto(kernel: Kernel, probe: Counter, task: number, fd: number): number {
  const { words } = kernel.memory;
  const fdt = words[(words[task + TaskStruct.files] as number) + 3] as number;
  return probe.stores.get((words[fdt + 1] as number) + fd) ?? 0;
}

describe('"Representation in fdtable": the four-row table', () => {
  test("free: bit clear, 0", () => {
    const { kernel, task } = boot();
    expect(table(kernel, task)).toBe("");
  });

  test("reserved: bit set, 0", () => {
    const { kernel, task } = boot();
    expect(getUnusedFdFlags(kernel, task, 0)).toBe(0);
    expect(viewTable(kernel, kernel.memory.words[task] as number).slots).toMatchObject([
      { fd: 0, state: "reserved", value: 0 },
    ]);
  });

  test("uncommitted: bit set, 1UL | (unsigned long)file", () => {
    const { kernel, task } = boot();
    const fd = getUnusedFdFlags(kernel, task, 0);
    const file = allocFile(kernel);
    fdInstall(kernel, task, fd, file);
    expect(file & 1).toBe(0);
    expect(viewTable(kernel, kernel.memory.words[task] as number).slots).toMatchObject([
      { fd: 0, state: "uncommitted", value: file | 1 },
    ]);
  });

  test("open: bit set, (unsigned long)file", () => {
    const { kernel, task } = boot();
    const fd = getUnusedFdFlags(kernel, task, 0);
    const file = allocFile(kernel);
    fdInstall(kernel, task, fd, file);
    commit(kernel, task, true);
    expect(viewTable(kernel, kernel.memory.words[task] as number).slots).toMatchObject([
      { fd: 0, state: "open", value: file },
    ]);
  });
});

describe('"file lookup treating any odd value as 0 (i.e. as reserved)"', () => {
  test("every reader does", () => {
    const { kernel, task } = boot();
    const open = install(kernel, task);
    commit(kernel, task, true);
    const fd = install(kernel, task, O_CLOEXEC);
    expect(fget(kernel, task, fd)).toBe(0);
    expect(closeFd(kernel, task, fd)).toBe(EBADF);
    expect(dup(kernel, task, fd)).toBe(EBADF);
    expect(fGetfd(kernel, task, fd)).toBe(EBADF);
    expect(dup2(kernel, task, fd, 5)).toBe(EBADF);
    expect(dup2(kernel, task, open, fd)).toBe(EBUSY);
    expect(closeRange(kernel, task, fd, 63, 0)).toBe(0);
    expect(openDescriptors(kernel, task)).toEqual([open]);
    expect(table(kernel, task)).toBe("0:open 1:uncommitted");
    const child = clone(kernel, task);
    expect(table(kernel, child)).toBe("0:open"); // copied as reserved, hence free in the copy
    expect(readSet(kernel, child)).toEqual([]);
    commit(kernel, task, true);
    expect(fGetfd(kernel, task, fd)).toBe(1);
  });
});

test('"Two stores into ->fd[] instead of one is not a big deal"', () => {
  const storesOf = (scheme: SchemeName): number => {
    const { kernel, task } = bootOn({ scheme });
    const probe = counting(kernel, () => {
      const outer = syscallEnter(kernel, task);
      fdInstall(kernel, task, getUnusedFdFlags(kernel, task, 0), allocFile(kernel));
      syscallReturn(kernel, task, 0, outer);
    });
    return storesInto(kernel, probe, task, 0);
  };
  expect(storesOf("table")).toBe(1);
  expect(storesOf("tagged")).toBe(2);
});

test('"if current->reservation_count == 0 return"', () => {
  const { kernel, task } = boot();
  const probe = counting(kernel, () => commit(kernel, task, true));
  expect(probe.loads).toBe(1);
  expect(probe.stores.size).toBe(0);
  expect(probe.locks).toBe(0);
});

test('"if failure": each value is taken out and dropped, each bit cleared', () => {
  const { kernel, task } = boot();
  const reserved = getUnusedFdFlags(kernel, task, 0);
  const fd = getUnusedFdFlags(kernel, task, 0);
  const file = allocFile(kernel);
  let releases = 0;
  const kind = kernel.registerOperations({ name: "witness", release: () => releases++ });
  const witness = allocFile(kernel, kind);
  fdInstall(kernel, task, fd, file);
  fdInstall(kernel, task, getUnusedFdFlags(kernel, task, 0), witness);
  expect(table(kernel, task)).toBe("0:reserved 1:uncommitted 2:uncommitted");
  commit(kernel, task, false);
  expect(table(kernel, task)).toBe("");
  expect(count(kernel, file)).toBe(0);
  expect(releases).toBe(1);
  expect(readSet(kernel, task)).toEqual([]);
  expect(checkInvariants(kernel, "at-rest")).toEqual([]); // next_fd and the full bits too, which the proposal leaves out
  expect(getUnusedFdFlags(kernel, task, 0)).toBe(reserved);
});

test('"else": each value loses its tag', () => {
  const { kernel, task } = boot();
  const fds = [install(kernel, task), install(kernel, task), install(kernel, task)];
  expect(openDescriptors(kernel, task)).toEqual([]);
  commit(kernel, task, true);
  expect(openDescriptors(kernel, task)).toEqual(fds);
  expect(checkInvariants(kernel, "at-rest")).toEqual([]);
});

test('"BUG": success with a reservation that was never installed', () => {
  const { kernel, task } = boot();
  getUnusedFdFlags(kernel, task, 0);
  expect(() => commit(kernel, task, true)).toThrow(/^BUG in commit: fd 0 was reserved/);
});

test("question 8: by option it is rolled back instead", () => {
  const { kernel, task } = boot({ neverInstalled: "roll-back" });
  getUnusedFdFlags(kernel, task, 0);
  const fd = install(kernel, task);
  commit(kernel, task, true);
  expect(table(kernel, task)).toBe(`${fd}:open`);
  expect(checkInvariants(kernel, "at-rest")).toEqual([]);
});

describe('"two-element array for the first two + page pointer for spillovers"', () => {
  test("the third reservation allocates the page, and it is kept for the next", () => {
    const { kernel, task } = boot();
    const page = (): number => kernel.memory.words[task + PerTaskWords.spillPage] as number;
    install(kernel, task);
    install(kernel, task);
    expect(page()).toBe(0);
    install(kernel, task);
    const first = page();
    expect(first).not.toBe(0);
    commit(kernel, task, true);
    expect(page()).toBe(first);
    exitFiles(kernel, task);
    expect(page()).toBe(0);
    expect(kernel.memory.isLive(first)).toBe(false);
  });

  test.each(["tagged", "slots"] as const)("a page that no task has is a leak (%s)", (scheme) => {
    const { kernel, task } = bootOn({ scheme });
    for (let i = 0; i < 3; i++) fdPrepare(kernel, task, 0);
    commit(kernel, task, false);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
    kernel.memory.store(task + PerTaskWords.spillPage, 0);
    const messages = checkInvariants(kernel, "at-rest").map(({ message }) => message);
    expect(messages).toEqual([expect.stringMatching(/^leak in reservation page@\d+: no task has it$/)]);
    expect(checkInvariants(kernel, "between-calls")).toEqual([]);
  });

  test("ENOMEM for the page fails that reservation alone", () => {
    const { kernel, task } = boot();
    install(kernel, task);
    install(kernel, task);
    const probe = new Counter(kernel);
    probe.failing = "reservation page";
    kernel.memory.probe = probe;
    expect(getUnusedFdFlags(kernel, task, 0)).toBe(ENOMEM);
    kernel.memory.probe = null;
    expect(table(kernel, task)).toBe("0:uncommitted 1:uncommitted");
    commit(kernel, task, true);
    expect(openDescriptors(kernel, task)).toEqual([0, 1]);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  test("a full page refuses with EMFILE", () => {
    const { kernel, task } = boot({ spillSlots: 1 });
    for (let i = 0; i < 3; i++) install(kernel, task);
    expect(getUnusedFdFlags(kernel, task, 0)).toBe(EMFILE);
  });

  test("253 files, as many as SCM_RIGHTS carries", () => {
    const { kernel, task } = boot();
    for (let i = 0; i < 253; i++) expect(install(kernel, task)).toBe(i);
    commit(kernel, task, true);
    expect(openDescriptors(kernel, task)).toHaveLength(253);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  test("put takes out of the middle, inline and in the page", () => {
    const { kernel, task } = boot();
    for (let i = 0; i < 5; i++) getUnusedFdFlags(kernel, task, 0);
    putUnusedFd(kernel, task, 1);
    expect(readSet(kernel, task)).toEqual([0, 2, 3, 4]);
    putUnusedFd(kernel, task, 3);
    expect(readSet(kernel, task)).toEqual([0, 2, 4]);
    commit(kernel, task, false);
    expect(table(kernel, task)).toBe("");
  });
});

describe('"called on return from syscall for userland threads"', () => {
  test.each(["glue", "task-work"] as const)("by %s: success publishes, failure undoes", (commitVia) => {
    const { kernel, task } = boot({ commitVia });
    for (const result of [0, 7, -EBADF * -1]) {
      const outer = syscallEnter(kernel, task);
      install(kernel, task);
      install(kernel, task);
      syscallReturn(kernel, task, result, outer);
      expect(openDescriptors(kernel, task)).toEqual(result < 0 ? [] : [0, 1]);
      closeRange(kernel, task, 0, 63, 0);
      expect(checkInvariants(kernel, "at-rest")).toEqual([]);
    }
  });

  test("task-work costs atomics that the direct call does not", () => {
    const atomics = (commitVia: "glue" | "task-work"): number => {
      const { kernel, task } = boot({ commitVia });
      let seen = 0;
      class Atomics extends Counter {
        override perform(op: Op, first: number, second: number, third: number): number {
          if (op >= Op.add && op <= Op.compareExchange) seen++;
          return super.perform(op, first, second, third);
        }
      }
      kernel.memory.probe = new Atomics(kernel);
      const outer = syscallEnter(kernel, task);
      install(kernel, task);
      syscallReturn(kernel, task, 0, outer);
      kernel.memory.probe = null;
      return seen;
    };
    // Push and take the callback, set and clear the flag.
    expect(atomics("task-work")).toBe(atomics("glue") + 4);
  });

  test("task-work is queued once, whatever is given back and reserved again before it runs", () => {
    const { kernel, task } = boot({ commitVia: "task-work" });
    const queued = (): number => kernel.memory.load(task + PerTaskWords.taskWorks);
    const outer = syscallEnter(kernel, task);
    putUnusedFd(kernel, task, getUnusedFdFlags(kernel, task, 0));
    const node = queued();
    install(kernel, task);
    const inner = syscallEnter(kernel, task);
    install(kernel, task);
    // A callback that is in the list already would be linked to itself.
    expect([queued(), kernel.memory.load(node)]).toEqual([node, 0]);
    syscallReturn(kernel, task, 0, inner);
    syscallReturn(kernel, task, 0, outer);
    expect([queued(), openDescriptors(kernel, task)]).toEqual([0, [0, 1]]);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  describe.each(["glue", "task-work"] as const)("by %s, a syscall within a syscall", (commitVia) => {
    test.each([0, -5])("leaves the outer one's commit to its own return, which gives %d", (result) => {
      for (const innerOpens of [true, false]) {
        const { kernel, task } = boot({ commitVia });
        const outer = syscallEnter(kernel, task);
        install(kernel, task);
        const inner = syscallEnter(kernel, task);
        if (innerOpens) install(kernel, task);
        syscallReturn(kernel, task, 0, inner);
        expect(table(kernel, task)).toBe(innerOpens ? "0:uncommitted 1:open" : "0:uncommitted");
        syscallReturn(kernel, task, result, outer);
        const expected = [...(result < 0 ? [] : [0]), ...(innerOpens ? [1] : [])];
        expect(openDescriptors(kernel, task)).toEqual(expected);
        expect(checkInvariants(kernel, "at-rest")).toEqual([]);
      }
    });

    test("pays two loads and no store when it touches no descriptor", () => {
      const { kernel, task } = boot({ commitVia });
      const probe = counting(kernel, () => {
        syscallReturn(kernel, task, 0, syscallEnter(kernel, task));
      });
      expect({ loads: probe.loads, stores: probe.stores.size, locks: probe.locks }).toEqual({
        loads: 2,
        stores: 0,
        locks: 0,
      });
    });
  });

  test.each(["glue", "task-work", "explicit"] as const)("by %s, dup is a whole syscall", (commitVia) => {
    const { kernel, task } = boot({ commitVia });
    install(kernel, task);
    expect(dup(kernel, task, 0)).toBe(EBADF);
    commit(kernel, task, true);
    const outer = syscallEnter(kernel, task);
    install(kernel, task);
    expect(dup(kernel, task, 0)).toBe(2);
    expect(table(kernel, task)).toBe("0:open 1:uncommitted 2:open");
    commit(kernel, task, false);
    syscallReturn(kernel, task, -5, outer);
    expect(openDescriptors(kernel, task)).toEqual([0, 2]);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  describe('"and would be called explicitly in kernel threads"', () => {
    test.each(["glue", "task-work", "explicit"] as const)("by %s", (commitVia) => {
      const { kernel } = boot({ commitVia });
      const kthread = kthreadRun(kernel, true);
      install(kernel, kthread);
      expect(openDescriptors(kernel, kthread)).toEqual([]);
      commit(kernel, kthread, true);
      expect(openDescriptors(kernel, kthread)).toEqual([0]);
      // They never return to user space: what is queued for then would never run.
      expect(kernel.memory.words[kthread + PerTaskWords.taskWorks]).toBe(0);
    });

    test("explicitly by a user thread, no return looks: a syscall that touches no descriptor pays nothing", () => {
      const { kernel, task } = boot({ commitVia: "explicit" });
      const probe = counting(kernel, () => {
        syscallReturn(kernel, task, 0, syscallEnter(kernel, task));
      });
      expect({ loads: probe.loads, stores: probe.stores.size }).toEqual({ loads: 0, stores: 0 });
      const outer = syscallEnter(kernel, task);
      install(kernel, task);
      syscallReturn(kernel, task, 0, outer);
      expect(table(kernel, task)).toBe("0:uncommitted");
      expect(checkInvariants(kernel, "at-rest")).not.toEqual([]); // forgotten
    });
  });
});

describe("questions that the proposal leaves open", () => {
  function sharing(options: Options = {}): { kernel: Kernel; task: number; sibling: number } {
    return sharingOn({ ...options, scheme: "tagged" });
  }

  function sharingOn(options: KernelOptions): { kernel: Kernel; task: number; sibling: number } {
    const { kernel, task } = bootOn(options);
    return { kernel, task, sibling: clone(kernel, task, { files: true, thread: true }) };
  }

  test("1: unshare with a non-empty set is refused", () => {
    const { kernel, task } = sharing();
    install(kernel, task);
    expect(unshareFiles(kernel, task)).toBe(EINVAL);
    expect(execve(kernel, task)).toBe(EINVAL);
    expect(execve(kernel, task, allocFile(kernel))).toBe(EINVAL);
    expect(closeRange(kernel, task, 0, 9, 2)).toBe(EINVAL);
    commit(kernel, task, true);
    expect(unshareFiles(kernel, task)).toBe(0);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  test("1: or transfers the task's own entries, which leave the old table", () => {
    const { kernel, task, sibling } = sharing({ unshareReserving: "transfer" });
    const theirs = install(kernel, sibling);
    const mine = install(kernel, task, O_CLOEXEC);
    const reserved = getUnusedFdFlags(kernel, task, 0);
    expect(unshareFiles(kernel, task)).toBe(0);
    expect(table(kernel, sibling)).toBe(`${theirs}:uncommitted`);
    expect(table(kernel, task)).toBe(`${mine}:uncommitted ${reserved}:reserved`);
    expect(checkInvariants(kernel, "between-calls")).toEqual([]);
    fdInstall(kernel, task, reserved, allocFile(kernel));
    commit(kernel, task, true);
    commit(kernel, sibling, true);
    expect(openDescriptors(kernel, task)).toEqual([mine, reserved]);
    expect(fGetfd(kernel, task, mine)).toBe(1);
    expect(openDescriptors(kernel, sibling)).toEqual([theirs]);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  test("1: where it is refused, close_range sizes the private copy as mainline does: not for what it closes", () => {
    for (const scheme of ["table", "tagged"] as const) {
      const { kernel, task } = sharingOn({ scheme, bitsPerLong: 4 });
      for (let i = 0; i < 6; i++) install(kernel, task);
      commit(kernel, task, true);
      expect(closeRange(kernel, task, 2, 99, 2)).toBe(0);
      const { maxFds } = viewTable(kernel, kernel.memory.words[task + TaskStruct.files] as number);
      expect([scheme, maxFds]).toEqual([scheme, 4]);
    }
  });

  test("1: a transfer by close_range reaches past the hole", () => {
    const { kernel, task } = sharing({ unshareReserving: "transfer", bitsPerLong: 4 });
    for (let i = 0; i < 6; i++) install(kernel, task);
    commit(kernel, task, true);
    const mine = install(kernel, task);
    expect(closeRange(kernel, task, 2, 99, 2)).toBe(0);
    expect(table(kernel, task)).toBe(`0:open 1:open ${mine}:uncommitted`);
    commit(kernel, task, true);
    expect(openDescriptors(kernel, task)).toEqual([0, 1, mine]);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  test("2: the publishing store takes the lock while a resize runs", () => {
    const { kernel, task } = sharing();
    install(kernel, task);
    const files = kernel.memory.words[task + TaskStruct.files] as number;
    kernel.memory.words[files + 4] = 1; // resize_in_progress
    expect(counting(kernel, () => commit(kernel, task, true)).locks).toBe(1);
    kernel.memory.words[files + 4] = 0;
    expect(openDescriptors(kernel, task)).toEqual([0]);
  });

  test("3: failure holds the lock once for the whole set", () => {
    const { kernel, task } = sharing();
    for (let i = 0; i < 4; i++) install(kernel, task);
    expect(counting(kernel, () => commit(kernel, task, false)).locks).toBe(1);
  });

  test("4 and 9: exit rolls back, so a sibling sees nothing left", () => {
    const { kernel, task, sibling } = sharing();
    install(kernel, task);
    getUnusedFdFlags(kernel, task, 0);
    exitFiles(kernel, task);
    expect(table(kernel, sibling)).toBe("");
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  test("9: a task that dies in the middle leaks its bit in mainline, and rolls back here", () => {
    const dying = (scheme: SchemeName): string => {
      const { kernel, task, sibling } = sharingOn({ scheme });
      getUnusedFdFlags(kernel, task, 0);
      makeTaskDead(kernel, task);
      return table(kernel, sibling);
    };
    expect(dying("table")).toBe("0:reserved");
    expect(dying("tagged")).toBe("");
  });

  test("5: a task may not install in what another one reserved", () => {
    const { kernel, task, sibling } = sharing();
    const fd = getUnusedFdFlags(kernel, task, 0);
    expect(() => fdInstall(kernel, sibling, fd, allocFile(kernel))).toThrow(
      /fd 0 is not in the set of the task/,
    );
    expect(() => putUnusedFd(kernel, sibling, fd)).toThrow(/fd 0 is not in the set of the task/);
  });

  test("6: scopes nest: a failing inner one leaves the outer one's alone", () => {
    const { kernel, task } = boot();
    const first = install(kernel, task);
    const outer = beginScope(kernel, task);
    install(kernel, task);
    install(kernel, task);
    commit(kernel, task, false);
    endScope(kernel, task, outer);
    expect(table(kernel, task)).toBe(`${first}:uncommitted`);
    commit(kernel, task, true);
    expect(openDescriptors(kernel, task)).toEqual([first]);
  });

  test("6: by option there is one flat set, and any commit is of all of it", () => {
    const { kernel, task } = boot({ scopes: "flat" });
    const probe = counting(kernel, () => syscallReturn(kernel, task, 0, syscallEnter(kernel, task)));
    expect(probe.loads).toBe(1); // the count, once: nothing is done on entry
    const outer = syscallEnter(kernel, task);
    install(kernel, task);
    const inner = syscallEnter(kernel, task);
    install(kernel, task);
    syscallReturn(kernel, task, -5, inner);
    expect(table(kernel, task)).toBe(""); // the outer one's too
    syscallReturn(kernel, task, 0, outer);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  test("6: and a failing outer one leaves what an inner one published", () => {
    const { kernel, task } = boot();
    install(kernel, task);
    const outer = beginScope(kernel, task);
    const inner = install(kernel, task);
    commit(kernel, task, true);
    endScope(kernel, task, outer);
    commit(kernel, task, false);
    expect(table(kernel, task)).toBe(`${inner}:open`);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  test("6: a scope that ends with reservations is a bug, and so is putting an outer scope's", () => {
    const { kernel, task } = boot();
    const fd = getUnusedFdFlags(kernel, task, 0);
    const outer = beginScope(kernel, task);
    expect(() => putUnusedFd(kernel, task, fd)).toThrow(/belongs to a scope outside/);
    getUnusedFdFlags(kernel, task, 0);
    expect(() => endScope(kernel, task, outer)).toThrow(/1 reservations were neither committed nor undone/);
  });

  test("7: one uncommitted entry can be discarded alone", () => {
    const { kernel, task } = boot();
    const kept = install(kernel, task);
    const dropped = install(kernel, task);
    const reserved = getUnusedFdFlags(kernel, task, 0);
    discard(kernel, task, dropped);
    discard(kernel, task, reserved);
    commit(kernel, task, true);
    expect(table(kernel, task)).toBe(`${kept}:open`);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  test("9: uncommitted close-on-exec entries do not survive exec", () => {
    const { kernel, task } = boot({ unshareReserving: "transfer" });
    const kept = install(kernel, task);
    install(kernel, task, O_CLOEXEC);
    expect(execve(kernel, task)).toBe(0);
    commit(kernel, task, true);
    expect(openDescriptors(kernel, task)).toEqual([kept]);
    expect(checkInvariants(kernel, "at-rest")).toEqual([]);
  });

  test("10: a syscall that looks its own number up fails always", () => {
    const { kernel, task } = boot();
    const outer = syscallEnter(kernel, task);
    const fd = install(kernel, task);
    expect(fget(kernel, task, fd)).toBe(0);
    syscallReturn(kernel, task, 0, outer);
    const file = fget(kernel, task, fd);
    expect(file).not.toBe(0);
    fput(kernel, file);
  });
});
