/** The token over slots: what it does, and what its guards refuse where the types were cast away. */
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import {
  allocUser,
  Errno,
  FileRef,
  GuardError,
  Kernel,
  KernelBug,
  syscall,
  Task,
  type KernelOptions,
  type TaskRef,
} from "../../src/index.js";
import { SlotReservation, Transaction, TransactionFd } from "../../src/designs/index.js";
import { explore, isScenario, scenario } from "../../src/explore/index.js";
import { clone, commit, readSet, withScheme } from "../../src/kernel/index.js";

function boot(options: KernelOptions = { scheme: "slots" }): Task {
  return Task.init(new Kernel(options));
}

/** One file, staged before user space is told. */
function open(current: Task, user: number): number {
  return syscall(current, () => {
    SlotReservation.prepare(current, 0);
    using slot: SlotReservation = current.slot;
    const number = slot.reservedFd();
    slot.stage(FileRef.anonInodeGetfile(current));
    current.putUser(user, number);
    return number;
  });
}

test.each(["glue", "task-work"] as const)(
  "by %s: told before the return, and no failure leaves anything",
  (commitVia) => {
    const opening = scenario({
      name: "open",
      kernel: { scheme: "slots", commitVia, bitsPerLong: 1, nrOpen: 4 },
      setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
      tasks: {
        first: (current, { user }) => open(current, user),
        second: (current, { user }) => open(current, user),
      },
      check({ tasks, results }) {
        const opened = Object.values(results).filter((fd) => fd >= 0);
        expect(tasks["first"]?.openDescriptors()).toEqual(opened.sort((a, b) => a - b));
      },
    });
    expect(explore(opening, { failures: 2 })).toMatchObject({ verdict: "holds", coverage: "EXHAUSTIVE" });
  },
);

const files = globSync("examples/callsites/*/slots.ts");

test("there are slots in every call site", () => expect(files).toHaveLength(21));

test.each(files)("%s holds by task work as it does by glue", async (file) => {
  const exports = (await import(path.resolve(file))) as Record<string, unknown>;
  const scenarios = Object.values(exports).filter(isScenario);
  expect(scenarios.length).toBeGreaterThan(0);
  for (const written of scenarios) {
    const kernel: KernelOptions = { ...withScheme(written.kernel, "slots"), commitVia: "task-work" };
    const { verdict, coverage } = explore({ ...written, kernel });
    // A kernel thread commits itself: it never returns from a syscall.
    expect([verdict, coverage], written.name).toEqual(["holds", "EXHAUSTIVE"]);
  }
});

test("a slot that takes no file is given back by the return, also of a success", () => {
  const current = boot();
  const result = syscall(current, () => {
    SlotReservation.prepare(current, 0);
    using slot: SlotReservation = current.slot;
    return slot.reservedFd();
  });
  expect([result, current.openDescriptors(), readSet(current.kernel, current.address)]).toEqual([0, [], []]);
});

test("a transaction runs on slots as it does on tags", () => {
  const opened = (["tagged", "slots"] as const).map((scheme) => {
    const current = boot({ scheme });
    syscall(current, () => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      const fds = transaction.getUnusedFds(2, 0);
      for (const fd of fds) fd.fdInstall(FileRef.anonInodeGetfile(current));
      const first: TransactionFd = fds[0];
      first.discard();
      expect(current.openDescriptors()).toEqual([]);
      return transaction.succeed();
    });
    return current.openDescriptors();
  });
  expect(opened).toEqual([[1], [1]]);
});

test("a transaction says that a slot has a file already", () => {
  for (const scheme of ["tagged", "slots"] as const) {
    const current = boot({ scheme });
    const twice = (): number =>
      syscall(current, () => {
        Transaction.begin(current);
        using transaction: Transaction = current.transaction;
        const fd = transaction.getUnusedFdFlags(0);
        fd.fdInstall(FileRef.anonInodeGetfile(current));
        fd.fdInstall(FileRef.anonInodeGetfile(current));
      });
    expect(twice).toThrow(KernelBug);
    expect(twice).toThrow(/slot \d already holds file@/);
  }
});

/** The guard's rule when a body runs in a syscall. */
function ruleOf(body: (current: Task) => void, current = boot()): string {
  try {
    syscall(current, () => body(current));
  } catch (error) {
    if (error instanceof GuardError) return error.rule;
    throw error;
  }
  return "none";
}

/** A slot whose type says nothing of its state. */
interface Untyped {
  reservedFd(): number;
  stage(file: FileRef): void;
}

/** A task whose type says nothing of its slots. */
interface Unchecked extends TaskRef {
  unshareFiles(): void;
}

function prepare(current: Task): Untyped {
  SlotReservation.prepare(current, 0);
  return current.slot;
}

