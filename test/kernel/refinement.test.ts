/**
 * The refinement: with uncommitted read as reserved, a run of the scheme `tagged` is a run of mainline's, where a
 * successful commit is a sequence of fd_install and a failing one a sequence of put_unused_fd.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
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
  /** The file of an install that mainline has yet to do. */
  file?: number;
}

/** Both designs side by side, two threads each, in step. */
class Both {
  readonly mainline = new k.Kernel({ bitsPerLong: 4 });
  readonly tagged = new k.Kernel({ bitsPerLong: 4, scheme: "tagged" });
  readonly tasks: [mainline: number, tagged: number][];
  readonly pending: Pending[][] = [[], []];

  constructor() {
    const first = [k.initTask(this.mainline), k.initTask(this.tagged)] as const;
    const flags = { files: true, thread: true };
    this.tasks = [
      [...first],
      [k.clone(this.mainline, first[0], flags), k.clone(this.tagged, first[1], flags)],
    ];
  }

  /** The same call on both; the results must agree. */
  call(task: number, body: (kernel: k.Kernel, task: number) => number): number {
    const [m, p] = this.tasks[task] as [number, number];
    const result = body(this.mainline, m);
    expect(body(this.tagged, p)).toBe(result);
    return result;
  }

  do([operation, task, a, b]: Step): void {
    const [m, p] = this.tasks[task] as [number, number];
    const pending = this.pending[task] as Pending[];
    switch (operation) {
      case "reserve": {
        const fd = this.call(task, (kernel, t) =>
          k.getUnusedFdFlags(kernel, t, b % 2 === 0 ? 0 : k.O_CLOEXEC),
        );
        if (fd >= 0) pending.push({ fd });
        break;
      }
      case "install": {
        const next = pending.find(({ file }) => file === undefined);
        if (next === undefined) break;
        next.file = k.allocFile(this.mainline); // mainline must wait: nothing may fail after its install
        k.fdInstall(this.tagged, p, next.fd, k.allocFile(this.tagged));
        break;
      }
      case "put": {
        const index = pending.findIndex(({ file }) => file === undefined);
        const [put] = index < 0 ? [] : pending.splice(index, 1);
        if (put === undefined) break;
        k.putUnusedFd(this.mainline, m, put.fd);
        k.putUnusedFd(this.tagged, p, put.fd);
        break;
      }
      case "succeed":
        for (const { fd, file } of pending.splice(0)) {
          if (file !== undefined) k.fdInstall(this.mainline, m, fd, file);
          else {
            k.putUnusedFd(this.mainline, m, fd);
            k.putUnusedFd(this.tagged, p, fd);
          }
        }
        k.commit(this.tagged, p, true);
        break;
      case "fail":
        for (const { fd, file } of pending.splice(0)) {
          k.putUnusedFd(this.mainline, m, fd);
          if (file !== undefined) k.fput(this.mainline, file);
        }
        k.commit(this.tagged, p, false);
        break;
      case "close":
        this.call(task, (kernel, t) => k.closeFd(kernel, t, a));
        break;
      case "dup":
        if (pending.length === 0) this.call(task, (kernel, t) => k.dup(kernel, t, a));
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
        const copies = [k.clone(this.mainline, m), k.clone(this.tagged, p)] as const;
        expect(table(this.tagged, copies[1])).toEqual(table(this.mainline, copies[0]));
        k.exitFiles(this.mainline, copies[0]);
        k.exitFiles(this.tagged, copies[1]);
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

test("every result and every table agree, step by step", { timeout: 3_600_000 }, () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120, size: "max" }), (steps) => {
      const both = new Both();
      for (const one of steps) {
        both.do(one);
        const [m, p] = both.tasks[0] as [number, number];
        expect(table(both.tagged, p)).toEqual(table(both.mainline, m));
        compared++;
      }
      expect(k.checkInvariants(both.tagged, "between-calls")).toEqual([]);
    }),
    { numRuns: runs({ fast: 400, usual: 400, long: 10_000 }) },
  );
  expect(compared).toBeGreaterThan(10_000);
});
