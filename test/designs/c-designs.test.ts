/** The three designs of C: what each undoes by itself, what it leaves to memory, and what then goes wrong. */
import { describe, expect, test } from "vitest";
import { guard, prepare, raw } from "../../src/designs/index.js";
import { allocUser, Kernel, syscall, Task } from "../../src/index.js";
import { checkInvariants } from "../../src/kernel/index.js";
import { explore, scenario, type TaskBody } from "../../src/explore/index.js";

function boot(): Task {
  return Task.init(new Kernel());
}

function states(task: Task): string {
  return (task.table?.slots ?? []).map(({ fd, state }) => `${fd}:${state}`).join(" ");
}

/** What running a body through all its failures shows: "holds", or the first violation. */
function verdict(run: TaskBody<{ user: number }>): string {
  const report = explore(
    scenario({
      name: "a test",
      setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
      tasks: { caller: (current, shared) => syscall(current, () => run(current, shared)) },
    }),
  );
  return report.counterexample?.violation?.message ?? report.verdict;
}

test("a pointer below all memory is reported by its number: an error that lost its sign", () => {
  const current = Task.init(new Kernel());
  const file = 1 as raw.FilePointer;
  const fd = raw.getUnusedFdFlags(current, 0);
  for (const [where, touch] of [
    ["fd_install", () => raw.fdInstall(current, fd, file)],
    ["get_file", () => raw.getFile(current, file)],
    ["fput", () => raw.fput(current, file)],
    ["file_count", () => raw.fileCount(current, file)],
  ] as const) {
    expect(touch).toThrow(`BUG in ${where}: the pointer 1 is dereferenced`);
  }
});

describe("raw", () => {
  test("reserves, makes, tells, installs, and undoes by hand", () => {
    expect(
      verdict((current, { user }) => {
        const fd = raw.getUnusedFdFlags(current, 0);
        if (fd < 0) return fd;
        const file = raw.anonInodeGetfile(current);
        if (raw.isErr(file)) {
          raw.putUnusedFd(current, fd);
          return raw.ptrErr(file);
        }
        const error = raw.putUser(current, user, fd);
        if (error < 0) {
          raw.fput(current, file);
          raw.putUnusedFd(current, fd);
          return error;
        }
        raw.fdInstall(current, fd, file);
        return fd;
      }),
    ).toBe("holds");
  });

  test("leaks what a failure exit forgets", () => {
    expect(
      verdict((current) => {
        const fd = raw.getUnusedFdFlags(current, 0);
        if (fd < 0) return fd;
        const file = raw.anonInodeGetfile(current);
        if (raw.isErr(file)) return raw.ptrErr(file);
        raw.fdInstall(current, fd, file);
        return fd;
      }),
    ).toContain("fd 0 is reserved for ever");
  });

  test("frees a file that the table holds when the install is undone by hand", () => {
    expect(
      verdict((current, { user }) => {
        const fd = raw.getUnusedFdFlags(current, 0);
        const file = raw.anonInodeGetfile(current);
        if (fd < 0 || raw.isErr(file)) return fd;
        raw.fdInstall(current, fd, file);
        const error = raw.putUser(current, user, fd);
        if (error < 0) raw.fput(current, file);
        return error;
      }),
    ).not.toBe("holds");
    const current = boot();
    const fd = raw.getUnusedFdFlags(current, 0);
    const file = raw.anonInodeGetfile(current);
    raw.fdInstall(current, fd, file);
    raw.putUnusedFd(current, fd);
    expect(states(current)).toBe("0:corrupt");
    raw.fput(current, file);
    expect(checkInvariants(current.kernel, "at-rest").join()).toContain("which is released");
    expect(() => raw.fget(current, fd)).toThrow("released");
    expect(() => raw.privateData(current, file)).toThrow("touched after its release");
  });

  test("error pointers and NULL answer like C's: by an oops", () => {
    const current = boot();
    const error = -12 as raw.FilePointer;
    const nil = 0 as raw.FilePointer;
    expect(raw.isErr(error)).toBe(true);
    expect(raw.ptrErr(error)).toBe(-12);
    expect(raw.isErr(nil)).toBe(false);
    for (const file of [error, nil]) {
      expect(() => raw.fput(current, file)).toThrow("dereferenced");
      expect(() => raw.getFile(current, file)).toThrow("dereferenced");
      expect(() => raw.setPrivateData(current, file, 1)).toThrow("dereferenced");
      expect(() => raw.fdInstall(current, 0, file)).toThrow("dereferenced");
    }
    expect(raw.fget(current, 7)).toBe(0);
    expect(raw.closeFd(current, 7)).toBe(-9);
  });

  test("a field of a live file is read and written", () => {
    const current = boot();
    const file = raw.anonInodeGetfile(current, 0, 0, 5);
    expect(raw.privateData(current, file)).toBe(5);
    raw.setPrivateData(current, raw.getFile(current, file), 6);
    expect(raw.privateData(current, file)).toBe(6);
    raw.fput(current, file);
    raw.fput(current, file);
    expect(() => raw.fput(current, file)).toThrow("no reference left");
  });
});

