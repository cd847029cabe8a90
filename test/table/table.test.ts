/** What a runtime relies on: numbers, results, shared open files, callbacks, reservations, copies, and plain data. */
import os from "node:os";
import {
  checkTable,
  CLOSE_RANGE_CLOEXEC,
  CLOSE_RANGE_UNSHARE,
  errnoCode,
  errnoNumbers,
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_DUPFD_QUERY,
  F_GETFD,
  F_GETFL,
  F_SETFD,
  F_SETFL,
  FD_CLOEXEC,
  FdTable,
  O_APPEND,
  O_CLOEXEC,
  O_NONBLOCK,
  wasiErrno,
  type FdReservation,
  type FdTableSnapshot,
  type FdTableOptions,
} from "fd-reservation/table";
import { KernelBug, KernelOptionError } from "fd-reservation/kernel";
import { afterEach, describe, expect, test, vi } from "vitest";

const { EBADF, EBUSY, EINVAL, EIO, EMFILE, EPERM } = errnoNumbers;
const made: FdTable<string>[] = [];

/** A table with some objects open from 0 on. */
function table(objects = "", options: FdTableOptions<string> = {}): FdTable<string> {
  const made1 = new FdTable<string>(options);
  made.push(made1);
  for (const object of objects) made1.open(object);
  return made1;
}

/** `commit` as JavaScript has it, which no type ends. */
const commitUntyped = (fd: FdReservation<string>) => (object: string) => {
  const named: FdReservation<string> = fd;
  named.commit(object);
};

const numbersOf = (of: FdTable<string>): string =>
  Array.from(of, ([fd, object]) => `${fd}${object}`).join(" ");

afterEach(() => {
  for (const one of made.splice(0)) expect(checkTable(one)).toEqual([]);
});

describe("numbers", () => {
  test("the lowest free one, in any order of closing", () => {
    const fds = table("abcdef");
    for (const fd of [4, 1, 3]) expect(fds.close(fd)).toBe(0);
    expect([fds.open("x"), fds.open("y"), fds.open("z"), fds.open("w")]).toEqual([1, 3, 4, 6]);
    expect(numbersOf(fds)).toBe("0a 1x 2c 3y 4z 5f 6w");
  });

  test("thousands, closed and opened again", () => {
    const fds = new FdTable<number>({ limit: 5000 });
    for (let object = 0; object < 5000; object++) expect(fds.open(object)).toBe(object);
    expect(fds.open(0)).toBe(-EMFILE);
    expect(fds.closeRange(1000, 3999)).toBe(0);
    expect([fds.open(1), fds.get(999), fds.get(1000), fds.get(4000)]).toEqual([1000, 999, 1, 4000]);
    expect(checkTable(fds)).toEqual([]);
  });

  test("the limit ends them, and what is open above it stays", () => {
    const fds = table("abc", { limit: 3 });
    expect([fds.open("d"), fds.dup(0), fds.fcntl(0, F_DUPFD, 3), fds.dup2(0, 3)]).toEqual([
      -EMFILE,
      -EMFILE,
      -EINVAL,
      -EBADF,
    ]);
    expect(fds.setLimit(1)).toBe(0);
    expect([fds.limit, fds.get(2), fds.dup2(2, 0), fds.get(0)]).toEqual([1, "c", 0, "c"]);
    expect([fds.setLimit(2 ** 26), fds.setLimit(-1), fds.setLimit(0.5)]).toEqual([-EPERM, -EPERM, -EINVAL]);
  });

  test("a limit out of its range is refused", () => {
    expect(() => new FdTable({ limit: -1 })).toThrow(KernelOptionError);
    expect(() => new FdTable({ limit: 65, maximum: 64 })).toThrow(KernelOptionError);
    expect(() => new FdTable({ maximum: 63 })).toThrow(KernelOptionError);
    expect(new FdTable({ maximum: 64 }).limit).toBe(64);
  });
});

