/** The transaction's API: scopes that publish or undo, savepoints, kernel threads, and what the guards refuse. */
import { describe, expect, test } from "vitest";
import {
  Errno,
  FileRef,
  GuardError,
  Kernel,
  syscall,
  Task,
  type TaggedKernelOptions,
} from "../../src/index.js";
import { Transaction, type TransactionFd } from "../../src/designs/index.js";
import { checkInvariants } from "../../src/kernel/index.js";

function boot(options: Omit<TaggedKernelOptions, "scheme"> = {}): Task {
  return Task.init(new Kernel({ scheme: "tagged", ...options }));
}

function states(task: Task): string {
  return (task.table?.slots ?? []).map(({ fd, state }) => `${fd}:${state}`).join(" ");
}

function open(current: Task, transaction: Transaction): TransactionFd {
  const fd = transaction.getUnusedFdFlags(0);
  fd.fdInstall(FileRef.anonInodeGetfile(current));
  return fd;
}

describe("several at once", () => {
  test("are reserved in order, and published with the rest", () => {
    const current = boot();
    syscall(current, () => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      const [first, second] = transaction.getUnusedFds(2, 0);
      second.fdInstall(FileRef.anonInodeGetfile(current));
      first.fdInstall(FileRef.anonInodeGetfile(current));
      expect([first.reservedFd(), second.reservedFd()]).toEqual([0, 1]);
      return transaction.succeed();
    });
    expect(states(current)).toBe("0:open 1:open");
  });

  test("all or none: a caller that catches the error holds what it held", () => {
    const current = boot({ rlimitNofile: 3 });
    syscall(current, () => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      open(current, transaction);
      expect(() => transaction.getUnusedFds(3, 0)).toThrow(Errno);
      expect(states(current)).toBe("0:uncommitted");
      return transaction.succeed();
    });
    expect(states(current)).toBe("0:open");
    expect(checkInvariants(current.kernel, "at-rest")).toEqual([]);
  });
});

describe("leaving the scope", () => {
  test("after success publishes everything at once", () => {
    const current = boot();
    const result = syscall(current, () => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      open(current, transaction);
      open(current, transaction);
      expect(states(current)).toBe("0:uncommitted 1:uncommitted");
      return transaction.succeed(7);
    });
    expect(result).toBe(7);
    expect(states(current)).toBe("0:open 1:open");
    expect(checkInvariants(current.kernel, "at-rest")).toEqual([]);
  });

  test("by an error undoes everything, without clean-up code", () => {
    const current = boot();
    const result = syscall(current, () => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      open(current, transaction);
      transaction.getUnusedFdFlags(0);
      throw new Errno(-14, "put_user");
    });
    expect(result).toBe(-14);
    expect(states(current)).toBe("");
    expect(checkInvariants(current.kernel, "at-rest")).toEqual([]);
  });

  test("by a plain return, without success, is failure", () => {
    const current = boot();
    syscall(current, () => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      open(current, transaction);
    });
    expect(states(current)).toBe("");
  });

  test("a savepoint takes one back and keeps the rest", () => {
    const current = boot();
    syscall(current, () => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      open(current, transaction);
      const fd: TransactionFd = open(current, transaction);
      open(current, transaction);
      fd.discard();
      return transaction.succeed();
    });
    expect(states(current)).toBe("0:open 2:open");
    expect(checkInvariants(current.kernel, "at-rest")).toEqual([]);
  });

  test("an inner scope's failure is its own", () => {
    const current = boot();
    syscall(current, () => {
      Transaction.begin(current);
      using outer: Transaction = current.transaction;
      open(current, outer);
      const attempt = (task: Task): void => {
        Transaction.begin(task);
        using inner: Transaction = task.transaction;
        open(task, inner);
      };
      attempt(current);
      return outer.succeed();
    });
    expect(states(current)).toBe("0:open");
    expect(checkInvariants(current.kernel, "at-rest")).toEqual([]);
  });
});

