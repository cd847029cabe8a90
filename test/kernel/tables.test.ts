/** Tables as tasks share, copy and leave them: dupFd, clone, unshareFiles, execve, exit, limits, /proc/self/fd. */
import { describe, expect, test } from "vitest";
import * as k from "../../src/kernel/index.js";
import { FilesStruct, TaskStruct } from "../../src/kernel/layout.js";
import { FailingProbe, HookProbe, World } from "./world.js";

describe("dupFd", () => {
  test("copies every open descriptor with a reference of its own, and close-on-exec", () => {
    const world = new World();
    world.open(world.task, k.O_CLOEXEC);
    world.openMany(2);
    k.closeFd(world.kernel, world.task, 1);
    const child = k.clone(world.kernel, world.task);
    expect(world.slots(child)).toBe("0 open cloexec, 2 open");
    expect(world.countOf(world.fileAt(0))).toBe(2);
    expect(world.open(child)).toBe(1);
    world.expectSound();
  });

  test("a reserved slot becomes free in the copy, and keeps its bit in the old table", () => {
    const world = new World();
    world.open();
    const fd = world.reserve();
    const child = k.clone(world.kernel, world.task);
    expect(world.slots(child)).toBe("0 open");
    expect(world.open(child)).toBe(1);
    expect(world.slots()).toBe("0 open, 1 reserved");
    k.fdInstall(world.kernel, world.task, fd, world.file());
    expect(world.slots()).toBe("0 open, 1 open");
    world.expectSound();
  });

  test("is sized by the highest claimed bit, rounded up to the word", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(20);
    expect(world.table().maxFds).toBe(32);
    k.closeRange(world.kernel, world.task, 6, 0xffffffff, 0);
    expect(world.table(k.clone(world.kernel, world.task)).maxFds).toBe(8);
    k.closeRange(world.kernel, world.task, 0, 0xffffffff, 0);
    expect(world.table(k.clone(world.kernel, world.task)).maxFds).toBe(4);
    world.expectSound();
  });

  test("looks again when the old table grew while the lock was dropped", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(5);
    const sibling = k.clone(world.kernel, world.task, { files: true, thread: true });
    const probe = new HookProbe(world.kernel);
    probe.before("unlock", () => {
      // The lock is taken still: let it go, as the sibling runs right after.
      const lock = world.filesOf() + FilesStruct.fileLock;
      world.kernel.memory.words[lock] = 0;
      world.openMany(12, sibling);
      world.kernel.memory.words[lock] = 1;
    });
    const child = k.clone(world.kernel, world.task);
    world.kernel.memory.probe = null;
    expect(world.table(child).slots).toHaveLength(17);
    expect(world.table(child).maxFds).toBe(32);
    world.expectSound();
  });

  test("-ENOMEM at each allocation, with every reference as before", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(6);
    const before = world.blocks();
    for (let nth = 2; nth <= 5; nth++) {
      const probe = new FailingProbe(world.kernel, nth);
      expect(k.clone(world.kernel, world.task)).toBe(-12);
      expect(probe.reached).toHaveLength(nth);
      world.kernel.memory.probe = null;
      expect(world.blocks()).toEqual(before);
    }
    world.expectSound();
  });

  test("-EMFILE when nr_open was lowered below the copy's size", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(9);
    world.kernel.nrOpen = 8;
    expect(k.clone(world.kernel, world.task)).toBe(-24);
    world.expectSound();
  });
});

describe("clone", () => {
  test("with CLONE_FILES shares the table: one count more, and both see every change", () => {
    const world = new World();
    const sibling = k.clone(world.kernel, world.task, { files: true });
    expect(world.filesOf(sibling)).toBe(world.filesOf());
    expect(world.table().count).toBe(2);
    world.open();
    expect(k.fGetfd(world.kernel, sibling, 0)).toBe(0);
    world.expectSound();
  });

  test("threads share RLIMIT_NOFILE; processes begin with the same and go their own way", () => {
    const world = new World({ rlimitNofile: 8 });
    const thread = k.clone(world.kernel, world.task, { files: true, thread: true });
    const process = k.clone(world.kernel, world.task);
    expect(k.rlimitNofile(world.kernel, process)).toBe(8);
    k.setRlimitNofile(world.kernel, world.task, 3);
    expect([thread, process].map((task) => k.rlimitNofile(world.kernel, task))).toEqual([3, 8]);
  });

  test("-ENOMEM for the task itself", () => {
    const world = new World();
    new FailingProbe(world.kernel, 1);
    expect(k.clone(world.kernel, world.task, { files: true })).toBe(-12);
    world.kernel.memory.probe = null;
    expect(world.table().count).toBe(1);
    world.expectSound();
  });

  test("of a task without a table has none", () => {
    const world = new World();
    k.exitFiles(world.kernel, world.task);
    expect(world.filesOf(k.clone(world.kernel, world.task))).toBe(0);
  });
});

