/** The hot calls on the words and the general code through a probe do the same: results and every word of memory. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../effort.js";
import { DirectProbe } from "../../src/explore/index.js";
import * as k from "../../src/kernel/index.js";
import { lookupFdRaw } from "../../src/kernel/internal.js";

type Step = readonly [operation: string, a: number, b: number];

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom(
    "reserve",
    "reserve",
    "install",
    "put",
    "open",
    "open",
    "open",
    "close",
    "close",
    "dup2",
    "range",
    "limit",
    "unshare",
    "exec",
    "replace",
  ),
  fc.nat(140),
  fc.nat(140),
);

/** One world: a kernel, two threads, and the reservations in flight. */
class Run {
  readonly kernel: k.Kernel;
  readonly tasks: number[];
  readonly reserved: [task: number, fd: number][] = [];

  constructor(options: k.KernelOptions, watched: boolean) {
    this.kernel = new k.Kernel({ ...options, panicOnWarn: false });
    const task = k.initTask(this.kernel);
    this.tasks = [task, k.clone(this.kernel, task, { files: true })];
    if (watched) this.kernel.memory.probe = new DirectProbe(this.kernel);
  }

  do([operation, a, b]: Step): unknown {
    const { kernel } = this;
    const task = this.tasks[a % 2] as number;
    // Rule 2: no task gets another table while it holds a reservation.
    const mayUnshare = !this.reserved.some(([owner]) => owner === task);
    switch (operation) {
      case "reserve": {
        const fd = k.getUnusedFdFlags(kernel, task, b % 2 === 0 ? 0 : k.O_CLOEXEC);
        if (fd >= 0) this.reserved.push([task, fd]);
        return fd;
      }
      case "install":
      case "put": {
        const [owner, fd] = this.reserved.pop() ?? [0, 0];
        if (owner === 0) return undefined;
        return operation === "put"
          ? k.putUnusedFd(kernel, owner, fd)
          : k.fdInstall(kernel, owner, fd, k.allocFile(kernel));
      }
      case "open": {
        const fd = k.getUnusedFdFlags(kernel, task, 0);
        if (fd >= 0) k.fdInstall(kernel, task, fd, k.allocFile(kernel));
        return fd;
      }
      case "close":
        return k.closeFd(kernel, task, a - 2);
      case "dup2":
        return k.dup2(kernel, task, a, b);
      case "range":
        return k.closeRange(
          kernel,
          task,
          a,
          a + (b % 40),
          [k.CLOSE_RANGE_CLOEXEC, mayUnshare ? k.CLOSE_RANGE_UNSHARE : 0, 0][b % 3] ?? 0,
        );
      // What gives a task another table: the hot calls must not go on with the last one.
      case "unshare":
        return mayUnshare ? k.unshareFiles(kernel, task) : undefined;
      case "exec":
        return mayUnshare ? k.execve(kernel, task) : undefined;
      case "replace":
        if (!mayUnshare) return undefined;
        k.exitFiles(kernel, task);
        expect(k.closeFd(kernel, task, 0)).toBeLessThan(0);
        this.tasks[a % 2] = k.clone(kernel, this.tasks[(a + 1) % 2] as number, { files: b % 2 === 0 });
        return this.tasks[a % 2];
      default:
        return k.setRlimitNofile(kernel, task, b);
    }
  }
}

test.each([
  ["words of 32 bits, 64 at first", {}],
  ["words of 32 bits, 32 at first", { bitsPerLong: 32 as const }],
  ["words of 4 bits", { bitsPerLong: 4 as const }],
  ["the scheme tagged", { scheme: "tagged" as const }],
])("%s", { timeout: 3_600_000 }, (_, options) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150, size: "max" }), (steps) => {
      const direct = new Run(options, false);
      const general = new Run(options, true);
      for (const one of steps) expect(direct.do(one)).toEqual(general.do(one));
      expect(direct.kernel.memory.words).toEqual(general.kernel.memory.words);
    }),
    { numRuns: runs({ fast: 50, usual: 150, long: 5_000 }) },
  );
});

