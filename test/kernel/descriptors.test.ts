/** Calls on open descriptors: close, the dup family, F_GETFD and F_SETFD, lookup; each with every error it gives. */
import { describe, expect, test } from "vitest";
import * as k from "../../src/kernel/index.js";
import { FilesStruct } from "../../src/kernel/layout.js";
import { expectBug, FailingProbe, HookProbe, World } from "./world.js";

const OUTSIDE = [-1, 64, 1024, 0x7fffffff];

describe("close", () => {
  test("takes the file out, frees the number and lowers the hint, then drops the file", () => {
    const world = new World();
    world.openMany(3);
    const file = world.fileAt(1);
    world.onRelease = () => {
      // Outside the lock and after the slot: a release may itself use descriptors.
      expect(world.kernel.memory.words[world.filesOf() + FilesStruct.fileLock]).toBe(0);
      expect(world.slots()).toBe("0 open, 2 open");
    };
    expect(k.closeFd(world.kernel, world.task, 1)).toBe(0);
    expect(world.released).toEqual([file]);
    expect(world.table().nextFd).toBe(1);
    world.expectSound();
  });

  test("a file that has other references is not released", () => {
    const world = new World();
    world.open();
    expect(k.dup(world.kernel, world.task, 0)).toBe(1);
    k.closeFd(world.kernel, world.task, 0);
    expect(world.released).toEqual([]);
    k.closeFd(world.kernel, world.task, 1);
    expect(world.released).toHaveLength(1);
    world.expectSound();
  });

  test("-EBADF when it is not open, out of the table, or there is none", () => {
    const world = new World();
    for (const fd of [0, ...OUTSIDE]) expect(k.closeFd(world.kernel, world.task, fd)).toBe(-9);
    k.exitFiles(world.kernel, world.task);
    expect(k.closeFd(world.kernel, world.task, 0)).toBe(-9);
  });

  test("-EBADF for a reserved one, which stays reserved", () => {
    const world = new World();
    const fd = world.reserve();
    expect(k.closeFd(world.kernel, world.task, fd)).toBe(-9);
    expect(world.slots()).toBe("0 reserved");
    k.fdInstall(world.kernel, world.task, fd, world.file());
    world.expectSound();
  });

  test("of one shared by two tasks is seen by both", () => {
    const world = new World();
    const sibling = k.clone(world.kernel, world.task, { files: true });
    world.open();
    expect(k.closeFd(world.kernel, sibling, 0)).toBe(0);
    expect(k.closeFd(world.kernel, world.task, 0)).toBe(-9);
  });
});

describe("dup", () => {
  test("gives the lowest free number, and shares the file without its close-on-exec", () => {
    const world = new World();
    world.open(world.task, k.O_CLOEXEC);
    world.openMany(2);
    k.closeFd(world.kernel, world.task, 1);
    expect(k.dup(world.kernel, world.task, 0)).toBe(1);
    expect(world.slots()).toBe("0 open cloexec, 1 open, 2 open");
    expect(world.fileAt(1)).toBe(world.fileAt(0));
    expect(world.countOf(world.fileAt(0))).toBe(2);
    world.expectSound();
  });

  test("-EBADF: not open, reserved, out of the table, no table", () => {
    const world = new World();
    world.reserve();
    for (const fd of [0, 1, ...OUTSIDE]) expect(k.dup(world.kernel, world.task, fd)).toBe(-9);
    k.exitFiles(world.kernel, world.task);
    expect(k.dup(world.kernel, world.task, 0)).toBe(-9);
  });

  test("-EMFILE when the table is full, and the file's count is as before", () => {
    const world = new World({ rlimitNofile: 2 });
    world.openMany(2);
    expect(k.dup(world.kernel, world.task, 0)).toBe(-24);
    world.expectSound();
  });

  test("-ENOMEM when the table cannot grow", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(4);
    new FailingProbe(world.kernel, 2);
    expect(k.dup(world.kernel, world.task, 0)).toBe(-12);
    world.kernel.memory.probe = null;
    world.expectSound();
  });
});

