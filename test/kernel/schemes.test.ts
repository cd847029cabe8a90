/** What every reservation scheme promises: one list of promises, run over the kernel's own schemes and one from outside. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FileDescriptorReservation, FileRef, syscall, type Task } from "../../src/index.js";
import { explore, measureCost, scenario } from "../../src/explore/index.js";
import * as k from "../../src/kernel/index.js";
import { listScheme } from "../fixtures/schemes/list.js";
import { FailingProbe, World } from "./world.js";

const [EBADF, ENOMEM, EBUSY, EINVAL, EMFILE] = [-9, -12, -16, -22, -24];

/** What a scheme answers in its own way. */
interface Expected {
  /** Its name in reports. */
  readonly name: string;
  /** Whether an installed file can be used before its syscall returns, and stays when the syscall fails. */
  readonly publishesAtOnce: boolean;
  /** What unshare, exec and close_range(UNSHARE) give while the task holds a reservation. */
  readonly unshareWhileReserving: number;
  /** What the sharers see of the reservation of a task that exits or dies with it. */
  readonly leftBehind: string;
  /** Whether the reservation of another task can be installed in or given back. */
  readonly refusesForeign: boolean;
  /** What the kernel knows of a task that holds 0 and 1. */
  readonly set: readonly number[];
  /** Where the third reservation of a task may fail, in order, when the table need not grow. */
  readonly thirdMayFail: readonly string[];
  /** The columns of the cost ledger for a scenario on a kernel with this scheme. */
  readonly columns: readonly string[];
}

const schemes: readonly (readonly [k.KernelOptions, Expected])[] = [
  [
    { scheme: "table" },
    {
      name: "table",
      publishesAtOnce: true,
      unshareWhileReserving: 0,
      leftBehind: "0 reserved",
      refusesForeign: false,
      set: [],
      thirdMayFail: ["EMFILE alloc_fd"],
      columns: ["mainline", "tagged, glue", "tagged, task-work"],
    },
  ],
  [
    { scheme: "tagged" },
    {
      name: "tagged",
      publishesAtOnce: false,
      unshareWhileReserving: EINVAL,
      leftBehind: "",
      refusesForeign: true,
      set: [0, 1],
      thirdMayFail: ["ENOMEM reservation page", "EMFILE alloc_fd"],
      columns: ["tagged, glue", "tagged, task-work"],
    },
  ],
  [
    { scheme: "slots" },
    {
      name: "slots",
      publishesAtOnce: true,
      unshareWhileReserving: 0,
      leftBehind: "0 reserved",
      refusesForeign: false,
      set: [],
      thirdMayFail: ["EMFILE alloc_fd"],
      columns: ["slots, glue", "slots, task-work", "slots, explicit"],
    },
  ],
  [
    { scheme: listScheme },
    {
      name: "list",
      publishesAtOnce: true,
      unshareWhileReserving: EINVAL,
      leftBehind: "",
      refusesForeign: true,
      set: [0, 1],
      thirdMayFail: ["ENOMEM reservation entry", "EMFILE alloc_fd"],
      columns: ["list"],
    },
  ],
];

/** A world on which a test runs syscalls. */
class SchemeWorld extends World {
  /** Opens a file in a syscall of its own. */
  openInSyscall(task = this.task, flags = 0): number {
    return this.syscall(() => this.open(task, flags), task);
  }

  openFds(task = this.task): number[] | number {
    return k.openDescriptors(this.kernel, task);
  }

  put(fd: number, task = this.task): void {
    k.putUnusedFd(this.kernel, task, fd);
  }

  install(fd: number, task = this.task): void {
    k.fdInstall(this.kernel, task, fd, this.file());
  }
}