describe("duplicates", () => {
  test("share status flags and offset, not close-on-exec", () => {
    const fds = table();
    const fd = fds.open("log", O_CLOEXEC | O_APPEND | 1);
    const copy = fds.dup(fd);
    expect(fds.file(copy)).toBe(fds.file(fd));
    fds.file(copy)!.position = 2 ** 40;
    expect(fds.fcntl(fd, F_SETFL, O_NONBLOCK | 2)).toBe(0);
    expect([fds.fcntl(copy, F_GETFL), fds.file(fd)!.position]).toEqual([O_NONBLOCK | 1, 2 ** 40]);
    expect([fds.fcntl(fd, F_GETFD), fds.fcntl(copy, F_GETFD)]).toEqual([FD_CLOEXEC, 0]);
    expect(fds.fcntl(copy, F_SETFD, FD_CLOEXEC)).toBe(0);
    expect(fds.fcntl(copy, F_GETFD)).toBe(FD_CLOEXEC);
    expect([fds.fcntl(fd, F_DUPFD_QUERY, copy), fds.fcntl(fd, F_DUPFD_QUERY, fds.open("b"))]).toEqual([1, 0]);
  });

  test("dup2 and dup3", () => {
    const fds = table("ab");
    expect([fds.dup2(0, 9), fds.dup2(0, 0), fds.dup3(0, 1, O_CLOEXEC)]).toEqual([9, 0, 1]);
    expect([fds.fcntl(9, F_GETFD), fds.fcntl(1, F_GETFD)]).toEqual([0, FD_CLOEXEC]);
    expect([fds.dup3(0, 0), fds.dup3(0, 2, 1), fds.dup2(7, 8), fds.dup3(7, 8)]).toEqual([
      -EINVAL,
      -EINVAL,
      -EBADF,
      -EBADF,
    ]);
    expect(numbersOf(fds)).toBe("0a 1a 9a");
  });

  test("F_DUPFD from a minimum", () => {
    const fds = table("abc");
    expect([fds.fcntl(0, F_DUPFD, 1), fds.fcntl(0, F_DUPFD_CLOEXEC, 100), fds.fcntl(0, F_DUPFD, -1)]).toEqual(
      [3, 100, -EINVAL],
    );
    expect(fds.fcntl(100, F_GETFD)).toBe(FD_CLOEXEC);
    expect([fds.fcntl(5, F_DUPFD, 0), fds.fcntl(0, 12345)]).toEqual([-EBADF, -EINVAL]);
  });

  test("renumber moves, with close-on-exec, and closes what was there", () => {
    const release = vi.fn();
    const fds = table("", { release });
    const fd = fds.open("a", O_CLOEXEC);
    fds.open("b");
    expect(fds.renumber(fd, 1)).toBe(0);
    expect([fds.get(0), fds.get(1), fds.fcntl(1, F_GETFD), fds.open("c")]).toEqual([
      undefined,
      "a",
      FD_CLOEXEC,
      0,
    ]);
    expect(release.mock.calls).toEqual([["b"]]);
    expect([fds.renumber(1, 1), fds.renumber(1, 7), fds.renumber(7, 1)]).toEqual([0, -EBADF, -EBADF]);
    expect(numbersOf(fds)).toBe("0c 1a");
  });
});

