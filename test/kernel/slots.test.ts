/** The scheme of slots: against a plain implementation, against mainline, and what its options decide. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../effort.js";
import * as k from "../../src/kernel/index.js";
import { FileStruct } from "../../src/kernel/layout.js";
import { PlainSlots, type PlainFile, type PlainTask } from "./plain-slots.js";
import { expectBug, FailingProbe, World } from "./world.js";

const [EBADF, EBUSY, EINVAL, EIO] = [-9, -16, -22, -5];

/** A task in both, what it has prepared, and what it has reserved as ever. */
interface Pair {
  readonly plain: PlainTask;
  readonly kernel: number;
  /** What its syscall was entered with: each is in one from its first moment on. */
  entered: number;
  slots: { readonly slot: number; readonly fd: number }[];
  /** What it has prepared and staged: staged again, the file before is lost. */
  staged: { readonly slot: number; readonly fd: number }[];
  readonly reserved: number[];
}

const operations = [
  ...["prepare", "prepare", "prepare", "stage", "stage", "stage", "stage again"],
  ...["succeed", "succeed", "fail", "edge"],
  ...["reserve", "install", "put", "close", "close", "dup", "dup2", "range", "unshare", "exit", "limit"],
] as const;
type Step = readonly [operation: (typeof operations)[number], task: number, a: number, b: number];

/** Both implementations, four tasks, each in the middle of a syscall of its own. */
class Both {
  readonly kernel: k.Kernel;
  readonly plain = new PlainSlots(2 + 3);
  readonly tasks: Pair[];
  readonly released: number[] = [];
  readonly #operations: number;