describe("unshareFiles", () => {
  test("is nothing for an unshared table, and for none", () => {
    const world = new World();
    const files = world.filesOf();
    new FailingProbe(world.kernel, 1);
    expect(k.unshareFiles(world.kernel, world.task)).toBe(0);
    expect(world.filesOf()).toBe(files);
    world.kernel.memory.probe = null;
    k.exitFiles(world.kernel, world.task);
    expect(k.unshareFiles(world.kernel, world.task)).toBe(0);
  });

  test("gives a copy and drops the hold on the old table", () => {
    const world = new World();
    world.openMany(2);
    const sibling = k.clone(world.kernel, world.task, { files: true });
    expect(k.unshareFiles(world.kernel, world.task)).toBe(0);
    expect(world.filesOf()).not.toBe(world.filesOf(sibling));
    expect([world.table().count, world.table(sibling).count]).toEqual([1, 1]);
    k.closeFd(world.kernel, world.task, 0);
    expect(world.slots(sibling)).toBe("0 open, 1 open");
    world.expectSound();
  });

  test("-ENOMEM, with the shared table kept", () => {
    const world = new World();
    const sibling = k.clone(world.kernel, world.task, { files: true });
    new FailingProbe(world.kernel, 1);
    expect(k.unshareFiles(world.kernel, world.task)).toBe(-12);
    world.kernel.memory.probe = null;
    expect(world.filesOf()).toBe(world.filesOf(sibling));
    world.expectSound();
  });

  test("rule 2: a reservation is left behind, and its install stores under a clear bit", () => {
    const world = new World();
    const sibling = k.clone(world.kernel, world.task, { files: true });
    const fd = world.reserve();
    k.unshareFiles(world.kernel, world.task);
    k.fdInstall(world.kernel, world.task, fd, world.file());
    expect(world.slots()).toBe("0 corrupt");
    expect(world.slots(sibling)).toBe("0 reserved");
    const kinds = k.checkInvariants(world.kernel, "at-rest").map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["corruption", "leak"]));
  });
});

describe("blocks that nobody would free are a leak at rest", () => {
  const leaksOf = (world: World): string[] =>
    k.checkInvariants(world.kernel, "at-rest").map(({ message }) => message.replace(/@\d+/, ""));

  test("the table, the array and the bitmaps that a growing table leaves behind", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(5);
    expect(leaksOf(world)).toEqual([]);
    // As if it had grown once more, and the old one had not been freed.
    const { memory } = world.kernel;
    memory.allocate(k.Fdtable.size, "struct fdtable");
    memory.allocate(8, "fd array");
    memory.allocate(6, "fd bitmaps");
    expect(leaksOf(world)).toEqual([
      "leak in fdtable: no table has it",
      "leak in fd array: no table has it",
      "leak in fd bitmaps: no table has it",
    ]);
  });

  test("a files_struct that no task has, or that counts more or fewer than have it", () => {
    const world = new World();
    const copy = k.dupFd(world.kernel, world.filesOf());
    expect(leaksOf(world)).toEqual(["leak in table: its count is 1 and 0 tasks use it"]);
    world.kernel.memory.free(copy);
    world.kernel.memory.add(world.filesOf(), -1);
    expect(leaksOf(world)).toEqual(["use after free in table: its count is 0 and 1 tasks use it"]);
  });
});

describe("bits of full_fds_bits that stand for no word", () => {
  test("are corruption, in both levels: the search for a free bit would run past the table", () => {
    const world = new World();
    const fdt = world.kernel.memory.words[world.filesOf() + k.FilesStruct.fdt] as number;
    for (const [field, level] of [
      [k.Fdtable.fullFdsBits, "full_fds_bits bit 2"],
      [k.Fdtable.fullWordsBits, "full words bit 1"],
    ] as const) {
      const map = world.kernel.memory.words[fdt + field] as number;
      world.kernel.memory.store(map, level.endsWith("2") ? 4 : 2);
      expect(k.checkInvariants(world.kernel, "at-rest").map(({ message }) => message)).toEqual([
        expect.stringMatching(
          new RegExp(`^corruption in table@\\d+: ${level} is set and stands for no word$`),
        ),
      ]);
      world.kernel.memory.store(map, 0);
    }
    world.expectSound();
  });
});