test("three levels of full words: the millionth descriptor, and the lowest again", () => {
  for (const watched of [false, true]) {
    const { kernel, tasks } = new Run({ rlimitNofile: 40000 }, watched);
    const [task = 0] = tasks;
    const file = k.allocFile(kernel);
    const open = (): number => {
      const fd = k.getUnusedFdFlags(kernel, task, 0);
      if (fd >= 0) k.getFile(kernel, file);
      if (fd >= 0) k.fdInstall(kernel, task, fd, file);
      return fd;
    };
    for (let i = 0; i < 40000; i++) if (open() !== i) throw new Error(`descriptor ${i} was not the lowest`);
    expect(open()).toBe(-24);
    for (const fd of [5, 1023, 1024, 32767, 39999]) expect(k.closeFd(kernel, task, fd)).toBe(0);
    expect([open(), open(), open(), open(), open()]).toEqual([5, 1023, 1024, 32767, 39999]);
    kernel.memory.probe = null;
    expect(k.checkInvariants(kernel, "between-calls")).toEqual([]);
  }
});

test("a held lock, a filled slot and a lost reference are found by both", () => {
  for (const watched of [false, true]) {
    const { kernel, tasks } = new Run({}, watched);
    const [task = 0] = tasks;
    const files = kernel.memory.words[task] as number;
    const fd = k.getUnusedFdFlags(kernel, task, 0);
    k.fdInstall(kernel, task, fd, k.allocFile(kernel));
    expect(() => k.fdInstall(kernel, task, fd, k.allocFile(kernel))).toThrow(
      /BUG in fd_install: slot 0 already/,
    );
    kernel.memory.words[files + 1] = 1;
    expect(() => k.getUnusedFdFlags(kernel, task, 0)).toThrow(/deadlock in lock/);
    expect(() => k.closeFd(kernel, task, fd)).toThrow(/deadlock in lock/);
    kernel.memory.words[files + 1] = 0;
    k.putUnusedFd(kernel, task, fd);
    expect(() => k.getUnusedFdFlags(kernel, task, 0)).toThrow(/corruption in alloc_fd: slot 0 holds/);
  }
});

test("the hot calls ask no scheme once they have a table", () => {
  let asked = 0;
  const scheme: k.ReservationScheme = {
    ...k.tableScheme,
    name: "counted",
    reserve(...args) {
      asked++;
      return k.tableScheme.reserve(...args);
    },
  };
  const kernel = new k.Kernel({ scheme });
  const task = k.initTask(kernel);
  for (let fd = 0; fd < 40; fd++) expect(k.getUnusedFdFlags(kernel, task, 0)).toBe(fd);
  expect(asked).toBe(1);

  // The word of next_fd is full: the lowest is in a later one.
  k.putUnusedFd(kernel, task, 3);
  expect([k.getUnusedFdFlags(kernel, task, 0), k.getUnusedFdFlags(kernel, task, 0)]).toEqual([3, 40]);
  expect(asked).toBe(1);

  // What forgot the table is followed by a close, which has it again.
  k.fdInstall(kernel, task, 5, k.allocFile(kernel));
  k.setRlimitNofile(kernel, task, 64);
  expect(k.closeFd(kernel, task, 5)).toBe(0);
  expect(k.getUnusedFdFlags(kernel, task, 0)).toBe(5);
  expect(asked).toBe(1);

  // General code alone, from here on.
  kernel.useGeneralCode();
  expect(k.getUnusedFdFlags(kernel, task, 0)).toBe(41);
  expect(asked).toBe(2);
});

test("what is no descriptor, the hot look-up refuses or wraps as the general one does", () => {
  const [hot, general] = [false, true].map((isWatched) => {
    const kernel = new k.Kernel();
    const task = k.initTask(kernel);
    const fd = k.getUnusedFdFlags(kernel, task, 0);
    k.fdInstall(kernel, task, fd, k.allocFile(kernel));
    if (isWatched) kernel.memory.probe = new DirectProbe(kernel);
    const file = lookupFdRaw(kernel, task, fd);
    return [0.5, NaN, 2 ** 32, 2 ** 31, -1, 1, "0" as unknown as number].map((odd) => {
      try {
        return lookupFdRaw(kernel, task, odd) === file ? "the file" : "none";
      } catch (error) {
        return (error as Error).name;
      }
    });
  });
  const refused = "KernelArgumentError";
  expect(hot).toEqual([refused, refused, "the file", "none", "none", "none", refused]);
  expect(general).toEqual(hot);
});