  constructor() {
    this.kernel = new k.Kernel({ scheme: "slots", bitsPerLong: 4, spillSlots: 3, rlimitNofile: 14 });
    this.#operations = this.kernel.registerOperations({
      name: "test",
      release: (file) =>
        this.released.push(this.kernel.memory.words[file + FileStruct.privateData] as number),
    });
    const first = this.#pair(this.plain.init(14), k.initTask(this.kernel));
    const other = this.#clone(first, false);
    this.tasks = [first, this.#clone(first, true), other, this.#clone(other, true)];
  }

  #clone(of: Pair, isSharing: boolean): Pair {
    const kernel = k.clone(this.kernel, of.kernel, { files: isSharing, thread: isSharing });
    return this.#pair(this.plain.clone(of.plain, isSharing), kernel);
  }

  #pair(plain: PlainTask, kernel: number): Pair {
    return {
      plain,
      kernel,
      entered: k.syscallEnter(this.kernel, kernel),
      slots: [],
      staged: [],
      reserved: [],
    };
  }

  #file(): [plain: PlainFile, kernel: number] {
    const file = this.plain.file();
    return [file, k.allocFile(this.kernel, this.#operations, 0, file.serial)];
  }

  #returns(task: Pair, result: number): void {
    k.syscallReturn(this.kernel, task.kernel, result, task.entered);
    this.plain.commit(task.plain, result < 0 && result >= -4095);
    task.slots = [];
    task.staged = [];
    task.entered = k.syscallEnter(this.kernel, task.kernel);
  }

  #stage(
    task: Pair,
    { slot, fd }: Pair["slots"][number],
    same: (real: number, wanted: number) => void,
  ): void {
    const [mine, theirs] = this.#file();
    same(k.fdStage(this.kernel, task.kernel, slot, theirs), fd);
    this.plain.stage(task.plain, fd, mine);
  }

  /** Performs one operation; whether there was something to act on. */
  do([operation, index, a, b]: Step): boolean {
    const task = this.tasks[index] as Pair;
    const { kernel, plain } = this;
    const same = (real: number, wanted: number): number => {
      expect(real, `${operation}(${a}, ${b}) of task ${index}`).toBe(wanted);
      return real;
    };
    const cloexec = b % 2 === 0;
    const flags = cloexec ? k.O_CLOEXEC : 0;
    switch (operation) {
      case "prepare": {
        const slot = k.fdPrepare(kernel, task.kernel, flags);
        const fd = same(
          slot < 0 ? slot : k.fdPrepareFd(kernel, task.kernel, slot),
          plain.prepare(task.plain, cloexec),
        );
        if (slot >= 0) task.slots.push({ slot, fd });
        break;
      }
      case "stage": {
        const [next] = task.slots.splice(a % Math.max(1, task.slots.length), 1);
        if (next === undefined) return false;
        this.#stage(task, next, same);
        task.staged.push(next);
        break;
      }
      case "stage again": {
        const next = task.staged[a % Math.max(1, task.staged.length)];
        if (next === undefined) return false;
        this.#stage(task, next, same);
        break;
      }
      case "succeed":
        this.#returns(task, a);
        break;
      case "fail":
        this.#returns(task, -1 - a);
        break;
      case "edge":
        this.#returns(task, cloexec ? -4095 : -4096);
        break;
      case "reserve": {
        const fd = same(k.getUnusedFdFlags(kernel, task.kernel, flags), plain.reserve(task.plain, cloexec));
        if (fd >= 0) task.reserved.push(fd);
        break;
      }
      case "install": {
        const fd = task.reserved.pop();
        if (fd === undefined) return false;
        const [mine, theirs] = this.#file();
        k.fdInstall(kernel, task.kernel, fd, theirs);
        plain.install(task.plain, fd, mine);
        break;
      }
      case "put": {
        const fd = task.reserved.pop();
        if (fd === undefined) return false;
        k.putUnusedFd(kernel, task.kernel, fd);
        plain.put(task.plain, fd);
        break;
      }
      case "close":
        same(k.closeFd(kernel, task.kernel, a), plain.close(task.plain, a));
        break;
      case "dup":
        same(k.dup(kernel, task.kernel, a), plain.dup(task.plain, a));
        break;
      case "dup2":
        same(k.dup2(kernel, task.kernel, a, b), plain.dup2(task.plain, a, b));
        break;
      case "range":
        same(k.closeRange(kernel, task.kernel, a, b, 0), plain.closeRange(task.plain, a, b));
        break;
      case "unshare": {
        const isShared = task.plain.table.users > 1;
        if (same(k.unshareFiles(kernel, task.kernel), plain.unshare(task.plain)) === 0 && isShared) {
          task.reserved.length = 0; // left behind
        }
        break;
      }
      case "exit": {
        k.exitFiles(kernel, task.kernel);
        plain.exit(task.plain);
        const others = this.tasks.filter((other) => other !== task);
        this.tasks[index] = this.#clone(others[a % 3] as Pair, cloexec);
        break;
      }
      case "limit":
        k.setRlimitNofile(kernel, task.kernel, a);
        task.plain.process.limit = a;
    }
    return true;
  }

  /** The tables of all tasks, and the files that nobody holds, must be the same. */
  compare(): void {
    for (const { plain, kernel } of this.tasks) {
      const { slots } = k.viewTable(this.kernel, k.filesOf(this.kernel, kernel));
      const real = slots.map(({ fd, state, value, cloexec }) =>
        state === "open"
          ? [fd, this.kernel.memory.words[value + FileStruct.privateData], cloexec]
          : [fd, state, cloexec],
      );
      const wanted = [...plain.table.entries]
        .sort(([a], [b]) => a - b)
        .map(([fd, { file, cloexec }]) => [fd, file?.serial ?? "reserved", cloexec]);
      expect(real).toEqual(wanted);
      expect(k.readSet(this.kernel, kernel)).toEqual(plain.pairs.map(({ fd }) => fd));
    }
    expect(this.released).toEqual(this.plain.released);
    expect(k.checkInvariants(this.kernel, "between-calls").map(({ message }) => message)).toEqual([]);
  }
}

const STEPS = 200;
/** Of the operations about a fifth finds nothing to act on: nothing staged to stage again, nothing reserved to put. */
const ACTING = 0.75;

