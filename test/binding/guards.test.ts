/** What the guards refuse when the types could not see it, what they say, and what happens without them. */
import { describe, expect, test } from "vitest";
import {
  CloseRangeFlags,
  FileDescriptorReservation,
  FileRef,
  GuardError,
  syscall,
  type Task,
  type TaskRef,
} from "../../src/index.js";
import { Transaction } from "../../src/designs/index.js";
import { exitFiles } from "../../src/kernel/index.js";
import { boot, expectQuiet, guardOf, newFile, states } from "./boot.js";

/** Reserves and binds without `using`: what the guards are for. */
function reserveLoosely(current: Task): FileDescriptorReservation {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  return current.reservation;
}

/** A token or a file that the types do not follow, as when it comes out of a container. */
function untracked<T>(value: unknown): T {
  return value as T;
}

const HERE = /guards\.test\.ts:\d+/;

describe("use after move", () => {
  test("the number of a token that was committed", () => {
    const current = boot();
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      const alias: FileDescriptorReservation = untracked(fd);
      fd.commit(newFile(current));
      const error = guardOf("use-after-move", () => alias.reservedFd());
      expect(error.message).toMatch(
        /^The reservation of fd 0 was read after it was committed or rolled back \(made at .*\)\. A reservation ends once: reserve another descriptor\.$/,
      );
      expect(error.madeAt).toMatch(HERE);
    });
    expect(states(current)).toBe("0:open");
  });

  test("a second commit, which leaves the second file to its owner", () => {
    const current = boot();
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      const alias: FileDescriptorReservation = untracked(fd);
      fd.commit(newFile(current));
      using file = newFile(current);
      guardOf("use-after-move", () => alias.commit(file));
      expect(file.address).toBeGreaterThan(0);
    });
    expect(states(current)).toBe("0:open");
    expectQuiet(current);
  });

  test("a token whose scope ended", () => {
    const current = boot();
    let kept: FileDescriptorReservation | undefined;
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      kept = fd;
    });
    expect(guardOf("use-after-move", () => kept?.reservedFd()).message).toContain("rolled back");
    syscall(current, () => {
      using file = newFile(current);
      const late: FileDescriptorReservation = untracked(kept);
      guardOf("use-after-move", () => late.commit(file));
    });
    expect(states(current)).toBe("");
    expectQuiet(current);
  });

  test("a token whose number and record belong to a later one", () => {
    const current = boot();
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using first: FileDescriptorReservation = current.reservation;
      first[Symbol.dispose]();
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using second: FileDescriptorReservation = current.reservation;
      expect(second.reservedFd()).toBe(0);
      guardOf("use-after-move", () => first.reservedFd());
    });
  });

  test("a file after it was committed: read, cloned, moved, committed again", () => {
    const current = boot();
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      using file = FileRef.anonInodeGetfile(current);
      const alias: FileRef = untracked(file);
      fd.commit(file);
      expect(guardOf("use-after-move", () => alias.address).message).toMatch(
        /^file@\d+ was read after it was committed or dropped \(made at .*\)\. Use the file before the commit, or clone\(\)/,
      );
      expect(guardOf("use-after-move", () => alias.privateData).madeAt).toMatch(HERE);
      expect(guardOf("use-after-move", () => alias.clone()).message).toContain("was cloned after");
      expect(guardOf("use-after-move", () => alias.intoRaw()).message).toContain("was moved after");
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using other: FileDescriptorReservation = current.reservation;
      const again: FileDescriptorReservation = untracked(other);
      guardOf("use-after-move", () => again.commit(alias));
      expect(states(current)).toBe("0:open 1:reserved");
    });
    expect(states(current)).toBe("0:open");
    expectQuiet(current);
  });

  test("a file that a message took", () => {
    const current = boot();
    syscall(current, () => {
      using file = newFile(current);
      const alias: FileRef = untracked(file);
      current.scmDetachFds([file], 0, 0, 0);
      guardOf("use-after-move", () => alias.address);
    });
    expectQuiet(current);
  });
});

describe("another task", () => {
  test("may not commit", () => {
    const current = boot();
    const sibling = current.clone({ files: true, thread: true });
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      const alias: FileDescriptorReservation = untracked(fd);
      const committing = (): number =>
        syscall(sibling, () => {
          using file = newFile(sibling);
          alias.commit(file);
        });
      const error = guardOf("foreign-task", committing);
      expect(error.message).toMatch(
        /^The reservation of fd 0 was committed by a task that did not make it \(made/,
      );
      expect(error.message).toContain("Commit in the task that reserved");
      expect(error.madeAt).toMatch(HERE);
      expect(states(current)).toBe("0:reserved");
    });
    expectQuiet(current);
  });

  test("is not reserved for, by assertion, test or function", () => {
    const current = boot();
    const sibling = current.clone({ files: true, thread: true });
    syscall(current, () => {
      const wrong: Task = sibling;
      const error = guardOf("foreign-task", () => FileDescriptorReservation.getUnusedFdFlags(wrong, 0));
      expect(error.message).toContain("A descriptor was reserved for a task that is not running");
      guardOf("foreign-task", () => sibling.tryReserve(0));
      guardOf("foreign-task", () => sibling.reserving(0, () => 0));
    });
    expect(states(current)).toBe("");
  });
});

