/** Several reservations as one: all or none, committed together or as a prefix, given back the newest first. */
import { describe, expect, test } from "vitest";
import { Errno, FileDescriptorReservations, syscall, type FileRef, type Task } from "../../src/index.js";
import { boot, Calls, expectQuiet, guardOf, newFile, states } from "./boot.js";

function reserveTwo(current: Task): FileDescriptorReservations<2> {
  FileDescriptorReservations.getUnusedFds(current, 2, 0);
  return current.reservations;
}

describe("reserving", () => {
  test("gives the lowest numbers, in order", () => {
    const current = boot();
    syscall(current, () => {
      FileDescriptorReservations.getUnusedFds(current, 3, 0);
      using fds: FileDescriptorReservations<3> = current.reservations;
      expect(fds.reservedFds()).toEqual([0, 1, 2]);
      expect(states(current)).toBe("0:reserved 1:reserved 2:reserved");
    });
    expectQuiet(current);
  });

  test("is all or none: at the limit the ones before are given back", () => {
    const current = boot({ rlimitNofile: 2 });
    const result = syscall(current, () => {
      FileDescriptorReservations.getUnusedFds(current, 3, 0);
    });
    expect(result).toBe(-24);
    expect(states(current)).toBe("");
    expectQuiet(current);
  });

  test("up to a number keeps what there is; not even one is an error", () => {
    const current = boot({ rlimitNofile: 2 });
    const result = syscall(current, () => {
      FileDescriptorReservations.getUnusedFdsUpTo(current, 3, 0);
      using fds: FileDescriptorReservations = current.reservations;
      expect(fds.reservedFds()).toEqual([0, 1]);
      FileDescriptorReservations.getUnusedFdsUpTo(current, 3, 0);
    });
    expect(result).toBe(-24);
    expectQuiet(current);
  });

  test("twice: the newest are bound first", () => {
    const current = boot();
    syscall(current, () => {
      FileDescriptorReservations.getUnusedFds(current, 1, 0);
      FileDescriptorReservations.getUnusedFds(current, 2, 0);
      const tokens = current as unknown as { readonly reservations: FileDescriptorReservations };
      using newer = tokens.reservations;
      using older = tokens.reservations;
      expect(newer.reservedFds()).toEqual([1, 2]);
      expect(older.reservedFds()).toEqual([0]);
    });
    expectQuiet(current);
  });

  test.each([0, -1])("of %s descriptors is refused", (count) => {
    const current = boot();
    syscall(current, () => {
      guardOf("wrong-count", () => FileDescriptorReservations.getUnusedFdsUpTo(current, count, 0));
    });
  });

  test("outside a syscall, or for a task that does not run, is refused", () => {
    const current = boot();
    guardOf("no-syscall", () => reserveTwo(current));
    const other = current.clone();
    syscall(current, () => void guardOf("foreign-task", () => reserveTwo(other)));
  });
});

describe("ending", () => {
  test("commit publishes all", () => {
    const current = boot();
    const result = syscall(current, () => {
      using fds: FileDescriptorReservations<2> = reserveTwo(current);
      fds.commit([newFile(current), newFile(current)]);
    });
    expect(result).toBe(0);
    expect(states(current)).toBe("0:open 1:open");
    expectQuiet(current);
  });

  test("commitPrefix publishes the first and gives the others back", () => {
    const current = boot();
    syscall(current, () => {
      FileDescriptorReservations.getUnusedFds(current, 3, 0);
      using fds: FileDescriptorReservations<3> = current.reservations;
      fds.commitPrefix([newFile(current)]);
    });
    expect(states(current)).toBe("0:open");
    expectQuiet(current);
  });

  test("a prefix of none gives all back", () => {
    const current = boot();
    syscall(current, () => {
      using fds: FileDescriptorReservations<2> = reserveTwo(current);
      fds.commitPrefix([]);
    });
    expect(states(current)).toBe("");
    expectQuiet(current);
  });

  test("scope exit gives all back in one call", () => {
    const current = boot();
    const calls = new Calls(current);
    syscall(current, () => {
      using _fds: FileDescriptorReservations<2> = reserveTwo(current);
      throw new Errno(-14, "put_user");
    });
    expect(calls.seen).toEqual(["getUnusedFds(2, 0) = 2", "putUnusedFds(0, 1)"]);
    expect(states(current)).toBe("");
    expectQuiet(current);
  });

  test("happens once: a second commit, or a look at the numbers after it, is refused", () => {
    const current = boot();
    syscall(current, () => {
      using fds: FileDescriptorReservations<2> = reserveTwo(current);
      const alias: FileDescriptorReservations<2> = fds;
      fds.commit([newFile(current), newFile(current)]);
      const { message } = guardOf("use-after-move", () => alias.reservedFds());
      expect(message).toContain(
        "The reservations of fds 0, 1 were read after they were committed or rolled back",
      );
      using file = newFile(current);
      guardOf("use-after-move", () => alias.commitPrefix([file]));
    });
    expect(states(current)).toBe("0:open 1:open");
    expectQuiet(current);
  });
});

describe("what a commit refuses, publishing nothing", () => {
  test.each([1, 3])("%s files for two numbers", (count) => {
    const current = boot();
    syscall(current, () => {
      using fds = reserveTwo(current) as FileDescriptorReservations;
      const files: readonly FileRef[] = Array.from({ length: count }, () => newFile(current));
      const { message } = guardOf("wrong-count", () =>
        (fds as { commit(files: unknown): void }).commit(files),
      );
      expect(message).toContain(`The reservations of fds 0, 1 were committed with ${count} files`);
      expect(states(current)).toBe("0:reserved 1:reserved");
      for (const file of files) file[Symbol.dispose]();
    });
    expectQuiet(current);
  });

  test("a file that is gone already", () => {
    const current = boot();
    syscall(current, () => {
      using fds = reserveTwo(current) as FileDescriptorReservations;
      const gone = newFile(current);
      gone[Symbol.dispose]();
      const commit = (): void => (fds as { commit(files: unknown): void }).commit([gone, gone]);
      guardOf("use-after-move", commit);
      expect(states(current)).toBe("0:reserved 1:reserved");
    });
    expectQuiet(current);
  });

  test("another task", () => {
    const current = boot();
    const other = current.clone({ files: true });
    syscall(current, () => {
      using fds = reserveTwo(current) as FileDescriptorReservations;
      using file = newFile(current);
      syscall(other, () => {
        const prefix = (): void => (fds as { commitPrefix(files: unknown): void }).commitPrefix([file]);
        guardOf("foreign-task", prefix);
      });
    });
    expect(states(current)).toBe("");
  });
});

test("what outlives its syscall is given back and reported, with the line to write", () => {
  const current = boot();
  const error = guardOf("leaked-reservation", () =>
    syscall(current, () => FileDescriptorReservations.getUnusedFds(current, 2, 0)),
  );
  expect(error.message).toContain("never bound");
  expect(error.message).toContain("using fds: FileDescriptorReservations<2> = current.reservations");
  expect(states(current)).toBe("");
  expectQuiet(current);
});

test("unshare is refused while they live", () => {
  const current = boot();
  syscall(current, () => {
    using _fds = reserveTwo(current);
    guardOf("live-reservation", () => current.unshareFiles());
  });
});