test(
  "a plain implementation and the kernel agree, whatever four tasks do inside their syscalls",
  { timeout: 3_600_000 },
  () => {
    const step: fc.Arbitrary<Step> = fc.tuple(
      fc.constantFrom(...operations),
      fc.nat(3),
      fc.nat(15),
      fc.nat(15),
    );
    const programs = runs({ fast: 100, usual: 150, long: Math.ceil(1_000_000 / (STEPS * ACTING)) });
    let acted = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: STEPS, maxLength: STEPS }), (steps) => {
        const both = new Both();
        for (const [index, one] of steps.entries()) {
          if (both.do(one)) acted++;
          if (index % 20 === 19) both.compare();
        }
      }),
      { numRuns: programs },
    );
    expect(acted, "in the long run at least 1,000,000").toBeGreaterThan(programs * STEPS * ACTING);
  },
);

/** A world with the scheme, on which a test runs syscalls. */
class SlotsWorld extends World {
  constructor(options: Omit<k.SlotsKernelOptions, "scheme"> = {}) {
    super({ ...options, scheme: "slots" });
  }

  /** Prepares, which must succeed. */
  prepare(task = this.task, flags = 0): number {
    const slot = k.fdPrepare(this.kernel, task, flags);
    expect(slot, "a slot is prepared").toBeGreaterThan(0);
    return slot;
  }

  /** Prepares and stages a file. */
  stage(task = this.task, flags = 0): number {
    return k.fdStage(this.kernel, task, this.prepare(task, flags), this.file());
  }
}

describe.each(["glue", "task-work"] as const)("committed by %s", (commitVia) => {
  const boot = (options: Omit<k.SlotsKernelOptions, "scheme"> = {}): SlotsWorld =>
    new SlotsWorld({ commitVia, ...options });

  test("a staged file is seen by nobody before the return: the number is reserved", () => {
    const world = boot();
    const sibling = world.sibling();
    const fd = world.syscall(() => {
      const staged = world.stage();
      for (const task of [world.task, sibling]) {
        expect(world.slots(task)).toBe("0 reserved");
        expect(k.fget(world.kernel, task, staged)).toBe(0);
        expect(k.closeFd(world.kernel, task, staged)).toBe(EBADF);
      }
      const other = world.open(sibling); // mainline's calls, in the same table
      expect(k.dup2(world.kernel, sibling, other, staged)).toBe(EBUSY);
      return staged;
    });
    expect(world.slots()).toBe("0 open, 1 open");
    expect(fd).toBe(0);
    world.expectSound();
  });

  test("a failure puts every pair, the last first, and drops the files", () => {
    const world = boot();
    world.syscall(() => {
      world.stage();
      world.prepare();
      world.stage();
      return EIO;
    });
    expect(world.slots()).toBe("");
    expect(world.released).toHaveLength(2);
    expect(world.released[0]).toBeGreaterThan(world.released[1] as number);
    world.expectSound();
  });

  test("a pair without a file is put on success too, and nothing is said", () => {
    const world = boot();
    world.syscall(() => {
      world.prepare();
      return world.stage();
    });
    expect(world.slots()).toBe("1 open");
    world.expectSound();
  });

  test("what is reserved and installed as ever is in no pair, and stands when the call fails", () => {
    const world = boot();
    world.syscall(() => {
      world.stage();
      world.open();
      return EIO;
    });
    expect(world.slots()).toBe("1 open");
    world.expectSound();
  });

  test("-4095 to -1 are failures; what lies below is a result", () => {
    const after = (failure: "errno" | "negative", result: number): string => {
      const world = boot({ failure });
      world.syscall(() => (world.stage(), result));
      return world.slots();
    };
    expect([0, -1, -4095, -4096].map((result) => after("errno", result))).toEqual([
      "0 open",
      "",
      "",
      "0 open",
    ]);
    expect([0, -1, -4095, -4096].map((result) => after("negative", result))).toEqual(["0 open", "", "", ""]);
  });

  test("a syscall within a syscall commits its own pairs, or with flat sets those of both", () => {
    const within = (scopes: "nested" | "flat"): string => {
      const world = boot({ scopes });
      world.syscall(() => {
        world.stage();
        world.syscall(() => world.stage());
        return EIO;
      });
      return world.slots();
    };
    expect(within("nested")).toBe("1 open");
    expect(within("flat")).toBe("0 open, 1 open");
  });
});