describe("a live reservation forbids", () => {
  const forbidden: [string, (alias: Task) => void][] = [
    ["unshareFiles()", (alias) => alias.unshareFiles()],
    ["execve()", (alias) => alias.execve()],
    ["exit()", (alias) => alias.exit()],
    ["closeRange(UNSHARE)", (alias) => void alias.closeRange(9, 9, CloseRangeFlags.UNSHARE)],
  ];

  test.each(forbidden)("%s through an alias", (what, break_) => {
    const current = boot();
    current.clone({ files: true, thread: true });
    const alias: Task = current;
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      const error = guardOf("live-reservation", () => break_(alias));
      expect(error.message).toContain("was called while the task holds the reservation of fd 0");
      expect(error.message.startsWith(what.slice(0, 6))).toBe(true);
      expect(error.message).toContain("Commit it or let its scope end first");
      expect(error.madeAt).toMatch(HERE);
      expect(fd.reservedFd()).toBe(0);
      expect(alias.table?.count).toBe(2);
    });
    expectQuiet(current);
  });

  test.each(["tagged", "slots"] as const)("unsharing with a set, and says what ends one: %s", (scheme) => {
    const current = boot({ scheme });
    syscall(current, () => {
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      transaction.getUnusedFdFlags(0).fdInstall(newFile(current));
      const alias = current as Task;
      const error = guardOf("live-reservation", () => alias.unshareFiles());
      expect(error.message).toContain("Let its transaction or its syscall end first: a private copy");
      return transaction.succeed();
    });
  });

  test.each(forbidden)("%s when the token was never bound", (_, break_) => {
    const current = boot();
    const alias: Task = current;
    const leaving = (): number =>
      syscall(current, () => {
        FileDescriptorReservation.getUnusedFdFlags(current, 0);
        guardOf("live-reservation", () => break_(alias));
      });
    guardOf("leaked-reservation", leaving);
  });

  test("none of them once it has ended, by commit or by roll-back", () => {
    for (const [, allowed] of forbidden) {
      for (const commits of [true, false]) {
        const current = boot();
        const sibling = current.clone({ files: true, thread: true });
        const alias: Task = current;
        const once = (task: Task): void => {
          FileDescriptorReservation.getUnusedFdFlags(task, 0);
          using fd: FileDescriptorReservation = task.reservation;
          if (commits) fd.commit(newFile(task));
        };
        const result = syscall(current, () => {
          once(current);
          allowed(alias);
        });
        expect(result).toBe(0);
        expect(states(sibling)).toBe(commits ? "0:open" : "");
        expectQuiet(current);
      }
    }
  });

  test("the plain close_range is allowed, and spares it", () => {
    const current = boot();
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      expect(current.closeRange(0, 0xffffffff)).toBe(0);
      fd.commit(newFile(current));
    });
    expect(states(current)).toBe("0:open");
  });

  test("a sibling's reservation forbids nothing", () => {
    const current = boot();
    const sibling = current.clone({ files: true, thread: true });
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using _fd: FileDescriptorReservation = current.reservation;
      expect(syscall(sibling, () => sibling.unshareFiles())).toBe(0);
      expect(states(sibling)).toBe("");
      expect(states(current)).toBe("0:reserved");
    });
    expectQuiet(current);
  });
});

describe("a reservation that outlives its syscall is rolled back and reported", () => {
  test("when it was never bound", () => {
    const current = boot();
    const leaving = (): number =>
      syscall(current, () => {
        FileDescriptorReservation.getUnusedFdFlags(current, 0);
      });
    const error = guardOf("leaked-reservation", leaving);
    expect(error.message).toMatch(
      /^The reservation of fd 0 outlived its syscall: it was never bound; it was rolled back by the guard \(made at .*\)\. Bind it right after reserving: using fd: FileDescriptorReservation = current\.reservation\.$/,
    );
    expect(error.madeAt).toMatch(HERE);
    expect(states(current)).toBe("");
    expectQuiet(current);
  });

  test("when it was bound without using", () => {
    const current = boot();
    const leaving = (): number => syscall(current, () => reserveLoosely(current).reservedFd());
    expect(guardOf("leaked-reservation", leaving).message).toContain(
      "it was bound without using; it was rolled back by the guard",
    );
    expectQuiet(current);
  });

  test("each of several, and a file beside them; the newest is told of", () => {
    const current = boot();
    const leaving = (): number =>
      syscall(current, () => {
        newFile(current);
        reserveLoosely(current);
        reserveLoosely(current);
      });
    expect(guardOf("leaked-reservation", leaving).message).toContain("fd 1");
    expectQuiet(current);
  });

  test("when the syscall failed, too", () => {
    const current = boot();
    const leaving = (): number =>
      syscall(current, () => {
        reserveLoosely(current);
        current.putUser(0, 0);
      });
    guardOf("leaked-reservation", leaving);
    expectQuiet(current);
  });

  test("but not what an outer frame holds", () => {
    const current = boot();
    const result = syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      expect(syscall(current, () => 5)).toBe(5);
      fd.commit(newFile(current));
    });
    expect(result).toBe(0);
    expect(states(current)).toBe("0:open");
  });

  test("a file that nobody holds is dropped", () => {
    const current = boot();
    const error = guardOf("leaked-file", () => syscall(current, () => newFile(current).address));
    expect(error.message).toContain("A file reference outlived its syscall");
    expect(error.message).toContain("it was dropped by the guard");
    expect(error.message).toContain("using file = FileRef.anonInodeGetfile");
    expectQuiet(current);
  });
});

