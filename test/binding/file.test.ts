/** References to files: dropped once, at scope exit, unless they were moved. */
import { describe, expect, test } from "vitest";
import {
  BorrowedFile,
  Errno,
  FileRef,
  syscall,
  type FileDescriptorReservation,
  type Task,
} from "../../src/index.js";
import { fput } from "../../src/kernel/index.js";
import { boot, Calls, expectQuiet, guardOf, states } from "./boot.js";

/** A task, and a kind of file that tells when it is released. */
function releasing(): { current: Task; operations: number; released: number[] } {
  const current = boot();
  const released: number[] = [];
  const operations = current.kernel.registerOperations({
    name: "pipe",
    release: (_file, privateData) => released.push(privateData),
  });
  return { current, operations, released };
}

test("a file carries its kind, flags and private data, without O_CLOEXEC of its own", () => {
  const { current, operations } = releasing();
  using file = FileRef.anonInodeGetfile(current, operations, 0, 77);
  expect(file.name).toBe(`pipe@${file.address}`);
  expect(file.privateData).toBe(77);
});

test("is released at scope exit, once", () => {
  const { current, operations, released } = releasing();
  {
    using file = FileRef.anonInodeGetfile(current, operations, 0, 1);
    file[Symbol.dispose]();
    expect(released).toEqual([1]);
  }
  expect(released).toEqual([1]);
  expectQuiet(current);
});

test("several are dropped in reverse order", () => {
  const { current, operations, released } = releasing();
  {
    using _first = FileRef.anonInodeGetfile(current, operations, 0, 1);
    using _second = FileRef.anonInodeGetfile(current, operations, 0, 2);
  }
  expect(released).toEqual([2, 1]);
});

test("a clone keeps the file open after the first reference is gone", () => {
  const { current, operations, released } = releasing();
  const first = FileRef.anonInodeGetfile(current, operations, 0, 1);
  {
    using second = first.clone();
    first[Symbol.dispose]();
    expect(released).toEqual([]);
    expect(second.address).toBeGreaterThan(0);
  }
  expect(released).toEqual([1]);
  expectQuiet(current);
});

test("intoRaw gives the reference away, fromRaw takes it over", () => {
  const { current, operations, released } = releasing();
  const raw = FileRef.anonInodeGetfile(current, operations, 0, 1).intoRaw();
  expect(released).toEqual([]);
  {
    using file = FileRef.fromRaw(current, raw);
    expect(file.address).toBe(raw);
  }
  expect(released).toEqual([1]);
  const other = FileRef.anonInodeGetfile(current, operations, 0, 2).intoRaw();
  fput(current.kernel, other);
  expect(released).toEqual([1, 2]);
  expectQuiet(current);
});

test("fget takes a reference of its own", () => {
  const { current, operations, released } = releasing();
  syscall(current, () =>
    current.reserving(0, (fd) => {
      const file: FileRef = FileRef.anonInodeGetfile(current, operations, 0, 1);
      file.commitTo(fd);
    }),
  );
  {
    using file = current.fget(0);
    expect(file.privateData).toBe(1);
    expect(current.close(0)).toBe(0);
    expect(released).toEqual([]);
  }
  expect(released).toEqual([1]);
  expect(() => current.fget(0)).toThrow(new Errno(-9, "fget"));
});

describe("fdget lends the file of a descriptor", () => {
  /** A task with fd 0 open. */
  function opened(): { current: Task; released: number[] } {
    const { current, operations, released } = releasing();
    syscall(current, () =>
      current.reserving(0, (fd) => {
        const token: FileDescriptorReservation = fd;
        token.commit(FileRef.anonInodeGetfile(current, operations, 0, 1));
      }),
    );
    return { current, released };
  }

  test("without a reference where nobody shares the table, with one where somebody does", () => {
    const { current, released } = opened();
    const calls = new Calls(current);
    {
      using file = current.fdget(0);
      expect(file.privateData).toBe(1);
    }
    current.clone({ files: true });
    {
      using file = current.fdget(0);
      expect(current.close(0)).toBe(0);
      expect([file.privateData, released]).toEqual([1, []]);
    }
    expect(released).toEqual([1]);
    expect(calls.seen.filter((call) => call.startsWith("fdput"))).toHaveLength(1);
    expect(() => current.fdget(0)).toThrow(new Errno(-9, "fdget"));
    expectQuiet(current);
  });

  test("and a clone of it outlives the loan, which nobody may use", () => {
    const { current } = opened();
    current.clone({ files: true });
    const lent = current.fdget(0);
    using file = lent.clone();
    lent[Symbol.dispose]();
    expect(file.privateData).toBe(1);
    guardOf("use-after-move", () => lent.privateData);
  });

  test("and the guard of the syscall finds a loan that does not end", () => {
    const { current } = opened();
    current.clone({ files: true });
    guardOf("leaked-file", () => syscall(current, () => void current.fdget(0)));
    expectQuiet(current);
  });
});

test("a file that kernel code holds is borrowed by its address", () => {
  const { current, operations, released } = releasing();
  const address = FileRef.anonInodeGetfile(current, operations, 0, 1).intoRaw();
  const borrowed = BorrowedFile.fromRawFile(current, address);
  expect([borrowed.name, borrowed.privateData]).toEqual([`pipe@${address}`, 1]);
  borrowed.clone()[Symbol.dispose]();
  expect(released).toEqual([]);
  fput(current.kernel, address);
  expectQuiet(current);
});

describe("making one fails", () => {
  test.each([
    ["ENFILE", -23],
    ["ENOMEM", -12],
  ])("with %s", (code, errno) => {
    const current = boot();
    new Calls(current, `${code} alloc_empty_file`);
    expect(() => FileRef.anonInodeGetfile(current)).toThrow(new Errno(errno, "anon_inode_getfile"));
    expect(states(current)).toBe("");
    expectQuiet(current);
  });
});

test("a message consumes the files that it carries, installed or not", () => {
  const { current, operations, released } = releasing();
  current.setRlimitNofile(1);
  const result = syscall(current, () => {
    const sent = [1, 2].map((id) => FileRef.anonInodeGetfile(current, operations, 0, id));
    const user = current.kernel.memory.allocate(3, "user memory");
    const rights = current.scmDetachFds(sent, user, 2, 0, user + 2);
    expect(current.kernel.memory.load(user + 2)).toBe(1);
    expect(rights).toEqual({ installed: 1, truncated: true, announced: 1 });
  });
  expect(result).toBe(0);
  expect(released).toEqual([2]);
  expect(states(current)).toBe("0:open");
});
