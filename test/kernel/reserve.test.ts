/** Reserving, growing the table, installing and giving back: allocFd, expandFiles, fdInstall, putUnusedFd. */
import { describe, expect, test } from "vitest";
import * as k from "../../src/kernel/index.js";
import { FilesStruct } from "../../src/kernel/layout.js";
import { expectBug, FailingProbe, HookProbe, World } from "./world.js";

const SMALL = { bitsPerLong: 4, nrOpen: 64, rlimitNofile: 64 } as const;

describe("allocFd", () => {
  test("gives the lowest free number, whatever the order of closing", () => {
    const world = new World();
    world.openMany(6);
    for (const fd of [4, 1, 3]) expect(k.closeFd(world.kernel, world.task, fd)).toBe(0);
    expect([world.open(), world.open(), world.open(), world.open()]).toEqual([1, 3, 4, 6]);
    world.expectSound();
  });

  test("searches from its start, and leaves the hint alone when it starts above it", () => {
    const world = new World();
    world.openMany(2);
    const files = world.filesOf();
    expect(k.allocFd(world.kernel, files, 5, 64, 0)).toBe(5);
    expect(world.table().nextFd).toBe(2);
    expect(k.allocFd(world.kernel, files, 0, 64, 0)).toBe(2);
    expect(world.table().nextFd).toBe(3);
    expect(world.slots()).toBe("0 open, 1 open, 2 reserved, 5 reserved");
  });

  test("-EMFILE at the end of its range, and at RLIMIT_NOFILE", () => {
    const world = new World({ rlimitNofile: 3 });
    world.openMany(3);
    expect(k.allocFd(world.kernel, world.filesOf(), 0, 3, 0)).toBe(-24);
    expect(k.getUnusedFdFlags(world.kernel, world.task, 0)).toBe(-24);
    expect(world.slots()).toBe("0 open, 1 open, 2 open");
    world.expectSound();
  });

  test("a limit lowered below what is open refuses, and takes nothing away", () => {
    const world = new World();
    world.openMany(5);
    expect(k.setRlimitNofile(world.kernel, world.task, 2)).toBe(0);
    expect(k.getUnusedFdFlags(world.kernel, world.task, 0)).toBe(-24);
    expect(k.closeFd(world.kernel, world.task, 1)).toBe(0);
    expect(world.open()).toBe(1);
    expect(k.getUnusedFdFlags(world.kernel, world.task, 0)).toBe(-24);
  });

  test("sets close-on-exec with O_CLOEXEC and clears what an earlier owner of the number left", () => {
    const world = new World();
    expect(world.open(world.task, k.O_CLOEXEC)).toBe(0);
    expect(world.slots()).toBe("0 open cloexec");
    k.closeFd(world.kernel, world.task, 0);
    world.open();
    expect(world.slots()).toBe("0 open");
    k.closeFd(world.kernel, world.task, 0);
    // The bit of a free number may be set by close_range: it means nothing.
    k.closeRange(world.kernel, world.task, 0, 0, k.CLOSE_RANGE_CLOEXEC);
    world.reserve();
    expect(world.slots()).toBe("0 reserved");
  });

  test("a pointer under a clear bit is found: corruption", () => {
    const world = new World();
    world.open();
    k.putUnusedFd(world.kernel, world.task, 0);
    expectBug(() => world.reserve(), "corruption", "alloc_fd", /slot 0 holds test@\d+ although its bit/);
  });

  test("-EMFILE for a task without a table", () => {
    const world = new World();
    k.exitFiles(world.kernel, world.task);
    expect(k.getUnusedFdFlags(world.kernel, world.task, 0)).toBe(-24);
  });
});