describe("room", () => {
  test("the third pair needs a page, and without one it fails alone", () => {
    const world = new SlotsWorld();
    world.syscall(() => {
      world.stage();
      world.stage();
      const probe = new FailingProbe(world.kernel, 1);
      expect(k.fdPrepare(world.kernel, world.task, 0)).toBe(-12);
      world.kernel.memory.probe = null;
      expect(probe.reached).toEqual(["ENOMEM reservation page"]);
      return 0;
    });
    expect(world.slots()).toBe("0 open, 1 open");
    world.expectSound();
  });

  test("1,026 pairs and no more: a receive path that needs more is cut, where mainline is not", () => {
    const messages = (world: World): number[] => {
      const entered = k.syscallEnter(world.kernel, world.task);
      const installed = Array.from({ length: 5 }, () => {
        const sent = Array.from({ length: 253 }, () => world.file());
        const user = k.allocUser(world.kernel, 253);
        return k.scmDetachFds(world.kernel, world.task, sent, user, 253, 0).installed;
      });
      k.syscallReturn(world.kernel, world.task, 0, entered);
      return installed;
    };
    const limits = { rlimitNofile: 2000 };
    const world = new SlotsWorld(limits);
    expect(messages(world)).toEqual([253, 253, 253, 253, 14]);
    expect(k.openDescriptors(world.kernel, world.task)).toHaveLength(1026);
    expect(world.released).toHaveLength(5 * 253 - 1026);
    world.expectSound();
    expect(messages(new World(limits))).toEqual([253, 253, 253, 253, 253]);
  });
});

describe("the end of a task with pairs", () => {
  test.each([
    ["exits", k.exitFiles],
    ["dies", k.makeTaskDead],
  ])("that %s: they are put, or left behind", (_, ends) => {
    const after = (exitReserving: "put" | "leave"): [string, number] => {
      const world = new SlotsWorld({ exitReserving });
      const sibling = world.sibling();
      for (let i = 0; i < 3; i++) world.stage();
      ends(world.kernel, world.task);
      return [world.slots(sibling), world.released.length];
    };
    expect(after("put")).toEqual(["", 3]);
    expect(after("leave")).toEqual(["0 reserved, 1 reserved, 2 reserved", 0]);
  });
});

describe("unshare and exec with pairs", () => {
  const calls = [
    ["unshare", (kernel: k.Kernel, task: number) => k.unshareFiles(kernel, task)],
    ["exec", (kernel: k.Kernel, task: number) => k.execve(kernel, task)],
    [
      "close_range(UNSHARE)",
      (kernel: k.Kernel, task: number) => k.closeRange(kernel, task, 5, 9, k.CLOSE_RANGE_UNSHARE),
    ],
  ] as const;

  test.each(calls)("%s is refused", (_, call) => {
    const world = new SlotsWorld();
    world.sibling();
    world.syscall(() => {
      world.stage();
      expect(call(world.kernel, world.task)).toBe(EINVAL);
      return 0;
    });
    expect(world.slots()).toBe("0 open");
    world.expectSound();
  });

  test.each(calls)("%s takes them along", (_, call) => {
    const world = new SlotsWorld({ unshareReserving: "transfer" });
    const sibling = world.sibling();
    world.syscall(() => {
      world.stage();
      world.stage();
      k.discard(world.kernel, world.task, 0);
      expect(call(world.kernel, world.task)).toBe(0);
      expect([world.slots(), world.slots(sibling)]).toEqual(["1 reserved", ""]);
      return 0;
    });
    expect([world.slots(), world.slots(sibling)]).toEqual(["1 open", ""]);
    world.expectSound();
  });

  test.each(calls)("%s that leaves them behind ends in a commit on the wrong table", (_, call) => {
    const world = new SlotsWorld({ unshareReserving: "leave" });
    const sibling = world.sibling();
    world.syscall(() => {
      world.stage();
      expect(call(world.kernel, world.task)).toBe(0);
      return 0;
    });
    expect(world.slots(sibling)).toBe("0 reserved");
    expect(world.slots()).toBe("0 corrupt");
  });

  test("what is reserved as ever does not keep a task from unsharing, as in mainline", () => {
    const world = new SlotsWorld();
    world.sibling();
    world.reserve();
    expect(k.unshareFiles(world.kernel, world.task)).toBe(0);
    expect(world.slots()).toBe("");
  });

  test("exec undoes what is staged close-on-exec", () => {
    const world = new SlotsWorld({ unshareReserving: "transfer" });
    world.syscall(() => {
      world.stage(world.task, k.O_CLOEXEC);
      world.stage();
      return k.execve(world.kernel, world.task);
    });
    expect(world.slots()).toBe("1 open");
    expect(world.released).toHaveLength(1);
    world.expectSound();
  });
});