describe("out of place", () => {
  test("reserving outside a syscall", () => {
    const current: Task = boot();
    const error = guardOf("no-syscall", () => FileDescriptorReservation.getUnusedFdFlags(current, 0));
    expect(error.message).toContain("Wrap the code in syscall(current, () => ...)");
    guardOf("no-syscall", () => current.tryReserve(0));
    expect(states(current)).toBe("");
  });

  test("binding twice, and binding what failed to be reserved", () => {
    const current = boot({ rlimitNofile: 1 });
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using _fd: FileDescriptorReservation = current.reservation;
      const again = guardOf("no-reservation", () => current.reservation);
      expect(again.message).toContain("Reserve first, then bind it once");
      const untyped: Pick<TaskRef, "tryReserve"> = current;
      expect(untyped.tryReserve(0)).toBe(false);
      guardOf("no-reservation", () => current.reservation);
    });
  });

  test("committing after the task gave up its table", () => {
    const current = boot({ panicOnWarn: false });
    const late = (): number =>
      syscall(current, () => {
        FileDescriptorReservation.getUnusedFdFlags(current, 0);
        using fd: FileDescriptorReservation = current.reservation;
        using file = newFile(current);
        exitFiles(current.kernel, current.address);
        fd.commit(file);
      });
    const error = guardOf("no-table", late);
    expect(error.message).toContain("fd 0 was committed after its task gave up its descriptor table");
    expect(error.madeAt).toMatch(HERE);
    // The roll-back that follows finds no table either. Linux would dereference NULL; the model warns.
    expect(current.kernel.warnings.map(({ where }) => where)).toEqual(["put_unused_fd"]);
  });
});

describe("a GuardError", () => {
  test("is no result of a syscall", () => {
    const current = boot();
    const guard = new GuardError("no-table", "Something was done", "Do it otherwise.");
    const failing = (): number =>
      syscall(current, () => {
        throw guard;
      });
    expect(failing).toThrow(guard);
    expect({ name: guard.name, message: guard.message, madeAt: guard.madeAt }).toEqual({
      name: "GuardError",
      message: "Something was done. Do it otherwise.",
      madeAt: undefined,
    });
  });
});

describe("without guards misuse does what it does in the kernel", () => {
  test("unsharing leaves the reservation behind: its commit stores under a clear bit", () => {
    const current = boot({ guards: false });
    const sibling = current.clone({ files: true, thread: true });
    const alias: Task = current;
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      alias.unshareFiles();
      fd.commit(newFile(current));
    });
    expect(states(current)).toBe("0:corrupt");
    expect(states(sibling)).toBe("0:reserved");
  });

  test("a leaked reservation stays, for ever", () => {
    const current = boot({ guards: false });
    expect(syscall(current, () => reserveLoosely(current).reservedFd())).toBe(0);
    expect(states(current)).toBe("0:reserved");
  });

  test("a commit after exit warns once, drops the file and abandons the reservation", () => {
    const current = boot({ guards: false, panicOnWarn: false });
    let released = 0;
    const operations = current.kernel.registerOperations({ name: "test", release: () => released++ });
    const sibling = current.clone({ files: true, thread: true });
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      exitFiles(current.kernel, current.address);
      fd.commit(FileRef.anonInodeGetfile(current, operations));
    });
    expect(current.kernel.warnings.map(({ where }) => where)).toEqual(["fd_install"]);
    expect(released).toBe(1);
    expect(states(sibling)).toBe("0:reserved");
  });

  test("a reservation may be made outside a syscall, and bound", () => {
    const current: Task = boot({ guards: false });
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    fd.commit(newFile(current));
    expect(states(current)).toBe("0:open");
  });

  test("a second commit is the kernel's BUG", () => {
    const current = boot({ guards: false });
    const twice = (): number =>
      syscall(current, () => {
        FileDescriptorReservation.getUnusedFdFlags(current, 0);
        using fd: FileDescriptorReservation = current.reservation;
        const alias: FileDescriptorReservation = untracked(fd);
        fd.commit(newFile(current));
        alias.commit(newFile(current));
      });
    expect(twice).toThrow(/^BUG in fd_install: slot 0 already holds file@/);
  });
});