describe("execve", () => {
  test("makes the table private and closes what is marked; those numbers are free", () => {
    const world = new World();
    world.open();
    world.open(world.task, k.O_CLOEXEC);
    const sibling = k.clone(world.kernel, world.task, { files: true });
    expect(k.execve(world.kernel, world.task)).toBe(0);
    expect(world.slots()).toBe("0 open");
    expect(world.open()).toBe(1);
    expect(world.slots(sibling)).toBe("0 open, 1 open cloexec");
    world.expectSound();
  });

  test("a reserved slot of an unshared table survives it, with its mark gone", () => {
    const world = new World();
    world.reserve(world.task, k.O_CLOEXEC);
    expect(k.execve(world.kernel, world.task)).toBe(0);
    expect(world.slots()).toBe("0 reserved");
  });

  test("each release runs outside the lock", () => {
    const world = new World();
    world.open(world.task, k.O_CLOEXEC);
    world.open(world.task, k.O_CLOEXEC);
    const locks: (number | undefined)[] = [];
    world.onRelease = () => locks.push(world.kernel.memory.words[world.filesOf() + FilesStruct.fileLock]);
    k.execve(world.kernel, world.task);
    expect(locks).toEqual([0, 0]);
    world.expectSound();
  });

  test("the task is killed when unsharing fails: it is past the point of no return; 0 without a table", () => {
    const world = new World();
    world.open(world.task, k.O_CLOEXEC);
    const sibling = k.clone(world.kernel, world.task, { files: true });
    const executable = world.file();
    new FailingProbe(world.kernel, 1);
    expect(k.execve(world.kernel, world.task, executable)).toBe(-12);
    world.kernel.memory.probe = null;
    expect(k.openDescriptors(world.kernel, world.task)).toBe(-9);
    expect(world.slots(sibling)).toBe("0 open cloexec");
    expect(world.released).toEqual([executable]);
    world.expectSound();
    expect(k.execve(world.kernel, world.task, world.file())).toBe(0);
    world.expectSound();
  });

  test("the opened binary gets the lowest descriptor, after the marked ones are closed", () => {
    const world = new World();
    world.open();
    world.open(world.task, k.O_CLOEXEC);
    const executable = world.file();
    expect(k.execve(world.kernel, world.task, executable)).toBe(0);
    expect(world.slots()).toBe("0 open, 1 open");
    expect(world.fileAt(1)).toBe(executable);
    world.expectSound();
  });

  test("the task is killed when there is no descriptor for it", () => {
    const world = new World({ rlimitNofile: 1 });
    world.open();
    expect(k.execve(world.kernel, world.task, world.file())).toBe(-24);
    expect(k.openDescriptors(world.kernel, world.task)).toBe(-9);
    expect(world.released).toHaveLength(2);
    world.expectSound();
  });
});

describe("exit", () => {
  test("of the last user closes everything and frees the table", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(6);
    const files = [0, 1, 2, 3, 4, 5].map((fd) => world.fileAt(fd));
    k.exitFiles(world.kernel, world.task);
    expect(world.released).toEqual(files);
    expect(world.kernel.memory.words[world.task + TaskStruct.files]).toBe(0);
    expect(Object.keys(world.blocks()).sort()).toEqual(["struct signal_struct", "struct task_struct"]);
    world.expectSound();
  });

  test("of one of several leaves the others theirs", () => {
    const world = new World();
    world.open();
    const sibling = k.clone(world.kernel, world.task, { files: true });
    k.exitFiles(world.kernel, world.task);
    expect(world.released).toEqual([]);
    expect(world.slots(sibling)).toBe("0 open");
    expect(world.table(sibling).count).toBe(1);
    k.exitFiles(world.kernel, sibling);
    expect(world.released).toHaveLength(1);
    world.expectSound();
  });

  test("a reservation that is still held leaks its bit for the sharers", () => {
    const world = new World();
    const sibling = k.clone(world.kernel, world.task, { files: true });
    world.reserve();
    k.exitFiles(world.kernel, world.task);
    expect(world.slots(sibling)).toBe("0 reserved");
    expect(world.open(sibling)).toBe(1);
    expect(k.checkInvariants(world.kernel, "at-rest").map(({ message }) => message)).toEqual([
      expect.stringMatching(/^leak in table@\d+: fd 0 is reserved for ever/),
    ]);
  });

  test("twice is once", () => {
    const world = new World();
    world.open();
    k.exitFiles(world.kernel, world.task);
    k.exitFiles(world.kernel, world.task);
    expect(world.released).toHaveLength(1);
  });
});

describe("setrlimit", () => {
  test.each([
    [-1, -1],
    [1048577, -1],
    [1048576, 0],
    [0, 0],
  ])("to %d gives %d", (limit, result) => {
    const world = new World();
    expect(k.setRlimitNofile(world.kernel, world.task, limit)).toBe(result);
    expect(k.rlimitNofile(world.kernel, world.task)).toBe(result === 0 ? limit : 1024);
  });
});

describe("/proc/self/fd", () => {
  test("lists open slots only, lowest first", () => {
    const world = new World();
    world.openMany(3);
    world.reserve();
    k.closeFd(world.kernel, world.task, 1);
    k.dup2(world.kernel, world.task, 0, 9);
    expect(k.openDescriptors(world.kernel, world.task)).toEqual([0, 2, 9]);
  });

  test("-EBADF without a table", () => {
    const world = new World();
    k.exitFiles(world.kernel, world.task);
    expect(k.openDescriptors(world.kernel, world.task)).toBe(-9);
  });
});

describe("kernel threads", () => {
  test("have no table, or an empty one; -ENOMEM", () => {
    const world = new World();
    expect(world.filesOf(k.kthreadRun(world.kernel, false))).toBe(0);
    const thread = k.kthreadRun(world.kernel, true);
    expect(world.slots(thread)).toBe("");
    expect(world.open(thread)).toBe(0);
    expect(world.slots()).toBe("");
    new FailingProbe(world.kernel, 1);
    expect(k.kthreadRun(world.kernel, true)).toBe(-12);
    world.kernel.memory.probe = null;
    world.expectSound();
  });
});
