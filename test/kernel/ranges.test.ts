/** close_range: closing, marking and unsharing over a range of descriptors, reserved ones spared. */
import { describe, expect, test } from "vitest";
import * as k from "../../src/kernel/index.js";
import { FilesStruct } from "../../src/kernel/layout.js";
import { listScheme } from "../fixtures/schemes/list.js";
import { FailingProbe, World } from "./world.js";

const ALL = 0xffffffff;
const BOTH = k.CLOSE_RANGE_UNSHARE | k.CLOSE_RANGE_CLOEXEC;

test.each([
  ["first above last", 5, 4, 0],
  ["an unknown flag", 0, 4, 1],
  ["an unknown flag beside known ones", 0, 4, BOTH | 8],
  ["a negative number, which is a huge one", -1, 4, 0],
])("-EINVAL: %s", (_, first, last, flags) => {
  const world = new World();
  world.openMany(5);
  expect(k.closeRange(world.kernel, world.task, first, last, flags)).toBe(-22);
  expect(world.table().slots).toHaveLength(5);
});

describe("a copy that is smaller than its source (CVE-2024-45025)", () => {
  const copied = (fullBitsCopy: "bits" | "words"): World => {
    const world = new World({ bitsPerLong: 2, nrOpen: 16, fullBitsCopy });
    k.clone(world.kernel, world.task, { files: true });
    world.openMany(8);
    expect(k.closeRange(world.kernel, world.task, 6, 7, k.CLOSE_RANGE_UNSHARE)).toBe(0);
    return world;
  };

  test("has no full bits but of what it copied", () => {
    const world = copied("bits");
    world.expectSound();
    expect([world.open(), world.open(), world.open()]).toEqual([6, 7, 8]);
    world.expectSound();
  });

  test("took those of its source, and the lowest descriptors were never given again", () => {
    const world = copied("words");
    expect(k.checkInvariants(world.kernel, "at-rest").map(({ message }) => message)).toEqual([
      expect.stringMatching(/^corruption in table@\d+: full_fds_bits bit 3 is true and its word is false$/),
    ]);
    expect([world.open(), world.open()]).toEqual([8, 9]);
  });
});

describe("closing", () => {
  test("both ends are included, and what lies past the table is nothing", () => {
    const world = new World();
    world.openMany(6);
    expect(k.closeRange(world.kernel, world.task, 1, 3, 0)).toBe(0);
    expect(world.slots()).toBe("0 open, 4 open, 5 open");
    expect(world.table().nextFd).toBe(1);
    expect(k.closeRange(world.kernel, world.task, 5, ALL, 0)).toBe(0);
    expect(k.closeRange(world.kernel, world.task, 1000, ALL, 0)).toBe(0);
    expect(k.closeRange(world.kernel, world.task, 0, 0, 0)).toBe(0);
    expect(world.slots()).toBe("4 open");
    expect(world.released).toHaveLength(5);
    world.expectSound();
  });

  test("over word boundaries", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(16);
    k.closeRange(world.kernel, world.task, 3, 12, 0);
    expect(world.slots()).toBe("0 open, 1 open, 2 open, 13 open, 14 open, 15 open");
    world.expectSound();
  });

  test("a reserved one survives and is installed in later", () => {
    const world = new World();
    world.openMany(2);
    const fd = world.reserve();
    world.open();
    expect(k.closeRange(world.kernel, world.task, 0, ALL, 0)).toBe(0);
    expect(world.slots()).toBe("2 reserved");
    k.fdInstall(world.kernel, world.task, fd, world.file());
    expect(world.slots()).toBe("2 open");
    world.expectSound();
  });

  test("each release runs outside the lock, and what is opened behind it stays open", () => {
    const world = new World();
    world.openMany(3);
    world.onRelease = () => {
      expect(world.kernel.memory.words[world.filesOf() + FilesStruct.fileLock]).toBe(0);
      world.onRelease = undefined;
      expect(world.open()).toBe(0);
    };
    k.closeRange(world.kernel, world.task, 0, ALL, 0);
    expect(world.slots()).toBe("0 open");
    world.expectSound();
  });

  test("the bound is taken once: a table that grows meanwhile is not followed", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(4);
    world.onRelease = () => {
      world.onRelease = undefined;
      expect(k.dup2(world.kernel, world.task, 3, 6)).toBe(6);
    };
    k.closeRange(world.kernel, world.task, 0, ALL, 0);
    expect(world.slots()).toBe("6 open");
    world.expectSound();
  });

  test("0 for a task without a table", () => {
    const world = new World();
    k.exitFiles(world.kernel, world.task);
    expect(k.closeRange(world.kernel, world.task, 0, ALL, 0)).toBe(0);
  });
});

describe("CLOSE_RANGE_CLOEXEC", () => {
  test("marks instead of closing, reserved ones too, and allocFd decides anew", () => {
    const world = new World();
    world.openMany(2);
    const fd = world.reserve();
    expect(k.closeRange(world.kernel, world.task, 1, ALL, k.CLOSE_RANGE_CLOEXEC)).toBe(0);
    expect(world.slots()).toBe("0 open, 1 open cloexec, 2 reserved cloexec");
    k.fdInstall(world.kernel, world.task, fd, world.file());
    expect(world.open()).toBe(3);
    expect(world.slots()).toBe("0 open, 1 open cloexec, 2 open cloexec, 3 open");
    world.expectSound();
  });
});

