/** The calls of a task that kernel code makes: results as numbers, failures as Errno, and what probes see of them. */
import { describe, expect, test } from "vitest";
import { raw } from "../../src/designs/index.js";
import { CloseRangeFlags, Errno, FileRef, Kernel, OpenFlags, syscall, Task } from "../../src/index.js";
import { allocUser } from "../../src/kernel/index.js";
import { boot, Calls, expectQuiet, newFile, states } from "./boot.js";

/** A task with files on the lowest numbers. */
function withOpen(count: number): Task {
  const current = boot({ guards: false });
  for (let index = 0; index < count; index++) {
    current.reserving(0, (fd) => newFile(current).commitTo(fd));
  }
  return current;
}

test("descriptor calls give the kernel's results", () => {
  const current = withOpen(2);
  expect(current.dup(0)).toBe(2);
  expect(current.dup(9)).toBe(-9);
  expect(current.dup2(0, 5)).toBe(5);
  expect(current.dup3(0, 0, 0)).toBe(-22);
  expect(current.dup3(0, 6, OpenFlags.O_CLOEXEC)).toBe(6);
  expect(current.fDupfd(0, 10, 0)).toBe(10);
  expect(current.fDupfd(0, 1024, 0)).toBe(-22);
  expect([current.fGetfd(6), current.fGetfd(5), current.fGetfd(7)]).toEqual([1, 0, -9]);
  expect([current.fSetfd(5, 1), current.fGetfd(5)]).toEqual([0, 1]);
  expect(current.close(1)).toBe(0);
  expect(current.close(1)).toBe(-9);
  expect(current.openDescriptors()).toEqual([0, 2, 5, 6, 10]);
  expect(current.closeRange(5, 4)).toBe(-22);
  expect(current.closeRange(3, 0xffffffff, CloseRangeFlags.CLOEXEC)).toBe(0);
  current.execve();
  expect(current.openDescriptors()).toEqual([0, 2]);
  expect(current.setRlimitNofile(-1)).toBe(-1);
  expect(current.setRlimitNofile(2 ** 21)).toBe(-1);
  expect(current.setRlimitNofile(1)).toBe(0);
  expect(current.dup(0)).toBe(-24);
  expectQuiet(current);
});

test("a task that has exited has no table and no descriptors", () => {
  const current: Task = withOpen(1);
  current.exit();
  expect(current.openDescriptors()).toEqual([]);
  expect(current.table).toBeUndefined();
  expect(current.close(0)).toBe(-9);
  expectQuiet(current);
});

test("closeRange with UNSHARE leaves the sharers theirs", () => {
  const current = withOpen(3);
  const sibling = current.clone({ files: true, thread: true });
  expect(sibling.closeRange(1, 0xffffffff, CloseRangeFlags.UNSHARE)).toBe(0);
  expect([states(sibling), states(current)]).toEqual(["0:open", "0:open 1:open 2:open"]);
  expectQuiet(current);
});

test("a kernel thread has a table only when it asks for one", () => {
  const kernel = new Kernel();
  expect(Task.kthread(kernel).table).toBeUndefined();
  expect(Task.kthread(kernel, { files: true }).table?.slots).toEqual([]);
  const current = Task.init(kernel);
  new Calls(current, "ENOMEM alloc_files");
  expect(() => Task.kthread(kernel, { files: true })).toThrow(new Errno(-12, "kthread_run"));
});

describe("fail with an Errno that names the kernel function", () => {
  test("putUser at NULL, and where it is made to", () => {
    const current = boot();
    const user = allocUser(current.kernel, 1);
    current.putUser(user, 42);
    expect(current.kernel.memory.words[user]).toBe(42);
    expect(() => current.putUser(0, 1)).toThrow(new Errno(-14, "put_user"));
    new Calls(current, "EFAULT put_user");
    expect(() => current.putUser(user, 43)).toThrow(new Errno(-14, "put_user"));
    expect(current.kernel.memory.words[user]).toBe(42);
  });

  test("getUser at NULL, and where it is made to", () => {
    const current = boot();
    const user = allocUser(current.kernel, 1);
    current.putUser(user, -42);
    expect(current.getUser(user)).toBe(-42);
    expect(raw.getUser(current, user)).toBe(-42);
    expect(() => current.getUser(0)).toThrow(new Errno(-14, "get_user"));
    new Calls(current, "EFAULT get_user");
    expect(() => current.getUser(user)).toThrow(new Errno(-14, "get_user"));
    expect(raw.getUser(current, user)).toBeUndefined();
  });

  test("mayFail, where it is made to", () => {
    const current = boot();
    current.mayFail("EPERM", "security_file_receive");
    new Calls(current, "EPERM security_file_receive");
    current.mayFail("EPERM", "security_file_open");
    expect(() => current.mayFail("EPERM", "security_file_receive")).toThrow(
      new Errno(-1, "security_file_receive"),
    );
  });

  test("clone and unshareFiles without memory", () => {
    const current: Task = withOpen(1);
    current.clone({ files: true, thread: true });
    new Calls(current, "ENOMEM alloc_files");
    expect(() => current.clone()).toThrow(new Errno(-12, "clone"));
    expect(() => current.unshareFiles()).toThrow(new Errno(-12, "unshare_files"));
    expect(current.closeRange(0, 0, CloseRangeFlags.UNSHARE)).toBe(-12);
    new Calls(current, "ENOMEM copy_process");
    expect(() => current.clone({ files: true })).toThrow(new Errno(-12, "clone"));
    expect(states(current)).toBe("0:open");
    expect(current.table?.count).toBe(2);
    current.kernel.memory.probe = null;
    expectQuiet(current);
  });

  test("execve without memory or descriptors kills the task, which runs no further", () => {
    const failing: readonly (readonly [string, boolean])[] = [
      ["ENOMEM alloc_files", false],
      ["EMFILE alloc_fd", true],
    ];
    for (const [fault, withDescriptor] of failing) {
      const current: Task = withOpen(1);
      const sibling = current.clone({ files: true });
      let after = false;
      const result = syscall(current, () => {
        const executable = withDescriptor ? FileRef.anonInodeGetfile(current) : undefined;
        new Calls(current, fault);
        current.execve(executable);
        after = true;
      });
      current.kernel.memory.probe = null;
      expect([result, after]).toEqual([-4, false]);
      expect(current.table).toBeUndefined();
      expect(states(sibling)).toBe("0:open");
    }
  });

  test("execve gives the program a descriptor of its binary", () => {
    const current: Task = withOpen(2);
    current.fSetfd(0, 1);
    syscall(current, () => current.execve(FileRef.anonInodeGetfile(current)));
    expect(states(current)).toBe("0:open 1:open");
    expectQuiet(current);
  });
});

test("a probe sees each call with its arguments and its result, errors as numbers", () => {
  const current = withOpen(1);
  const probe = new Calls(current);
  current.dup2(0, 3);
  current.close(7);
  expect(() => current.fget(7)).toThrow(Errno);
  expect(() => current.putUser(0, 5)).toThrow(Errno);
  expect(probe.seen).toEqual(["dup2(0, 3) = 3", "close(7) = -9", "fget(7) = -9", "putUser(0, 5) = -14"]);
});

test("a sleeping task must be woken by another one", () => {
  const current = boot();
  const queue = current.kernel.memory.allocate(2, "wait queue");
  current.waitEvent(queue, queue + 1, 0);
  expect(() => current.waitEvent(queue, queue + 1, 1)).toThrow(/^deadlock in waitEvent/);
});