// The proposal enters each reservation as the next pair, keeps nothing of a pair after the commit, and stages with a store
// that looks at nothing.
describe("a slot that is prepared or staged again", () => {
  const prepareTwice = (world: SlotsWorld, result: number): [first: number, second: number] => {
    const files: [number, number] = [world.file(), world.file()];
    world.syscall(() => {
      const [first, second] = [world.prepare(), world.prepare()];
      expect(second).not.toBe(first);
      expect(k.fdStage(world.kernel, world.task, second, files[1])).toBe(1);
      expect(k.fdPrepareFile(world.kernel, world.task, first), "the first waits for its own").toBe(0);
      expect(k.fdStage(world.kernel, world.task, first, files[0])).toBe(0);
      return result;
    });
    return files;
  };

  test("a second one while the first waits is a pair of its own, and each gets its file", () => {
    const world = new SlotsWorld();
    const files = prepareTwice(world, 0);
    expect([world.fileAt(0), world.fileAt(1)]).toEqual(files);
    world.expectSound();
  });

  test("a failure undoes both", () => {
    const world = new SlotsWorld();
    const files = prepareTwice(world, EIO);
    expect(world.slots()).toBe("");
    expect(world.released).toEqual(files.toReversed());
    world.expectSound();
  });

  test.each([
    ["success", 0, "0 open"],
    ["failure", EIO, ""],
  ])("of two files in a slot the second counts, and the first is lost: %s", (_, result, after) => {
    const world = new SlotsWorld();
    const [lost, last] = [world.file(), world.file()];
    world.syscall(() => {
      const slot = world.prepare();
      k.fdStage(world.kernel, world.task, slot, lost);
      expect(k.fdStage(world.kernel, world.task, slot, last), "nobody looks").toBe(0);
      return result;
    });
    expect(world.slots()).toBe(after);
    expect(world.released).toEqual(result < 0 ? [last] : []);
    expect(k.checkInvariants(world.kernel, "at-rest").map(({ kind }) => kind)).toEqual(["leak"]);
    expect(world.countOf(lost)).toBe(1);
  });

  test.each([
    ["success", 0, "0 open"],
    ["failure", EIO, ""],
  ])("the next syscall uses the pairs again, and finds no file in them: after %s", (_, result, after) => {
    const world = new SlotsWorld();
    const prepareThree = (): number[] => [world.prepare(), world.prepare(), world.prepare()];
    let slots: number[] = [];
    world.syscall(() => {
      slots = prepareThree();
      for (const slot of slots) k.fdStage(world.kernel, world.task, slot, world.file());
      return result;
    });
    for (const fd of [1, 2]) k.closeFd(world.kernel, world.task, fd);
    expect(world.slots()).toBe(after);
    const released = world.released.length;
    world.syscall(() => {
      expect(prepareThree(), "two inline, one in the page").toEqual(slots);
      for (const slot of slots) expect(k.fdPrepareFile(world.kernel, world.task, slot)).toBe(0);
      return 0; // without a file, all are put
    });
    expect(world.slots()).toBe(after);
    expect(world.released).toHaveLength(released);
    world.expectSound();
  });

  test("a slot that is kept past its syscall: the file is lost, or gets the number of whoever has the pair then", () => {
    const world = new SlotsWorld();
    let kept = 0;
    world.syscall(() => ((kept = world.prepare()), 0));
    const lost = world.file();
    world.syscall(() => (k.fdStage(world.kernel, world.task, kept, lost), 0));
    expect(world.slots()).toBe("");
    expect(k.checkInvariants(world.kernel, "at-rest").map(({ kind }) => kind)).toEqual(["leak"]);
    k.fput(world.kernel, lost);

    const misplaced = world.file();
    world.open();
    world.syscall(() => {
      world.prepare();
      return k.fdStage(world.kernel, world.task, kept, misplaced);
    });
    expect(world.fileAt(1)).toBe(misplaced);
    world.expectSound();
  });
});