describe("F_DUPFD", () => {
  test("gives the lowest free number from the minimum, close-on-exec by its flags", () => {
    const world = new World();
    world.openMany(3);
    expect(k.fDupfd(world.kernel, world.task, 0, 2, 0)).toBe(3);
    expect(k.fDupfd(world.kernel, world.task, 0, 10, k.O_CLOEXEC)).toBe(10);
    expect(k.fDupfd(world.kernel, world.task, 0, 100, 0)).toBe(100);
    expect(world.slots()).toBe("0 open, 1 open, 2 open, 3 open, 10 open cloexec, 100 open");
    expect(world.table().maxFds).toBe(128);
    world.expectSound();
  });

  test("-EINVAL for a minimum at or past RLIMIT_NOFILE, or negative", () => {
    const world = new World({ rlimitNofile: 8 });
    world.open();
    for (const minimum of [8, 9, 1 << 30, -1]) {
      expect(k.fDupfd(world.kernel, world.task, 0, minimum, 0)).toBe(-22);
    }
    expect(k.fDupfd(world.kernel, world.task, 0, 7, 0)).toBe(7);
    world.expectSound();
  });

  test("-EBADF comes before -EINVAL", () => {
    const world = new World({ rlimitNofile: 8 });
    expect(k.fDupfd(world.kernel, world.task, 0, 8, 0)).toBe(-9);
  });

  test("-EMFILE when nothing is free from the minimum, although something below it is", () => {
    const world = new World({ rlimitNofile: 4 });
    world.openMany(4);
    k.closeFd(world.kernel, world.task, 1);
    expect(k.fDupfd(world.kernel, world.task, 0, 2, 0)).toBe(-24);
    expect(k.fDupfd(world.kernel, world.task, 0, 0, 0)).toBe(1);
    world.expectSound();
  });
});