test("what the types refuse is refused at run time", () => {
  const file = (current: Task): FileRef => FileRef.anonInodeGetfile(current);
  expect(
    ruleOf((current) => {
      const slot = prepare(current);
      slot.stage(file(current));
      using second = file(current);
      slot.stage(second);
    }),
  ).toBe("use-after-move");
  const current = boot();
  let kept: Untyped | undefined;
  expect(ruleOf((task) => void (kept = prepare(task)), current)).toBe("none");
  expect(ruleOf(() => void kept?.reservedFd(), current)).toBe("use-after-move");
  expect(
    ruleOf((task) => {
      const slot = prepare(task);
      const other = Task.at(task.kernel, clone(task.kernel, task.address, { files: true, thread: true }));
      syscall(other, () => {
        using own = file(other);
        slot.stage(own);
      });
    }),
  ).toBe("foreign-task");
  expect(ruleOf((task) => void (prepare(task), (task as Task & { slot: unknown }).slot))).toBe(
    "no-reservation",
  );
  expect(ruleOf((task) => void prepare(task), boot({}))).toBe("no-syscall");
  expect(() => prepare(boot())).toThrow(/outside a syscall/);
  expect(ruleOf((task) => void (prepare(task), (task as TaskRef as Unchecked).unshareFiles()))).toBe(
    "live-reservation",
  );
});

test("a token is of the code that prepared it, whatever has the same number and the same slot now", () => {
  for (const commitVia of ["glue", "task-work"] as const) {
    const current = boot({ scheme: "slots", commitVia });
    const file = (): FileRef => FileRef.anonInodeGetfile(current);
    let kept: Untyped | undefined;
    const stageKept = (): void => {
      using stray = file();
      kept?.stage(stray);
    };
    expect(ruleOf((task) => void (kept = prepare(task)), current)).toBe("none");
    expect(ruleOf((task) => void (prepare(task), stageKept()), current)).toBe("use-after-move");
    const inWork = (task: Task): void => {
      task.taskWorkAdd(stageKept);
      kept = prepare(task);
    };
    expect(ruleOf(inWork, current)).toBe("use-after-move");
    expect(ruleOf((task) => void task.taskWorkAdd(() => void prepare(task).stage(file())), current)).toBe(
      "none",
    );
    expect(
      ruleOf((task) => {
        kept = prepare(task);
        commit(task.kernel, task.address, true); // as a kernel thread does
        prepare(task);
        stageKept();
      }, current),
    ).toBe("use-after-move");
    expect(
      ruleOf((task) => {
        kept = prepare(task);
        syscall(task, stageKept); // in the code that prepared it, and so is what that calls
      }, current),
    ).toBe("none");
  }
});

test("no token is read by a task that did not make it, however it came by it", () => {
  const sharing = { files: true, thread: true };
  const inClone = (current: Task, read: () => void): void =>
    void current.clone(sharing, () => read(), undefined);
  expect(
    ruleOf((current) => {
      const slot = prepare(current);
      inClone(current, () => slot.reservedFd());
    }),
  ).toBe("foreign-task");
  for (const scheme of ["tagged", "slots"] as const) {
    expect(
      ruleOf((current) => {
        Transaction.begin(current);
        using transaction: Transaction = current.transaction;
        const fd = transaction.getUnusedFdFlags(0);
        inClone(current, () => fd.reservedFd());
      }, boot({ scheme })),
    ).toBe("foreign-task");
  }
});

test("what a transaction reserved is of no other transaction, whatever number that has", () => {
  for (const scheme of ["tagged", "slots"] as const) {
    const reserved = (current: Task): TransactionFd => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      return transaction.getUnusedFdFlags(0);
    };
    const installKept = (current: Task): void => {
      const kept = reserved(current);
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      transaction.getUnusedFdFlags(0);
      using stray = FileRef.anonInodeGetfile(current);
      kept.fdInstall(stray);
    };
    expect(ruleOf(installKept, boot({ scheme }))).toBe("use-after-move");
    const afterCommit = (current: Task): void => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      const kept: TransactionFd = transaction.getUnusedFdFlags(0);
      kept.fdInstall(FileRef.anonInodeGetfile(current));
      transaction.commit();
      current.close(kept.reservedFd());
      transaction.getUnusedFdFlags(0);
      kept.discard();
    };
    expect(ruleOf(afterCommit, boot({ scheme }))).toBe("use-after-move");
  }
});

test("no room is an Errno", () => {
  const current = boot({ scheme: "slots", spillSlots: 1 });
  const results = syscall(current, () => {
    for (let i = 0; i < 3; i++) prepare(current);
    expect(() => prepare(current)).toThrow(Errno);
    return 7;
  });
  expect(results).toBe(7);
});
