/** The life of a reservation: it ends once, by commit or by roll-back, whatever way the scope is left. */
import { describe, expect, test } from "vitest";
import { Errno, FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "../../src/index.js";
import { FD_CLOEXEC } from "../../src/kernel/index.js";
import { boot, Calls, expectQuiet, newFile, states } from "./boot.js";

/** Opens files on the lowest free numbers, each in a syscall of its own. */
function open(current: Task, count = 1): void {
  for (let index = 0; index < count; index++) {
    const result = syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      fd.commit(newFile(current));
    });
    expect(result).toBe(0);
  }
}

describe("scope exit without a commit gives the number back", () => {
  test("on a plain return", () => {
    const current = boot();
    const result = syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      expect(states(current)).toBe("0:reserved");
      return fd.reservedFd() + 40;
    });
    expect(result).toBe(40);
    expect(states(current)).toBe("");
    expectQuiet(current);
  });

  test("when an Errno passes, which becomes the result", () => {
    const current = boot();
    const result = syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using _fd: FileDescriptorReservation = current.reservation;
      current.putUser(0, 1);
    });
    expect(result).toBe(-14);
    expect(states(current)).toBe("");
    expectQuiet(current);
  });

  test("when any other exception passes, which stays what it is", () => {
    const current = boot();
    const failing = (): number =>
      syscall(current, () => {
        FileDescriptorReservation.getUnusedFdFlags(current, 0);
        using _fd: FileDescriptorReservation = current.reservation;
        using _file = newFile(current);
        throw new TypeError("out of ideas");
      });
    expect(failing).toThrow(new TypeError("out of ideas"));
    expect(states(current)).toBe("");
    expectQuiet(current);
  });

  test("in reverse order for several, files between them included", () => {
    const current = boot();
    const probe = new Calls(current);
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using _first: FileDescriptorReservation = current.reservation;
      using _file = newFile(current);
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using _second: FileDescriptorReservation = current.reservation;
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using _third: FileDescriptorReservation = current.reservation;
      probe.seen.length = 0;
    });
    expect(probe.seen.map((call) => call.replace(/@\d+/, ""))).toEqual([
      "putUnusedFd(2)",
      "putUnusedFd(1)",
      "fput(file)",
      "putUnusedFd(0)",
    ]);
  });

  test("of those that were reserved before the one that failed", () => {
    const current = boot({ rlimitNofile: 2 });
    open(current);
    const result = syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using _first: FileDescriptorReservation = current.reservation;
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using _second: FileDescriptorReservation = current.reservation;
    });
    expect(result).toBe(-24);
    expect(states(current)).toBe("0:open");
    expect(current.table?.nextFd).toBe(1);
    expectQuiet(current);
  });

  test("once: a token that was disposed by hand leaves alone what its number has become", () => {
    const current = boot();
    const probe = new Calls(current);
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      fd[Symbol.dispose]();
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using again: FileDescriptorReservation = current.reservation;
      expect(again.reservedFd()).toBe(0);
      fd[Symbol.dispose]();
      expect(states(current)).toBe("0:reserved");
    });
    expect(probe.seen.filter((call) => call === "putUnusedFd(0)")).toHaveLength(2);
    expectQuiet(current);
  });
});

