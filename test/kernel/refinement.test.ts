/**
 * The refinement: a run of a scheme that commits on return is a run of mainline's, where a successful commit is a sequence of
 * fd_install and a failing one a sequence of put_unused_fd. Of the scheme `tagged`, uncommitted is read as reserved.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../effort.js";
import * as k from "../../src/kernel/index.js";
import { TaskStruct } from "../../src/kernel/layout.js";

type Step = readonly [operation: string, task: number, a: number, b: number];

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom(
    ...["reserve", "reserve", "install", "install", "put", "succeed", "succeed", "fail"],
    ...["close", "dup", "dup2", "range", "getfd", "fork", "limit"],
  ),
  fc.nat(1),
  fc.nat(20),
  fc.nat(20),
);

interface Pending {
  readonly fd: number;
  /** By which the scheme that commits finds it. */
  readonly slot: number;
  /** The file of an install that mainline has yet to do. */
  file?: number;
}

/** Mainline and a scheme that commits side by side, two threads each, in step. */
class Both {
  readonly mainline = new k.Kernel({ bitsPerLong: 4 });
  readonly committing: k.Kernel;
  readonly tasks: [mainline: number, committing: number][];
  readonly pending: Pending[][] = [[], []];

  constructor(scheme: "tagged" | "slots") {
    this.committing = new k.Kernel({ bitsPerLong: 4, scheme });
    const first = [k.initTask(this.mainline), k.initTask(this.committing)] as const;
    const flags = { files: true, thread: true };
    this.tasks = [
      [...first],
      [k.clone(this.mainline, first[0], flags), k.clone(this.committing, first[1], flags)],
    ];
  }

  /** The same call on both; the results must agree. */
  call(task: number, body: (kernel: k.Kernel, task: number) => number): number {
    const [m, p] = this.tasks[task] as [number, number];
    const result = body(this.mainline, m);
    expect(body(this.committing, p)).toBe(result);
    return result;
  }

  do([operation, task, a, b]: Step): void {
    const [m, p] = this.tasks[task] as [number, number];
    const pending = this.pending[task] as Pending[];
    switch (operation) {
      case "reserve": {
        const flags = b % 2 === 0 ? 0 : k.O_CLOEXEC;
        const fd = k.getUnusedFdFlags(this.mainline, m, flags);
        const slot = k.fdPrepare(this.committing, p, flags);
        expect(slot < 0 ? slot : k.fdPrepareFd(this.committing, p, slot)).toBe(fd);
        if (fd >= 0) pending.push({ fd, slot });
        break;
      }
      case "install": {
        const next = pending.find(({ file }) => file === undefined);
        if (next === undefined) break;
        next.file = k.allocFile(this.mainline); // mainline must wait: nothing may fail after its install
        k.fdStage(this.committing, p, next.slot, k.allocFile(this.committing));
        break;
      }
      case "put": {
        const index = pending.findIndex(({ file }) => file === undefined);
        const [put] = index < 0 ? [] : pending.splice(index, 1);
        if (put === undefined) break;
        k.putUnusedFd(this.mainline, m, put.fd);
        k.discard(this.committing, p, put.fd);
        break;
      }
      case "succeed":
        for (const { fd, file } of pending.splice(0)) {
          if (file !== undefined) k.fdInstall(this.mainline, m, fd, file);
          else {
            k.putUnusedFd(this.mainline, m, fd);
            k.discard(this.committing, p, fd);
          }
        }
        k.commit(this.committing, p, true);
        break;
      case "fail":
        for (const { fd, file } of pending.splice(0)) {
          k.putUnusedFd(this.mainline, m, fd);
          if (file !== undefined) k.fput(this.mainline, file);
        }
        k.commit(this.committing, p, false);
        break;
      case "close":
        this.call(task, (kernel, t) => k.closeFd(kernel, t, a));
        break;
      case "dup":
        if (pending.length === 0 || this.committing.scheme.name === "slots")
          this.call(task, (kernel, t) => k.dup(kernel, t, a));
        break;
      case "dup2":
        this.call(task, (kernel, t) => k.dup2(kernel, t, a, b));
        break;
      case "range":
        this.call(task, (kernel, t) =>
          k.closeRange(kernel, t, a, a + b, b % 3 === 0 ? k.CLOSE_RANGE_CLOEXEC : 0),
        );
        break;
      case "getfd":
        this.call(task, (kernel, t) => k.fGetfd(kernel, t, a));
        break;
      case "fork": {
        const copies = [k.clone(this.mainline, m), k.clone(this.committing, p)] as const;
        expect(table(this.committing, copies[1])).toEqual(table(this.mainline, copies[0]));
        k.exitFiles(this.mainline, copies[0]);
        k.exitFiles(this.committing, copies[1]);
        break;
      }
      default:
        this.call(task, (kernel, t) => k.setRlimitNofile(kernel, t, a));
    }
  }
}

/** The abstraction: uncommitted is reserved. */
function table(kernel: k.Kernel, task: number): unknown {
  const { slots, nextFd, maxFds } = k.viewTable(
    kernel,
    kernel.memory.words[task + TaskStruct.files] as number,
  );
  const states = slots.map(({ fd, state, cloexec }) => [
    fd,
    state === "uncommitted" ? "reserved" : state,
    cloexec,
  ]);
  return { states, nextFd, maxFds };
}

describe.each(["tagged", "slots"] as const)("%s", (scheme) => {
  test("every result and every table agree, step by step", { timeout: 3_600_000 }, () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: "max" }), (steps) => {
        const both = new Both(scheme);
        for (const one of steps) {
          both.do(one);
          const [m, p] = both.tasks[0] as [number, number];
          expect(table(both.committing, p)).toEqual(table(both.mainline, m));
          compared++;
        }
        expect(k.checkInvariants(both.committing, "between-calls")).toEqual([]);
      }),
      { numRuns: runs({ fast: 400, usual: 400, long: 10_000 }) },
    );
    expect(compared).toBeGreaterThan(10_000);
  });
});