describe("closing", () => {
  test("releases an object once, with its last number in any table", () => {
    const release = vi.fn();
    const fds = table("a", { release });
    fds.dup(0);
    const copy = fds.fork();
    for (const close of [() => fds.close(0), () => fds.close(1), () => copy.close(0)]) {
      expect(close()).toBe(0);
      expect(release).not.toHaveBeenCalled();
    }
    expect(copy.close(1)).toBe(0);
    expect(release.mock.calls).toEqual([["a"]]);
    expect(copy.close(1)).toBe(-EBADF);
  });

  test("the error of a flush reaches the caller of close, and the number is gone", () => {
    const order: string[] = [];
    const fds = table("ab", {
      flush: (object) => {
        order.push(`flush ${object}`);
        return object === "a" ? -EIO : undefined;
      },
      release: (object) => void order.push(`release ${object}`),
    });
    fds.dup(0);
    expect([fds.close(0), fds.close(2), fds.close(2), fds.close(1)]).toEqual([-EIO, -EIO, -EBADF, 0]);
    expect(order).toEqual(["flush a", "flush a", "release a", "flush b", "release b"]);
    expect(numbersOf(fds)).toBe("");
  });

  test("dup2, closeRange, renumber and exec flush, and return no error of it", () => {
    const flush = vi.fn(() => -EIO);
    const fds = table("abcd", { flush });
    fds.open("e", O_CLOEXEC);
    expect([fds.dup2(0, 1), fds.renumber(1, 2), fds.closeRange(3, 3), fds.exec()]).toEqual([1, 0, 0, 0]);
    expect(flush.mock.calls).toEqual([["b"], ["c"], ["d"], ["e"]]);
    expect([fds.closeRange(0, 9, CLOSE_RANGE_CLOEXEC), fds.dup2(0, 0)]).toEqual([0, 0]);
    expect(flush).toHaveBeenCalledTimes(4);
    expect(numbersOf(fds)).toBe("0a 2a");
  });

  test("numbers that a sharer keeps are not flushed", () => {
    const flush = vi.fn(() => -EIO);
    const fds: FdTable<string> = table("ab", { flush });
    const sharer: FdTable<string> = fds.share();
    expect(sharer.closeRange(1, 9, CLOSE_RANGE_UNSHARE)).toBe(0);
    expect([numbersOf(fds), numbersOf(sharer)]).toEqual(["0a 1b", "0a"]);
    expect(flush).not.toHaveBeenCalled();
    const other: FdTable<string> = fds.share();
    other.exit();
    expect(flush).not.toHaveBeenCalled();
    sharer.exit();
    fds.exit();
    expect(flush.mock.calls).toEqual([["a"], ["a"], ["b"]]);
  });

  test("what a release answers is no result of a close", () => {
    const fds = table("a", { release: () => -EIO });
    expect(fds.close(0)).toBe(0);
  });

  test("what callbacks throw is thrown once everything is closed", () => {
    const fds = table("abc", {
      release(object) {
        if (object !== "b") throw new Error(object);
      },
    });
    fds.open("d");
    expect(() => fds.close(3)).toThrow("d");
    expect(fds.get(3)).toBeUndefined();
    expect(() => fds.closeRange(0, 9)).toThrow(AggregateError);
    expect(numbersOf(fds)).toBe("");
    expect(fds.open("b")).toBe(0);
  });

  test("a callback may use the table", () => {
    const fds: FdTable<string> = table("ab", {
      release(object) {
        if (object === "a") expect([fds.open("c"), fds.close(1)]).toEqual([0, 0]);
      },
    });
    expect(fds.close(0)).toBe(0);
    expect(numbersOf(fds)).toBe("0c");
  });
});