describe("unsharing inside", () => {
  function sharing(options: Omit<TaggedKernelOptions, "scheme"> = {}): Task {
    const current = boot(options);
    current.clone({ files: true, thread: true });
    return current;
  }

  test("through an alias the guard refuses", () => {
    const current = sharing();
    const alias: Task = current;
    const attempt = (): number =>
      syscall(current, () => {
        Transaction.begin(current);
        using transaction: Transaction = current.transaction;
        open(current, transaction);
        alias.unshareFiles();
      });
    expect(attempt).toThrow(/^unshareFiles\(\) was called while the task holds the reservation of fd 0/);
  });

  test("without guards the kernel refuses", () => {
    const current = sharing({ guards: false });
    const alias: Task = current;
    const result = syscall(current, () => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      open(current, transaction);
      alias.unshareFiles();
    });
    expect(result).toBe(-22);
    expect(states(current)).toBe("");
  });

  test("on a kernel that transfers, the entries go along", () => {
    const current = sharing({ unshareReserving: "transfer" });
    syscall(current, () => {
      Transaction.beginTransferring(current);
      using transaction: Transaction = current.transaction;
      open(current, transaction);
      current.unshareFiles();
      open(current, transaction);
      return transaction.succeed();
    });
    expect(states(current)).toBe("0:open 1:open");
    expect(current.table?.count).toBe(1);
    expect(checkInvariants(current.kernel, "at-rest")).toEqual([]);
  });
});

describe("kernel threads", () => {
  test("commit explicitly", () => {
    const kthread = Task.kthread(new Kernel({ scheme: "tagged" }), { files: true });
    Transaction.begin(kthread);
    using transaction: Transaction = kthread.transaction;
    open(kthread, transaction);
    transaction.commit();
    expect(states(kthread)).toBe("0:open");
    open(kthread, transaction);
    expect(states(kthread)).toBe("0:open 1:uncommitted");
  });

  test("may not block with an uncommitted set", () => {
    const kernel = new Kernel({ scheme: "tagged" });
    const kthread: Task = Task.kthread(kernel, { files: true });
    const queue = kernel.memory.allocate(2, "queue");
    const blocking: TaskBlocks = kthread;
    Transaction.begin(kthread);
    using transaction: Transaction = kthread.transaction;
    open(kthread, transaction);
    expect(() => blocking.waitEvent(queue, queue + 1, 0)).toThrow(/A kernel thread blocks while fd 0 is/);
    transaction.commit();
    blocking.waitEvent(queue, queue + 1, 0);
  });

  test("may not exit with one either", () => {
    const kthread: Task = Task.kthread(new Kernel({ scheme: "tagged" }), { files: true });
    const alias: Task = kthread;
    Transaction.begin(kthread);
    using transaction: Transaction = kthread.transaction;
    open(kthread, transaction);
    expect(() => alias.exit()).toThrow(/exit\(\) was called while the task holds the reservation of fd 0/);
  });
});

type TaskBlocks = Pick<Task, "waitEvent">;

describe("refused", () => {
  test("a transaction on a kernel that keeps reservations in the table", () => {
    const current: Task = Task.init(new Kernel());
    expect(() => Transaction.begin(current)).toThrow(/new Kernel\({ scheme: "tagged" }\)/);
  });

  test("a transferring one on a kernel that refuses", () => {
    const current: Task = boot();
    expect(() => Transaction.beginTransferring(current)).toThrow(/unshareReserving: "transfer"/);
  });

  test("binding twice, and using a descriptor after its scope", () => {
    const current = boot();
    let kept: TransactionFd | undefined;
    syscall(current, () => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      kept = open(current, transaction);
      const again = (): Transaction => current.transaction;
      expect(again).toThrow(GuardError);
      return transaction.succeed();
    });
    expect(() => kept?.fdInstall(FileRef.anonInodeGetfile(current))).toThrow(
      /fd 0 was installed after its transaction ended/,
    );
  });
});