describe("CLOSE_RANGE_UNSHARE", () => {
  test("gives a private copy without what is closed; the sharers keep theirs", () => {
    const world = new World();
    world.openMany(4);
    const sibling = k.clone(world.kernel, world.task, { files: true });
    expect(k.closeRange(world.kernel, world.task, 1, 2, k.CLOSE_RANGE_UNSHARE)).toBe(0);
    expect(world.slots()).toBe("0 open, 3 open");
    expect(world.slots(sibling)).toBe("0 open, 1 open, 2 open, 3 open");
    expect([world.table().count, world.table(sibling).count]).toEqual([1, 1]);
    world.expectSound();
  });

  test("with CLOEXEC marks in the copy alone", () => {
    const world = new World();
    world.openMany(2);
    const sibling = k.clone(world.kernel, world.task, { files: true });
    expect(k.closeRange(world.kernel, world.task, 1, ALL, BOTH)).toBe(0);
    expect(world.slots()).toBe("0 open, 1 open cloexec");
    expect(world.slots(sibling)).toBe("0 open, 1 open");
    world.expectSound();
  });

  test("an unshared table is kept", () => {
    const world = new World();
    world.openMany(2);
    const files = world.filesOf();
    new FailingProbe(world.kernel, 1); // no allocation may even be tried
    expect(k.closeRange(world.kernel, world.task, 0, 0, k.CLOSE_RANGE_UNSHARE)).toBe(0);
    expect(world.filesOf()).toBe(files);
  });

  test("when nothing lies above the range, the copy is not sized for it", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(40);
    k.clone(world.kernel, world.task, { files: true });
    expect(k.closeRange(world.kernel, world.task, 3, ALL, k.CLOSE_RANGE_UNSHARE)).toBe(0);
    expect(world.table().maxFds).toBe(4);
    expect(world.slots()).toBe("0 open, 1 open, 2 open");
    world.expectSound();
  });

  test("-ENOMEM, with nothing closed and nothing lost", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(6);
    k.clone(world.kernel, world.task, { files: true });
    const before = world.blocks();
    for (let nth = 1; nth <= 4; nth++) {
      new FailingProbe(world.kernel, nth);
      expect(k.closeRange(world.kernel, world.task, 0, 2, k.CLOSE_RANGE_UNSHARE)).toBe(-12);
      world.kernel.memory.probe = null;
      expect(world.blocks()).toEqual(before);
      expect(world.table().slots).toHaveLength(6);
    }
    world.expectSound();
  });

  test("-EMFILE when nr_open was lowered below what must be copied", () => {
    const world = new World({ bitsPerLong: 4 });
    world.openMany(9);
    k.clone(world.kernel, world.task, { files: true });
    world.kernel.nrOpen = 8;
    expect(k.closeRange(world.kernel, world.task, 0, 2, k.CLOSE_RANGE_UNSHARE)).toBe(-24);
    expect(world.table().slots).toHaveLength(9);
    world.expectSound();
  });

  test.each<k.KernelOptions>([
    { scheme: "table" },
    { scheme: "tagged" },
    { scheme: "tagged", unshareReserving: "transfer" },
    { scheme: listScheme },
  ])("sized by what is left: nr_open may lie below what is closed (%j)", (options) => {
    const world = new World({ ...options, bitsPerLong: 4 });
    const { kernel, task } = world;
    k.clone(kernel, task, { files: true });
    const entered = k.syscallEnter(kernel, task);
    world.openMany(12);
    k.syscallReturn(kernel, task, 0, entered);
    kernel.nrOpen = 8;
    expect(k.closeRange(kernel, task, 3, ALL, k.CLOSE_RANGE_UNSHARE)).toBe(0);
    expect(world.slots()).toBe("0 open, 1 open, 2 open");
    world.expectSound();
  });

  test("what is transferred has its room, although it lies among what is closed", () => {
    const world = new World({ scheme: "tagged", unshareReserving: "transfer", bitsPerLong: 4 });
    const { kernel, task } = world;
    k.clone(kernel, task, { files: true });
    const entered = k.syscallEnter(kernel, task);
    world.openMany(5);
    k.syscallReturn(kernel, task, 0, entered);
    const fd = world.reserve();
    expect(k.closeRange(kernel, task, 1, ALL, k.CLOSE_RANGE_UNSHARE)).toBe(0);
    expect(world.slots()).toBe(`0 open, ${fd} reserved`);
    k.putUnusedFd(kernel, task, fd);
    world.expectSound();
    expect(world.table().maxFds).toBe(8);
  });

  test("nobody sees the copy half done: the task switches to it last", () => {
    const world = new World();
    world.openMany(3);
    const sibling = k.clone(world.kernel, world.task, { files: true });
    const shared = world.filesOf();
    const tables: number[] = [];
    class Watching extends FailingProbe {
      override perform(op: k.Op, first: number, second: number, third: number): number {
        if (op === k.Op.unlock) tables.push(world.filesOf());
        return super.perform(op, first, second, third);
      }
    }
    new Watching(world.kernel);
    k.closeRange(world.kernel, world.task, 0, 1, k.CLOSE_RANGE_UNSHARE);
    world.kernel.memory.probe = null;
    expect(tables.length).toBeGreaterThan(2);
    expect(new Set(tables)).toEqual(new Set([shared]));
    expect(world.filesOf()).not.toBe(shared);
    expect([world.slots(), world.slots(sibling)]).toEqual(["2 open", "0 open, 1 open, 2 open"]);
    world.expectSound();
  });
});