describe("guard", () => {
  test("needs no clean-up on failure exits", () => {
    expect(
      verdict((current, { user }) => {
        using fd = guard.getUnusedFd(current, 0);
        if (fd.fd < 0) return fd.fd;
        using file = guard.freeFput(current, raw.anonInodeGetfile(current));
        if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
        const error = raw.putUser(current, user, fd.fd);
        if (error < 0) return error;
        const number = guard.takeFd(fd);
        raw.fdInstall(current, number, guard.noFreePtr(file));
        return number;
      }),
    ).toBe("holds");
  });

  test("frees an installed descriptor when take_fd is forgotten", () => {
    expect(
      verdict((current) => {
        using fd = guard.getUnusedFd(current, 0);
        if (fd.fd < 0) return fd.fd;
        const file = raw.anonInodeGetfile(current);
        if (raw.isErr(file)) return raw.ptrErr(file);
        raw.fdInstall(current, fd.fd, file);
        return 0;
      }),
    ).toContain("bit in open_fds was clear");
  });

  test("drops an installed file when no_free_ptr is forgotten", () => {
    expect(
      verdict((current) => {
        using fd = guard.getUnusedFd(current, 0);
        if (fd.fd < 0) return fd.fd;
        using file = guard.freeFput(current, raw.anonInodeGetfile(current));
        if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
        raw.fdInstall(current, guard.takeFd(fd), file.pointer);
        return 0;
      }),
    ).toContain("which is released");
  });

  test("a taken variable holds an error, a taken pointer NULL", () => {
    const current = boot();
    const fd = guard.getUnusedFd(current, 0);
    expect(guard.takeFd(fd)).toBe(0);
    expect(fd.fd).toBe(-9);
    const freed: number[] = [];
    {
      using kept = guard.free(current, 7, (pointer) => void freed.push(pointer));
      guard.retainAndNullPtr(kept);
      expect(kept.pointer).toBe(0);
    }
    expect(freed).toEqual([0]); // a clean-up sees NULL, as in C
  });
});

describe("prepare", () => {
  test("publishes a descriptor and its file together", () => {
    expect(
      verdict((current, { user }) => {
        using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
        if (fdf.err !== 0) return fdf.err;
        const error = raw.putUser(current, user, prepare.fdPrepareFd(fdf));
        if (error < 0) return error;
        return prepare.fdPublish(fdf);
      }),
    ).toBe("holds");
  });

  test("FD_ADD does it in one step", () => {
    expect(verdict((current) => prepare.fdAdd(current, 0, () => raw.anonInodeGetfile(current)))).toBe(
      "holds",
    );
    const current = boot();
    expect(prepare.fdAdd(current, 0, () => raw.anonInodeGetfile(current))).toBe(0);
    expect(prepare.fdAdd(current, 0, () => -28 as raw.FilePointer)).toBe(-28);
    expect(prepare.fdAdd(current, 0, () => 0 as raw.FilePointer)).toBe(-12);
    expect(states(current)).toBe("0:open");
  });

  test("does not evaluate the file without a descriptor", () => {
    const current = Task.init(new Kernel({ rlimitNofile: 0 }));
    const evaluated: string[] = [];
    const result = prepare.fdAdd(current, 0, () => {
      evaluated.push("file");
      return raw.anonInodeGetfile(current);
    });
    expect(result).toBe(-24);
    expect(evaluated).toEqual([]);
  });

  test("what was published is not there any more", () => {
    const current = boot();
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    expect(raw.privateData(current, prepare.fdPrepareFile(fdf))).toBe(0);
    prepare.fdPublish(fdf);
    expect(prepare.fdPrepareFile(fdf)).toBe(0);
    expect(prepare.fdPrepareFd(fdf)).toBe(-9);
    expect(() => prepare.fdPublish(fdf)).toThrow("nothing to publish");
  });

  test("publishing what failed warns", () => {
    const current = boot();
    using fdf = prepare.fdPrepare(current, 0, () => -28 as raw.FilePointer);
    expect(() => prepare.fdPublish(fdf)).toThrow("was not looked at");
  });
});