describe("reservations", () => {
  test("reserve, then commit", () => {
    const fds = table("a");
    {
      using fd: FdReservation<string> = fds.reserve(O_CLOEXEC | O_APPEND);
      expect([fd.number, fds.get(1), fds.close(1), fds.dup2(0, 1), fds.dup(0)]).toEqual([
        1,
        undefined,
        -EBADF,
        -EBUSY,
        2,
      ]);
      fd.commit("b");
    }
    expect([fds.get(1), fds.fcntl(1, F_GETFD), fds.fcntl(1, F_GETFL)]).toEqual(["b", FD_CLOEXEC, O_APPEND]);
  });

  test("a scope that is left before gives the number back", () => {
    const fds = table("a");
    expect(() => {
      using fd = fds.reserve();
      throw new Error(`no host file for ${fd.number}`);
    }).toThrow("no host file for 1");
    expect(fds.open("b")).toBe(1);
  });

  test("one that failed has its error, and opens nothing", () => {
    const fds = table("a", { limit: 1 });
    const fd: FdReservation<string> = fds.reserve();
    expect(fd.number).toBe(-EMFILE);
    fd.commit("b");
    expect(table().reserve(0.5).number).toBe(-EINVAL);
    expect(numbersOf(fds)).toBe("0a");
  });

  test("a second commit is refused, and harms nothing", () => {
    const fds = table();
    const fd = fds.reserve();
    commitUntyped(fd)("a");
    expect(() => commitUntyped(fd)("b")).toThrow(KernelBug);
    fd[Symbol.dispose]();
    expect(numbersOf(fds)).toBe("0a");
  });

  test("unsharing calls are refused meanwhile; a copy has the number free", () => {
    const fds = table("a");
    const sharer = fds.share();
    const fd = fds.reserve();
    expect([fds.unshare(), fds.exec(), fds.closeRange(9, 9, CLOSE_RANGE_UNSHARE)]).toEqual([
      -EBUSY,
      -EBUSY,
      -EBUSY,
    ]);
    const copy = fds.fork();
    expect([copy.open("b"), sharer.open("c")]).toEqual([1, 2]);
    fd[Symbol.dispose]();
    expect([fds.unshare(), fds.open("d")]).toEqual([0, 1]);
    expect([numbersOf(fds), numbersOf(sharer), numbersOf(copy)]).toEqual(["0a 1d 2c", "0a 2c", "0a 1b"]);
  });

  test("the end of a table gives its numbers back to its sharers", () => {
    const fds = table("a");
    const sharer = fds.share();
    const fd: FdReservation<string> = fds.reserve();
    fds[Symbol.dispose]();
    expect(sharer.open("b")).toBe(1);
    expect(() => commitUntyped(fd)("c")).toThrow(KernelBug);
    expect(numbersOf(sharer)).toBe("0a 1b");
  });
});

describe("pairs", () => {
  test("both or none", () => {
    const fds = table("a", { limit: 4 });
    expect(fds.openPair("r", "w", O_CLOEXEC)).toEqual([1, 2]);
    expect([fds.fcntl(1, F_GETFD), fds.fcntl(2, F_GETFD)]).toEqual([FD_CLOEXEC, FD_CLOEXEC]);
    expect(fds.openPair("r", "w")).toBe(-EMFILE);
    expect(fds.open("b")).toBe(3);
  });
});

describe("several tables", () => {
  test("sharers see each other until they unshare; the last one to end closes", () => {
    const release = vi.fn();
    const fds = table("ab", { release });
    const sharer = fds.share();
    expect([sharer.close(0), fds.get(0), fds.open("c"), sharer.get(0)]).toEqual([0, undefined, 0, "c"]);
    expect(sharer.closeRange(0, 9, CLOSE_RANGE_UNSHARE)).toBe(0);
    expect([numbersOf(sharer), numbersOf(fds)]).toEqual(["", "0c 1b"]);
    const other = fds.share();
    fds[Symbol.dispose]();
    expect(release.mock.calls).toEqual([["a"]]);
    other[Symbol.dispose]();
    expect(release.mock.calls).toEqual([["a"], ["c"], ["b"]]);
  });

  test("to a table that has ended nothing is open, and nothing can be", () => {
    const fds = table("a");
    fds[Symbol.dispose]();
    fds[Symbol.dispose]();
    expect([
      fds.open("b"),
      fds.openPair("b", "c"),
      fds.reserve().number,
      fds.close(0),
      fds.dup(0),
      fds.dup2(0, 1),
      fds.renumber(0, 0),
      fds.fcntl(0, F_GETFD),
      fds.closeRange(0, 9),
      fds.unshare(),
      fds.exec(),
    ]).toEqual([-EMFILE, -EMFILE, -EMFILE, -EBADF, -EBADF, -EBADF, -EBADF, -EBADF, 0, 0, 0]);
    expect(numbersOf(fds)).toBe("");
    expect(numbersOf(fds.fork())).toBe("");
  });
});