describe("expandFiles", () => {
  test("grows to the next power of two and keeps every descriptor, reserved ones too", () => {
    const world = new World(SMALL);
    const sizes = new Set<number>();
    for (let fd = 0; fd < 20; fd++) {
      if (fd % 3 === 0) world.reserve();
      else world.open(world.task, fd % 2 === 0 ? k.O_CLOEXEC : 0);
      sizes.add(world.table().maxFds);
    }
    expect([...sizes]).toEqual([4, 8, 16, 32]);
    expect(world.slots().split(", ").slice(0, 5)).toEqual([
      "0 reserved",
      "1 open",
      "2 open cloexec",
      "3 reserved",
      "4 open cloexec",
    ]);
    world.expectSound("between-calls");
  });

  test("frees the old tables", () => {
    const world = new World(SMALL);
    world.openMany(20);
    const { "struct fdtable": tables, "fd array": arrays, "fd bitmaps": bitmaps } = world.blocks();
    expect([tables, arrays, bitmaps]).toEqual([1, 1, 1]);
  });

  test("-EMFILE at nr_open", () => {
    const world = new World({ bitsPerLong: 4, nrOpen: 8, rlimitNofile: 8 });
    world.openMany(8);
    expect(k.allocFd(world.kernel, world.filesOf(), 0, 100, 0)).toBe(-24);
    expect(world.table().maxFds).toBe(8);
    world.expectSound();
  });

  test("-EMFILE when nr_open was lowered after the limit was set", () => {
    const world = new World(SMALL);
    world.openMany(8);
    world.kernel.nrOpen = 10;
    // Room for two words of 4 is what nr_open 10 allows, and they are full.
    expect(k.getUnusedFdFlags(world.kernel, world.task, 0)).toBe(-24);
    world.expectSound();
  });

  test.each([1, 2, 3])("-ENOMEM at its allocation %d, with nothing changed and the next try free", (nth) => {
    const world = new World(SMALL);
    world.openMany(4);
    const before = world.blocks();
    const probe = new FailingProbe(world.kernel, nth + 1);
    expect(k.getUnusedFdFlags(world.kernel, world.task, 0)).toBe(-12);
    expect(probe.reached).toHaveLength(nth + 1);
    expect(probe.reached[nth]).toMatch(/^ENOMEM alloc_fdtable/);
    world.kernel.memory.probe = null;
    expect(world.blocks()).toEqual(before);
    expect(world.table().maxFds).toBe(4);
    world.expectSound();
    expect(world.open()).toBe(4);
  });

  test("waits while another task resizes, and looks again afterwards", () => {
    const world = new World(SMALL);
    world.openMany(4);
    const { kernel } = world;
    const files = world.filesOf();
    const sibling = k.clone(kernel, world.task, { files: true, thread: true });
    kernel.memory.words[files + FilesStruct.resizeInProgress] = 1;
    const probe = new HookProbe(kernel);
    probe.before("waitEvent", () => {
      // The other resize ends; its task opens a file before this one is awake.
      kernel.memory.words[files + FilesStruct.resizeInProgress] = 0;
      expect(world.open(sibling)).toBe(4);
    });
    expect(k.getUnusedFdFlags(kernel, world.task, 0)).toBe(5);
    kernel.memory.probe = null;
    expect(world.table().maxFds).toBe(8);
    world.expectSound("between-calls");
  });

  test("compares with nr_open after the wait, not before it", () => {
    const world = new World(SMALL);
    world.openMany(4);
    const { kernel } = world;
    const files = world.filesOf();
    kernel.memory.words[files + FilesStruct.resizeInProgress] = 1;
    new HookProbe(kernel).before("waitEvent", () => {
      kernel.memory.words[files + FilesStruct.resizeInProgress] = 0;
      kernel.nrOpen = 4;
    });
    expect(k.getUnusedFdFlags(kernel, world.task, 0)).toBe(-24);
    kernel.memory.probe = null;
    world.expectSound();
  });

  test("drops the lock while it allocates: another task may take the number meanwhile", () => {
    const world = new World(SMALL);
    world.openMany(4);
    const { kernel } = world;
    const sibling = k.clone(kernel, world.task, { files: true, thread: true });
    const probe = new HookProbe(kernel);
    let held: number | undefined;
    probe.before("synchronizeRcu", () => {
      held = kernel.memory.words[world.filesOf() + FilesStruct.fileLock];
      k.closeFd(kernel, sibling, 2);
    });
    expect(k.getUnusedFdFlags(kernel, world.task, 0)).toBe(2);
    expect(held).toBe(0);
    kernel.memory.probe = null;
    world.expectSound("between-calls");
  });

  test("waits for a grace period when the table is shared, and only then", () => {
    for (const shared of [false, true]) {
      const world = new World(SMALL);
      world.openMany(4);
      if (shared) k.clone(world.kernel, world.task, { files: true });
      const probe = new HookProbe(world.kernel);
      k.getUnusedFdFlags(world.kernel, world.task, 0);
      expect(probe.log.includes("synchronizeRcu()")).toBe(shared);
    }
  });

  test("wakes the sleepers, on failure too", () => {
    for (const failing of [0, 2]) {
      const world = new World(SMALL);
      world.openMany(4);
      const { kernel } = world;
      const woken: number[] = [];
      class Waking extends FailingProbe {
        override perform(op: k.Op, first: number, second: number, third: number): number {
          if (op === k.Op.wakeUpAll) woken.push(first - world.filesOf());
          return super.perform(op, first, second, third);
        }
      }
      new Waking(kernel, failing);
      expect(k.getUnusedFdFlags(kernel, world.task, 0)).toBe(failing === 0 ? 4 : -12);
      expect(woken).toEqual([FilesStruct.resizeWait]);
      kernel.memory.probe = null;
      world.expectSound("between-calls");
    }
  });
});