describe.each(schemes.map(([options, expected]) => [expected.name, options, expected] as const))(
  "%s",
  (name, options, expected) => {
    const boot = (common: k.CommonKernelOptions = {}): SchemeWorld =>
      new SchemeWorld({ ...options, ...common });
    const small = { bitsPerLong: 4, nrOpen: 64, rlimitNofile: 64 } as const;

    test("the kernel says which scheme it has", () => {
      expect(boot().kernel.scheme.name).toBe(name);
    });

    describe("reserve", () => {
      test("gives the lowest free number first", () => {
        const world = boot();
        expect([world.reserve(), world.reserve(), world.reserve()]).toEqual([0, 1, 2]);
        world.put(1);
        expect(world.reserve()).toBe(1);
        expect(world.slots()).toBe("0 reserved, 1 reserved, 2 reserved");
        world.expectSound("between-calls");
      });

      test("sets close-on-exec as it is told", () => {
        const world = boot();
        world.reserve(world.task, k.O_CLOEXEC);
        world.reserve();
        expect(world.slots()).toBe("0 reserved cloexec, 1 reserved");
      });

      test("a reserved number is nobody's yet", () => {
        const world = boot();
        const open = world.openInSyscall();
        const fd = world.reserve();
        const sibling = world.sibling();
        for (const task of [world.task, sibling]) {
          expect(k.fget(world.kernel, task, fd)).toBe(0);
          expect(k.fGetfd(world.kernel, task, fd)).toBe(EBADF);
          expect(k.closeFd(world.kernel, task, fd)).toBe(EBADF);
          expect(k.dup(world.kernel, task, fd)).toBe(EBADF);
          expect(k.dup2(world.kernel, task, open, fd)).toBe(EBUSY);
          expect(k.closeRange(world.kernel, task, fd, 63, 0)).toBe(0);
          expect(world.openFds(task)).toEqual([open]);
        }
        expect(world.slots()).toBe("0 open, 1 reserved");
        world.install(fd);
      });

      test("-EMFILE at the limit, and nothing has changed", () => {
        const world = boot({ rlimitNofile: 1 });
        world.reserve();
        const blocks = world.blocks();
        expect(k.getUnusedFdFlags(world.kernel, world.task, 0)).toBe(EMFILE);
        expect(world.slots()).toBe("0 reserved");
        expect(world.blocks()).toEqual(blocks);
        world.expectSound("between-calls");
      });

      test("-ENOMEM when the table cannot grow, and nothing has changed", () => {
        const world = boot(small);
        world.openMany(3);
        for (const nth of [1, 2, 3]) {
          const fd = world.reserve();
          const blocks = world.blocks();
          const failing = new (class extends FailingProbe {
            #seen = 0;
            override perform(op: k.Op, first: number, second: number, third: number): number {
              const result = super.perform(op, first, second, third);
              if (op !== k.Op.fails) return result;
              const { where } = this.memory.faultPoint(first);
              return where.startsWith("alloc_fdtable") && ++this.#seen === nth ? 1 : 0;
            }
          })(world.kernel);
          expect(k.getUnusedFdFlags(world.kernel, world.task, 0)).toBe(ENOMEM);
          expect(failing.reached.filter((place) => place.includes("alloc_fdtable"))).toHaveLength(nth);
          world.kernel.memory.probe = null;
          expect(world.slots().split(", ")).toHaveLength(4);
          expect(world.blocks()).toEqual(blocks);
          world.put(fd);
        }
      });

      test("where the third may fail, it fails alone", () => {
        for (let nth = 0; nth <= expected.thirdMayFail.length; nth++) {
          const world = boot();
          world.reserve();
          world.reserve();
          const probe = new FailingProbe(world.kernel, nth);
          const result = k.getUnusedFdFlags(world.kernel, world.task, 0);
          world.kernel.memory.probe = null;
          const failed = expected.thirdMayFail[nth - 1];
          expect(probe.reached).toEqual(expected.thirdMayFail.slice(0, nth === 0 ? undefined : nth));
          expect(result).toBe(failed === undefined ? 2 : failed.startsWith("EMFILE") ? EMFILE : ENOMEM);
          world.expectSound("between-calls");
          for (const fd of failed === undefined ? [2, 1, 0] : [1, 0]) world.put(fd);
          expect(world.slots()).toBe("");
        }
      });

      test("the table grows under reservations, which keep their numbers", () => {
        const world = boot(small);
        const sizes = new Set<number>();
        for (let fd = 0; fd < 20; fd++) {
          expect(world.reserve()).toBe(fd);
          sizes.add(world.table().maxFds);
        }
        expect([...sizes]).toEqual([4, 8, 16, 32]);
        world.expectSound("between-calls");
        for (let fd = 0; fd < 20; fd++) world.put(fd);
        expect(world.slots()).toBe("");
        world.expectSound();
      });

      test("253 at once, as many as a message carries", () => {
        const world = boot();
        expect(world.syscall(() => Array.from({ length: 253 }, () => world.open()).length)).toBe(253);
        expect(world.openFds()).toHaveLength(253);
        world.expectSound();
      });
    });

    describe("install", () => {
      test("the file is open once the syscall has returned, for every sharer", () => {
        const world = boot();
        const sibling = world.sibling();
        const file = world.file();
        const fd = world.syscall(() => {
          const reserved = world.reserve();
          k.fdInstall(world.kernel, world.task, reserved, file);
          const seen = expected.publishesAtOnce ? [reserved] : [];
          expect(world.openFds(sibling)).toEqual(seen);
          return reserved;
        });
        expect(world.openFds(sibling)).toEqual([fd]);
        expect(world.fileAt(fd)).toBe(file);
        expect(world.countOf(file)).toBe(1);
        world.expectSound();
      });

      test("when the syscall fails after it", () => {
        const world = boot();
        const fd = world.syscall(() => {
          world.open();
          return -5;
        });
        expect(fd).toBe(-5);
        expect(world.openFds()).toEqual(expected.publishesAtOnce ? [0] : []);
        expect(world.released).toHaveLength(expected.publishesAtOnce ? 0 : 1);
        world.expectSound();
      });

      test("twice into one reservation is a bug", () => {
        const world = boot();
        const fd = world.reserve();
        world.install(fd);
        expect(() => world.install(fd)).toThrow(k.KernelBug);
      });

      test("into what another task reserved", () => {
        const world = boot();
        const sibling = world.sibling();
        const fd = world.reserve();
        const foreign = (): void => world.install(fd, sibling);
        if (expected.refusesForeign) expect(foreign).toThrow(/BUG in fd_install: fd 0 is not in the/);
        else expect(foreign).not.toThrow();
      });

      test("dup is open at once, inside another syscall too", () => {
        const world = boot();
        const open = world.openInSyscall();
        world.syscall(() => {
          const copy = k.dup(world.kernel, world.task, open);
          expect(world.openFds()).toEqual([open, copy]);
          return -5;
        });
        expect(world.openFds()).toEqual([open, 1]);
        world.expectSound();
      });
    });

    describe("put", () => {
      test("frees the number, and leaks nothing", () => {
        const world = boot();
        world.put(world.reserve());
        const blocks = world.blocks();
        expect(world.syscall(() => (world.put(world.reserve()), 0))).toBe(0);
        expect(world.slots()).toBe("");
        expect(world.blocks()).toEqual(blocks);
        world.expectSound();
      });

      test("in any order", () => {
        const world = boot();
        for (let i = 0; i < 5; i++) world.reserve();
        for (const fd of [1, 3, 0, 4, 2]) {
          world.put(fd);
          world.expectSound("between-calls");
        }
        expect(world.slots()).toBe("");
      });

      test("of what another task reserved", () => {
        const world = boot();
        const sibling = world.sibling();
        const fd = world.reserve();
        const foreign = (): void => world.put(fd, sibling);
        if (expected.refusesForeign) expect(foreign).toThrow(/BUG in put_unused_fd: fd 0 is not in the/);
        else expect(foreign).not.toThrow();
      });
    });

    describe("when the task does something else with its table", () => {
      test("the set says what it holds, where the kernel knows", () => {
        const world = boot();
        world.reserve();
        world.reserve();
        expect(k.readSet(world.kernel, world.task)).toEqual(expected.set);
        world.put(0);
        world.put(1);
        expect(k.readSet(world.kernel, world.task)).toEqual([]);
      });

      test("fork: a reserved number is free in the copy, and stays the parent's", () => {
        const world = boot();
        world.openInSyscall();
        const fd = world.syscall(() => {
          const reserved = world.reserve();
          const child = k.clone(world.kernel, world.task);
          expect(world.slots(child)).toBe("0 open");
          expect(k.readSet(world.kernel, child)).toEqual([]);
          expect(world.reserve(child)).toBe(reserved);
          world.put(reserved, child);
          world.install(reserved);
          return reserved;
        });
        expect(world.openFds()).toEqual([0, fd]);
        world.expectSound();
      });

      test("unshare, exec and close_range(UNSHARE) while it reserves", () => {
        const calls = [
          k.unshareFiles,
          k.execve,
          (kernel: k.Kernel, task: number) => k.closeRange(kernel, task, 5, 9, k.CLOSE_RANGE_UNSHARE),
        ];
        for (const call of calls) {
          const world = boot();
          world.sibling();
          world.reserve();
          expect(call(world.kernel, world.task)).toBe(expected.unshareWhileReserving);
        }
      });

      test("unshare, exec and close_range(UNSHARE) once all is installed or given back", () => {
        const calls = [
          k.unshareFiles,
          k.execve,
          (kernel: k.Kernel, task: number) => k.closeRange(kernel, task, 5, 9, k.CLOSE_RANGE_UNSHARE),
        ];
        for (const call of calls) {
          const world = boot();
          const sibling = world.sibling();
          world.openInSyscall();
          world.put(world.reserve());
          expect(call(world.kernel, world.task)).toBe(0);
          world.openInSyscall();
          expect(world.openFds()).toEqual([0, 1]);
          expect(world.openFds(sibling)).toEqual([0]);
          world.expectSound();
        }
      });

      test("exec closes what is close-on-exec", () => {
        const world = boot();
        world.openInSyscall(world.task, k.O_CLOEXEC);
        world.openInSyscall();
        expect(k.execve(world.kernel, world.task)).toBe(0);
        expect(world.slots()).toBe("1 open");
        world.expectSound();
      });

      test.each([
        ["exits", k.exitFiles],
        ["dies", k.makeTaskDead],
      ])("what is left behind of a task that %s with a reservation", (_, ends) => {
        const world = boot();
        const sibling = world.sibling();
        for (let i = 0; i < 5; i++) world.reserve();
        for (const fd of [1, 2, 3, 4]) world.put(fd);
        ends(world.kernel, world.task);
        expect(world.slots(sibling)).toBe(expected.leftBehind);
        ends(world.kernel, sibling);
        // Nothing of the scheme's own is left on the heap either.
        expect(Object.keys(world.blocks()).sort()).toEqual(["struct signal_struct", "struct task_struct"]);
      });

      test("a message that does not fit leaves its prefix", () => {
        const world = boot({ rlimitNofile: 2 });
        const sent = [world.file(), world.file(), world.file()];
        const user = k.allocUser(world.kernel, 3);
        world.syscall(() => {
          const received = k.scmDetachFds(world.kernel, world.task, sent, user, 3, 0);
          expect(received).toEqual({ installed: 2, truncated: true, announced: 2 });
          return 0;
        });
        expect(world.openFds()).toEqual([0, 1]);
        expect(world.released).toEqual([sent[2]]);
        world.expectSound();
      });
    });

    test("whatever two tasks do, between calls every invariant holds, and nothing is left at rest", () => {
      const step = fc.tuple(
        fc.constantFrom(
          "reserve",
          "reserve",
          "install",
          "put",
          "open",
          "close",
          "dup",
          "dup2",
          "fork",
          "limit",
        ),
        fc.nat(1),
        fc.nat(12),
      );
      fc.assert(
        fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
          const world = boot({ bitsPerLong: 4 });
          const tasks = [world.task, world.sibling()];
          const held: number[][] = [[], []];
          for (const [operation, who, fd] of steps) {
            const task = tasks[who] as number;
            const own = held[who] as number[];
            switch (operation) {
              case "reserve": {
                const reserved = k.getUnusedFdFlags(world.kernel, task, 0);
                if (reserved >= 0) own.push(reserved);
                break;
              }
              case "install":
              case "put": {
                const next = own.pop();
                if (next === undefined) break;
                if (operation === "put") world.put(next, task);
                else world.install(next, task);
                // What waits for a commit would be published only with all that is reserved.
                if (own.length === 0) k.commit(world.kernel, task, true);
                else if (operation === "install" && !expected.publishesAtOnce) {
                  for (const left of own.splice(0)) world.put(left, task);
                  k.commit(world.kernel, task, true);
                }
                break;
              }
              case "open":
                world.syscall(() => {
                  const opened = k.getUnusedFdFlags(world.kernel, task, 0);
                  if (opened >= 0) world.install(opened, task);
                  return opened;
                }, task);
                break;
              case "close":
                k.closeFd(world.kernel, task, fd);
                break;
              case "dup":
                k.dup(world.kernel, task, fd);
                break;
              case "dup2":
                k.dup2(world.kernel, task, fd, (fd * 5) % 13);
                break;
              case "fork":
                k.exitFiles(world.kernel, k.clone(world.kernel, task));
                break;
              case "limit":
                k.setRlimitNofile(world.kernel, task, fd);
                break;
            }
            world.expectSound("between-calls");
          }
          held.forEach((own, who) => own.forEach((fd) => world.put(fd, tasks[who])));
          world.expectSound();
        }),
        { numRuns: 60 },
      );
    });

    describe("in the explorer", () => {
      const open = (current: Task): number =>
        syscall(current, () => {
          FileDescriptorReservation.getUnusedFdFlags(current, 0);
          using fd: FileDescriptorReservation = current.reservation;
          const number = fd.reservedFd();
          fd.commit(FileRef.anonInodeGetfile(current));
          return number;
        });
      const kernel = { bitsPerLong: 1, nrOpen: 4, ...options } as k.KernelOptions;

      test("two tasks that open while the table grows: every interleaving, every failure", () => {
        const opening = scenario({
          name: "two open",
          kernel,
          tasks: { first: open, second: open },
          check({ tasks, results }) {
            const opened = Object.values(results).filter((fd) => fd >= 0);
            const there = tasks["first"]?.openDescriptors() ?? [];
            if (String(there) !== String(opened.sort((a, b) => a - b)))
              throw new Error(`${String(there)} are open, and ${String(opened)} were returned`);
          },
        });
        expect(explore(opening)).toMatchObject({ design: name, verdict: "holds", coverage: "EXHAUSTIVE" });
      });

      test("a counterexample and the cost ledger name the scheme", () => {
        const refused = scenario({
          name: "nobody may open",
          kernel,
          tasks: { opener: open },
          check: ({ results }) => {
            if (results["opener"] === 0) throw new Error("it opened");
          },
        });
        const { verdict, counterexample } = explore(refused);
        expect([verdict, counterexample?.design]).toEqual(["violated", name]);
        expect(measureCost(refused).map(({ column }) => column)).toEqual(expected.columns);
      });
    });
  },
);