describe("plain data", () => {
  test("a table comes back as it was", () => {
    const fds = table("ab");
    fds.dup2(1, 200);
    fds.fcntl(200, F_SETFD, FD_CLOEXEC);
    fds.fcntl(1, F_SETFL, O_APPEND);
    fds.file(0)!.position = 7;
    fds.setLimit(3);
    const data = JSON.parse(JSON.stringify(fds.snapshot((object) => ({ object })))) as FdTableSnapshot<{
      object: string;
    }>;
    const restored = FdTable.restore(data, ({ object }) => object.toUpperCase());
    expect(numbersOf(restored)).toBe("0A 1B 200B");
    expect(restored.file(200)).toBe(restored.file(1));
    expect([restored.limit, restored.file(0)!.position, restored.fcntl(1, F_GETFL)]).toEqual([
      3,
      7,
      O_APPEND,
    ]);
    expect([restored.fcntl(1, F_GETFD), restored.fcntl(200, F_GETFD)]).toEqual([0, FD_CLOEXEC]);
    expect([restored.close(1), restored.open("C")]).toEqual([0, 1]);
    expect(checkTable(restored)).toEqual([]);
    expect(fds.snapshot().files.map(({ object }) => object)).toEqual(["a", "b"]);
  });

  test("what is no snapshot is refused, and no object is made", () => {
    const { limit, files, descriptors, version } = table("a").snapshot();
    const good = { version, limit, files, descriptors };
    const decode = vi.fn((object: string) => object);
    for (const bad of [
      { ...good, version: 2 as 1 },
      { ...good, files: [] },
      { ...good, files: [...files, ...files] },
      { ...good, files: [{ ...files[0]!, flags: 0.5 }] },
      { ...good, descriptors: [...descriptors, ...descriptors] },
      { ...good, descriptors: [{ fd: -1, file: 0, cloexec: false }] },
      { ...good, descriptors: [{ fd: 2 ** 26, file: 0, cloexec: false }] },
      { ...good, limit: -1 },
    ])
      expect(() => FdTable.restore(bad, decode)).toThrow(RangeError);
    expect(decode).not.toHaveBeenCalled();
  });
});

describe("error numbers", () => {
  // WASI's names, in the order of its numbers; `notcapable`, 76, has no number in Linux.
  const wasi =
    "2BIG ACCES ADDRINUSE ADDRNOTAVAIL AFNOSUPPORT AGAIN ALREADY BADF BADMSG BUSY CANCELED CHILD CONNABORTED CONNREFUSED " +
    "CONNRESET DEADLK DESTADDRREQ DOM DQUOT EXIST FAULT FBIG HOSTUNREACH IDRM ILSEQ INPROGRESS INTR INVAL IO ISCONN " +
    "ISDIR LOOP MFILE MLINK MSGSIZE MULTIHOP NAMETOOLONG NETDOWN NETRESET NETUNREACH NFILE NOBUFS NODEV NOENT NOEXEC " +
    "NOLCK NOLINK NOMEM NOMSG NOPROTOOPT NOSPC NOSYS NOTCONN NOTDIR NOTEMPTY NOTRECOVERABLE NOTSOCK NOTSUP NOTTY NXIO " +
    "OVERFLOW OWNERDEAD PERM PIPE PROTO PROTONOSUPPORT PROTOTYPE RANGE ROFS SPIPE SRCH STALE TIMEDOUT TXTBSY XDEV";

  test.runIf(process.platform === "linux")("are those of WASI", () => {
    const here = os.constants.errno as Readonly<Record<string, number>>;
    // Node has no names for these two, which a table never gives.
    const unnamed: Readonly<Record<string, number>> = { EOWNERDEAD: 130, ENOTRECOVERABLE: 131 };
    for (const [index, name] of wasi.split(" ").entries()) {
      const number = here[`E${name}`] ?? unnamed[`E${name}`];
      expect([name, wasiErrno(-(number as number))]).toEqual([name, index + 1]);
    }
  });

  test("a result is 0, an unknown one is io", () => {
    expect([wasiErrno(0), wasiErrno(7), wasiErrno(-4000)]).toEqual([0, 0, 29]);
    expect(errnoCode(-EBADF)).toBe("EBADF");
  });
});