describe("what the caller must know", () => {
  test("an error that is staged as if it were a file is found by the commit", () => {
    const world = new SlotsWorld();
    const call = (): number => world.syscall(() => k.fdStage(world.kernel, world.task, world.prepare(), -12));
    expectBug(call, "BUG", "fd_slots_commit", /fd 0: ERR_PTR\(-12\) is dereferenced/);
  });

  test("a number that was put or installed besides its pair is found between calls", () => {
    for (const besides of [
      k.putUnusedFd,
      (kernel: k.Kernel, task: number) => k.fdInstall(kernel, task, 0, k.allocFile(kernel)),
    ]) {
      const world = new SlotsWorld();
      world.prepare();
      besides(world.kernel, world.task, 0);
      const [bug] = k.checkInvariants(world.kernel, "between-calls");
      expect(bug?.message).toMatch(/fd 0 is in a slot of a task and is (?:free|open)/);
    }
  });

  test("a kernel without a commit has no slots", () => {
    const world = new World();
    expectBug(
      () => k.fdPrepare(world.kernel, world.task, 0),
      "BUG",
      "fd_prepare",
      /scheme "table" has no commit/,
    );
  });

  test.each(["nested", "flat"] as const)(
    "nobody enters a pair into the set of another task: %s",
    (scopes) => {
      const world = new SlotsWorld({ scopes });
      const { kernel } = world;
      const sibling = world.sibling();
      kernel.current = world.task;
      expectBug(() => k.fdPrepare(kernel, sibling, 0), "BUG", "fd_prepare", /of a task that does not run/);
      expect(world.slots(), "nothing is reserved").toBe("");
      kernel.current = sibling;
      world.syscall(() => world.stage(sibling), sibling);
      expect(world.slots(), "its own is committed").toBe("0 open");
    },
  );

  test("the file of a slot is borrowed from it", () => {
    const world = new SlotsWorld();
    const slot = world.prepare();
    expect(k.fdPrepareFile(world.kernel, world.task, slot)).toBe(0);
    const file = world.file();
    k.fdStage(world.kernel, world.task, slot, file);
    expect(k.fdPrepareFile(world.kernel, world.task, slot)).toBe(file);
  });

  test("a kernel thread commits explicitly: no return looks", () => {
    const world = new SlotsWorld({ commitVia: "explicit" });
    world.syscall(() => world.stage());
    expect(world.slots()).toBe("0 reserved");
    k.commit(world.kernel, world.task, true);
    expect(world.slots()).toBe("0 open");
    world.expectSound();
  });

  test("a message that does not fit: its prefix, or nothing", () => {
    const received = (scmRights: "prefix" | "all-or-nothing"): [k.ScmRights, string] => {
      const world = new SlotsWorld({ scmRights, rlimitNofile: 2 });
      const sent = [world.file(), world.file(), world.file()];
      const user = k.allocUser(world.kernel, 3);
      let result: k.ScmRights | undefined;
      world.syscall(() => {
        result = k.scmDetachFds(world.kernel, world.task, sent, user, 3, 0);
        return result.installed;
      });
      world.expectSound();
      return [result as k.ScmRights, world.slots()];
    };
    expect(received("prefix")).toEqual([{ installed: 2, truncated: true, announced: 2 }, "0 open, 1 open"]);
    expect(received("all-or-nothing")).toEqual([{ installed: 0, truncated: true, announced: 0 }, ""]);
  });
});