describe("dup2 and dup3", () => {
  test("take the number, and close what it named", () => {
    const world = new World();
    world.openMany(2);
    const [first, second] = [world.fileAt(0), world.fileAt(1)];
    expect(k.dup2(world.kernel, world.task, 0, 1)).toBe(1);
    expect(world.released).toEqual([second]);
    expect(world.fileAt(1)).toBe(first);
    world.expectSound();
  });

  test("the replaced file is closed after unlocking", () => {
    const world = new World();
    world.openMany(2);
    world.onRelease = () => {
      expect(world.kernel.memory.words[world.filesOf() + FilesStruct.fileLock]).toBe(0);
      expect(k.dup(world.kernel, world.task, 1)).toBe(2);
    };
    k.dup2(world.kernel, world.task, 0, 1);
    expect(world.slots()).toBe("0 open, 1 open, 2 open");
  });

  test("grow the table to the number, and the search never hands it out", () => {
    const world = new World();
    world.open();
    expect(k.dup2(world.kernel, world.task, 0, 100)).toBe(100);
    expect(world.table().maxFds).toBe(128);
    expect(k.dup2(world.kernel, world.task, 0, 1)).toBe(1);
    expect(world.open()).toBe(2);
    world.expectSound();
  });

  test("close-on-exec is set by dup3 with O_CLOEXEC, and cleared otherwise", () => {
    const world = new World();
    world.open(world.task, k.O_CLOEXEC);
    k.dup3(world.kernel, world.task, 0, 1, k.O_CLOEXEC);
    k.dup2(world.kernel, world.task, 0, 2);
    expect(world.slots()).toBe("0 open cloexec, 1 open cloexec, 2 open");
    k.dup3(world.kernel, world.task, 0, 1, 0);
    expect(world.slots()).toBe("0 open cloexec, 1 open, 2 open");
  });

  test("equal numbers: dup2 returns it when open, else -EBADF; dup3 -EINVAL", () => {
    const world = new World();
    world.open();
    expect(k.dup2(world.kernel, world.task, 0, 0)).toBe(0);
    expect(k.dup2(world.kernel, world.task, 1, 1)).toBe(-9);
    expect(k.dup3(world.kernel, world.task, 0, 0, 0)).toBe(-22);
    expect(k.dup3(world.kernel, world.task, 1, 1, 0)).toBe(-22);
    world.expectSound();
  });

  test("equal numbers past the limit are not refused by it", () => {
    const world = new World();
    world.openMany(4);
    k.setRlimitNofile(world.kernel, world.task, 0);
    expect(k.dup2(world.kernel, world.task, 3, 3)).toBe(3);
    expect(k.dup2(world.kernel, world.task, 3, 2)).toBe(-9);
  });

  test("-EINVAL: dup3 with another flag", () => {
    const world = new World();
    world.open();
    expect(k.dup3(world.kernel, world.task, 0, 1, 1)).toBe(-22);
    expect(k.dup3(world.kernel, world.task, 0, 1, k.O_CLOEXEC | 0o4000)).toBe(-22);
  });

  test("-EBADF: old not open or reserved, new at RLIMIT_NOFILE or negative, no table", () => {
    const world = new World({ rlimitNofile: 8 });
    world.open();
    world.reserve();
    for (const oldfd of [1, 2, ...OUTSIDE]) expect(k.dup2(world.kernel, world.task, oldfd, 5)).toBe(-9);
    for (const newfd of [8, 9, -1]) expect(k.dup2(world.kernel, world.task, 0, newfd)).toBe(-9);
    expect(world.slots()).toBe("0 open, 1 reserved");
    k.exitFiles(world.kernel, world.task);
    expect(k.dup2(world.kernel, world.task, 0, 1)).toBe(-9);
  });

  test("-EBADF, not -EMFILE, when the table may not grow to new", () => {
    const world = new World();
    world.open();
    world.kernel.nrOpen = 64;
    expect(k.dup2(world.kernel, world.task, 0, 64)).toBe(-9);
    world.expectSound();
  });

  test("-ENOMEM when it cannot", () => {
    const world = new World();
    world.open();
    new FailingProbe(world.kernel, 1);
    expect(k.dup2(world.kernel, world.task, 0, 64)).toBe(-12);
    world.kernel.memory.probe = null;
    expect(world.slots()).toBe("0 open");
    world.expectSound();
  });

  test("-EBUSY: new is reserved, and its owner installs all the same", () => {
    const world = new World();
    world.open();
    const fd = world.reserve();
    expect(k.dup2(world.kernel, world.task, 0, fd)).toBe(-16);
    expect(k.dup3(world.kernel, world.task, 0, fd, k.O_CLOEXEC)).toBe(-16);
    k.fdInstall(world.kernel, world.task, fd, world.file());
    expect(k.dup2(world.kernel, world.task, 0, fd)).toBe(fd);
    world.expectSound();
  });

  test("look at old after growing, which drops the lock", () => {
    const world = new World();
    world.open();
    const sibling = k.clone(world.kernel, world.task, { files: true, thread: true });
    new HookProbe(world.kernel).before("synchronizeRcu", () => k.closeFd(world.kernel, sibling, 0));
    expect(k.dup2(world.kernel, world.task, 0, 64)).toBe(-9);
    world.kernel.memory.probe = null;
    expect(world.slots()).toBe("");
    world.expectSound();
  });
});

describe("F_GETFD and F_SETFD", () => {
  test("read and set close-on-exec, and ignore other bits", () => {
    const world = new World();
    world.open();
    expect(k.fSetfd(world.kernel, world.task, 0, k.FD_CLOEXEC | 6)).toBe(0);
    expect(k.fGetfd(world.kernel, world.task, 0)).toBe(k.FD_CLOEXEC);
    expect(k.fSetfd(world.kernel, world.task, 0, 6)).toBe(0);
    expect(k.fGetfd(world.kernel, world.task, 0)).toBe(0);
    world.expectSound();
  });

  test("it belongs to the descriptor, not to the file", () => {
    const world = new World();
    world.open();
    k.dup(world.kernel, world.task, 0);
    k.fSetfd(world.kernel, world.task, 1, k.FD_CLOEXEC);
    expect([k.fGetfd(world.kernel, world.task, 0), k.fGetfd(world.kernel, world.task, 1)]).toEqual([0, 1]);
  });

  test("-EBADF: not open, reserved, out of the table, no table", () => {
    const world = new World();
    world.reserve();
    const both = (fd: number): number[] => [
      k.fGetfd(world.kernel, world.task, fd),
      k.fSetfd(world.kernel, world.task, fd, k.FD_CLOEXEC),
    ];
    for (const fd of [0, 1, ...OUTSIDE]) expect(both(fd)).toEqual([-9, -9]);
    expect(world.slots()).toBe("0 reserved");
    k.exitFiles(world.kernel, world.task);
    expect(both(0)).toEqual([-9, -9]);
  });
});