describe("fdInstall", () => {
  test("publishes without the lock when no resize runs", () => {
    const world = new World();
    const fd = world.reserve();
    const file = world.file();
    const probe = new HookProbe(world.kernel);
    k.fdInstall(world.kernel, world.task, fd, file);
    expect(probe.log).toEqual(["rcuReadLock()", "rcuReadUnlock()"]);
    world.kernel.memory.probe = null;
    expect(world.slots()).toBe("0 open");
    expect(world.countOf(file)).toBe(1);
    world.expectSound();
  });

  test("takes the lock while a resize runs, outside the RCU section", () => {
    const world = new World();
    const fd = world.reserve();
    const file = world.file();
    const resizing = world.filesOf() + FilesStruct.resizeInProgress;
    world.kernel.memory.words[resizing] = 1;
    const probe = new HookProbe(world.kernel);
    k.fdInstall(world.kernel, world.task, fd, file);
    const lock = world.filesOf() + FilesStruct.fileLock;
    expect(probe.log).toEqual(["rcuReadLock()", "rcuReadUnlock()", `lock(${lock})`, `unlock(${lock})`]);
    world.kernel.memory.probe = null;
    world.kernel.memory.words[resizing] = 0;
    expect(world.slots()).toBe("0 open");
    world.expectSound();
  });

  test("BUG on a slot that is filled", () => {
    const world = new World();
    const fd = world.open();
    expectBug(
      () => k.fdInstall(world.kernel, world.task, fd, world.file()),
      "BUG",
      "fd_install",
      /slot 0 already holds test@\d+$/,
    );
  });

  test("BUG past the table", () => {
    const world = new World();
    expectBug(
      () => k.fdInstall(world.kernel, world.task, 64, world.file()),
      "BUG",
      "fd_install",
      /fd 64 lies past the table: it was never reserved here/,
    );
  });

  test("after exit it warns once, drops the file and abandons the reservation", () => {
    const world = new World({ panicOnWarn: false });
    const sibling = k.clone(world.kernel, world.task, { files: true, thread: true });
    const fds = [world.reserve(), world.reserve()];
    k.exitFiles(world.kernel, world.task);
    for (const fd of fds) k.fdInstall(world.kernel, world.task, fd, world.file());
    expect(world.released).toHaveLength(2);
    expect(world.kernel.warnings.map(({ where }) => where)).toEqual(["fd_install"]);
    expect(world.slots(sibling)).toBe("0 reserved, 1 reserved");
  });
});

describe("putUnusedFd", () => {
  test("frees the number and lowers the hint", () => {
    const world = new World();
    const fds = [world.reserve(), world.reserve(), world.reserve()];
    expect(fds).toEqual([0, 1, 2]);
    k.putUnusedFd(world.kernel, world.task, 1);
    expect(world.slots()).toBe("0 reserved, 2 reserved");
    expect(world.table().nextFd).toBe(1);
    k.putUnusedFd(world.kernel, world.task, 2);
    expect(world.table().nextFd).toBe(1);
    expect(world.reserve()).toBe(1);
  });

  test("takes a word out of the full ones", () => {
    const world = new World({ bitsPerLong: 1, nrOpenDefault: 4 });
    for (let fd = 0; fd < 4; fd++) world.reserve();
    world.expectSound("between-calls");
    k.putUnusedFd(world.kernel, world.task, 2);
    world.expectSound("between-calls");
    expect(world.reserve()).toBe(2);
  });

  test("checks nothing: after an install it leaves a pointer under a clear bit, which is named corrupt", () => {
    const world = new World();
    const fd = world.open();
    k.putUnusedFd(world.kernel, world.task, fd);
    expect(world.slots()).toBe("0 corrupt");
    expect(k.checkInvariants(world.kernel, "at-rest").map(({ kind }) => kind)).toContain("corruption");
  });

  test("of an error number is a wild write", () => {
    const world = new World();
    expect(() => k.putUnusedFd(world.kernel, world.task, -24)).toThrow("-24 is no descriptor");
  });

  test("after exit it warns once", () => {
    const world = new World({ panicOnWarn: false });
    const fds = [world.reserve(), world.reserve()];
    k.exitFiles(world.kernel, world.task);
    for (const fd of fds) k.putUnusedFd(world.kernel, world.task, fd);
    expect(world.kernel.warnings.map(({ where }) => where)).toEqual(["put_unused_fd"]);
  });
});