describe("commit", () => {
  test("publishes the file and consumes both", () => {
    const current = boot();
    const probe = new Calls(current);
    const result = syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      using file = newFile(current);
      const number = fd.reservedFd();
      fd.commit(file);
      return number;
    });
    expect(result).toBe(0);
    expect(states(current)).toBe("0:open");
    expect(probe.seen.filter((call) => /^(fput|putUnusedFd)/.test(call))).toEqual([]);
    expectQuiet(current);
  });

  test("the other way round", () => {
    const current = boot();
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      using file: FileRef = newFile(current);
      file.commitTo(fd);
    });
    expect(states(current)).toBe("0:open");
    expectQuiet(current);
  });

  test("is seen at once by who shares the table, and not before", () => {
    const current = boot();
    const sibling = current.clone({ files: true, thread: true });
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      expect(() => sibling.fget(0)).toThrow(new Errno(-9, "fget"));
      expect(sibling.close(0)).toBe(-9);
      fd.commit(newFile(current));
      expect(sibling.close(0)).toBe(0);
    });
    expectQuiet(current);
  });

  test("keeps close-on-exec as it was asked for when reserving", () => {
    const current = boot();
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
      using fd: FileDescriptorReservation = current.reservation;
      fd.commit(newFile(current));
      FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.NONE);
      using other: FileDescriptorReservation = current.reservation;
      other.commit(newFile(current));
    });
    expect([current.fGetfd(0), current.fGetfd(1)]).toEqual([FD_CLOEXEC, 0]);
  });

  test("when making the file fails it is not reached, and the number is free again", () => {
    const current = boot();
    new Calls(current, "ENFILE alloc_empty_file");
    const result = syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      fd.commit(newFile(current));
    });
    expect(result).toBe(-23);
    current.kernel.memory.probe = null;
    expect(states(current)).toBe("");
    expectQuiet(current);
  });
});

describe("reserving fails", () => {
  const reserve = (current: Task): number =>
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      return fd.reservedFd();
    });

  test("with EMFILE at RLIMIT_NOFILE", () => {
    const current = boot({ rlimitNofile: 0 });
    expect(reserve(current)).toBe(-24);
  });

  test("with EMFILE at nr_open, which was lowered below the limit", () => {
    const current = boot({ rlimitNofile: 1024 });
    open(current, 64);
    current.kernel.nrOpen = 64;
    expect(reserve(current)).toBe(-24);
  });

  test.each(["struct fdtable", "fd array", "bitmaps"])(
    "with ENOMEM when the table cannot grow: %s",
    (part) => {
      const current = boot();
      open(current, 64);
      const probe = new Calls(current, `ENOMEM alloc_fdtable: ${part}`);
      expect(reserve(current)).toBe(-12);
      expect(probe.seen).toEqual(["getUnusedFdFlags(0) = -12"]);
      current.kernel.memory.probe = null;
      expect(reserve(current)).toBe(64);
      expectQuiet(current);
    },
  );

  test("with EMFILE when the task has exited", () => {
    const current: Task = boot();
    current.exit();
    expect(reserve(current)).toBe(-24);
  });
});

describe("tryReserve", () => {
  test("is true with a token to bind, and false without an exception", () => {
    const current = boot({ rlimitNofile: 1 });
    const results: boolean[] = [];
    syscall(current, () => {
      if (current.tryReserve(0)) {
        using fd = current.reservation;
        results.push(true);
        expect(fd.reservedFd()).toBe(0);
        results.push(current.tryReserve(0));
      }
      expect(states(current)).toBe("");
    });
    expect(results).toEqual([true, false]);
    expectQuiet(current);
  });
});

describe("reserving(flags, body)", () => {
  test("returns what the body returns and rolls back after it", () => {
    const current = boot();
    const result = syscall(current, () =>
      current.reserving(0, (fd) => {
        expect(states(current)).toBe("0:reserved");
        return fd.reservedFd() + 7;
      }),
    );
    expect(result).toBe(7);
    expect(states(current)).toBe("");
  });

  test("keeps what the body committed", () => {
    const current = boot();
    syscall(current, () =>
      current.reserving(0, (fd: FileDescriptorReservation) => fd.commit(newFile(current))),
    );
    expect(states(current)).toBe("0:open");
    expectQuiet(current);
  });

  test("rolls back when the body throws", () => {
    const current = boot();
    const failing = (): unknown =>
      syscall(current, () =>
        current.reserving(0, () => {
          throw new RangeError("no");
        }),
      );
    expect(failing).toThrow(RangeError);
    expect(states(current)).toBe("");
  });

  test("throws when there is none to reserve", () => {
    const current = boot({ rlimitNofile: 0 });
    expect(syscall(current, () => current.reserving(0, () => 1))).toBe(-24);
  });
});