describe("fget", () => {
  test("takes a reference, without the lock", () => {
    const world = new World();
    world.open();
    const probe = new HookProbe(world.kernel);
    const file = k.fget(world.kernel, world.task, 0);
    world.kernel.memory.probe = null;
    expect(file).toBe(world.fileAt(0));
    expect(world.countOf(file)).toBe(2);
    expect(probe.log.filter((access) => access.startsWith("lock"))).toEqual([]);
    k.fput(world.kernel, file);
    world.expectSound();
  });

  test("0: not open, reserved, out of the table, no table", () => {
    const world = new World();
    world.reserve();
    for (const fd of [0, 1, ...OUTSIDE]) expect(k.fget(world.kernel, world.task, fd)).toBe(0);
    k.exitFiles(world.kernel, world.task);
    expect(k.fget(world.kernel, world.task, 0)).toBe(0);
  });

  test("a file that was closed between the read and the reference, its memory another's by now, is given back", () => {
    const world = new World();
    world.open();
    const { kernel } = world;
    const sibling = k.clone(kernel, world.task, { files: true, thread: true });
    const first = world.fileAt(0);
    let other = 0;
    new HookProbe(kernel).before("incrementNotZero", () => {
      k.closeFd(kernel, sibling, 0);
      other = world.file();
      expect(other).toBe(first); // the same memory, at once
    });
    expect(k.fget(kernel, world.task, 0)).toBe(0);
    kernel.memory.probe = null;
    expect(world.countOf(other)).toBe(1);
  });

  test("and what the number names by now is taken instead", () => {
    const world = new World();
    world.open();
    const { kernel } = world;
    const sibling = k.clone(kernel, world.task, { files: true, thread: true });
    const keep = k.fget(kernel, world.task, 0);
    let now = 0;
    new HookProbe(kernel).before("incrementNotZero", () => {
      k.closeFd(kernel, sibling, 0);
      world.open(sibling);
      now = world.fileAt(0);
    });
    expect(k.fget(kernel, world.task, 0)).toBe(now);
    kernel.memory.probe = null;
    expect(now).not.toBe(keep);
    expect(world.countOf(keep)).toBe(1);
    expect(world.countOf(now)).toBe(2);
  });

  test("a table that names a released file is a use after free", () => {
    const world = new World();
    world.open();
    k.fput(world.kernel, world.fileAt(0)); // one too many
    expectBug(() => k.fget(world.kernel, world.task, 0), "use after free", "fget", /slot 0 names test@/);
  });
});

describe("fdget", () => {
  test("borrows without a reference when the table has one user", () => {
    const world = new World();
    world.open();
    const file = k.fdget(world.kernel, world.task, 0);
    expect(file).toBe(world.fileAt(0));
    expect(world.countOf(file)).toBe(1);
    k.fdput(world.kernel, file);
    expect(world.countOf(file)).toBe(1);
    world.expectSound();
  });

  test("takes one when it is shared, and fdput drops it", () => {
    const world = new World();
    world.open();
    k.clone(world.kernel, world.task, { files: true });
    const borrowed = k.fdget(world.kernel, world.task, 0);
    expect(borrowed).toBe(world.fileAt(0) | 1);
    expect(world.countOf(borrowed & ~1)).toBe(2);
    k.fdput(world.kernel, borrowed);
    expect(world.countOf(borrowed & ~1)).toBe(1);
    world.expectSound();
  });

  test("0 for what is not open", () => {
    const world = new World();
    world.reserve();
    for (const shared of [false, true]) {
      if (shared) k.clone(world.kernel, world.task, { files: true });
      for (const fd of [0, 1, ...OUTSIDE]) expect(k.fdget(world.kernel, world.task, fd)).toBe(0);
    }
    k.fdput(world.kernel, 0);
    k.exitFiles(world.kernel, world.task);
    expect(k.fdget(world.kernel, world.task, 0)).toBe(0);
  });
});
