/** Code that disposes with `using` is no code that puts something back, whichever compiler has lowered the `using`. */
import { transformSync } from "esbuild";
import { FileDescriptorReservation, type Task } from "fd-reservation";
import { guard, prepare, raw, Transaction } from "fd-reservation/designs";
import { scenario } from "fd-reservation/explore";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { Space } from "../../src/explore/space.js";

/** A task that disposes in a loop, in a block and at its end, as each compiler writes it down. */
const source = `
function run(task, handle) {
  using first = handle(task);
  for (const word of [1, 2]) {
    using second = handle(task);
    if (word === 2) break;
  }
  {
    using third = handle(task), fourth = handle(task);
    third; fourth;
  }
  return first === undefined ? 1 : 0;
}`;

const keeps =
  "function run(task) { try { return task.fGetfd(9); } catch (error) { return 1; } finally { task.kernel; } }";

type Run = (task: Task, handle: (task: Task) => undefined) => number;

function evaluate(text: string): Run {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is what a compiler has just made
  return (new Function(`${text}; return run;`) as () => Run)();
}

const lowered: Record<string, (text: string) => Run> = {
  TypeScript: (text) =>
    evaluate(ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2022 } }).outputText),
  esbuild: (text) => evaluate(transformSync(text, { target: "es2022" }).code),
};

function mayCatch(run: Run): boolean {
  const none = (): undefined => undefined;
  const task = (current: Task): number => run(current, none);
  return new Space(scenario({ name: "lowered", tasks: { a: task, b: task } })).watchdog.mayCatch;
}

describe.each(Object.entries(lowered))("%s", (_, compile) => {
  test("using", () => expect(mayCatch(compile(source))).toBe(false));
  test("what catches", () => expect(mayCatch(compile(keeps))).toBe(true));
});

test("the compiler of these tests", () => {
  const disposing: Run = (task, handle) => {
    using first = handle(task);
    for (const word of [1, 2]) {
      using second = handle(task);
      if (second === undefined && word === 2) break;
    }
    return first === undefined ? 1 : 0;
  };
  expect(mayCatch(disposing)).toBe(false);
});

describe("what this package's own code catches is not the program's", () => {
  const runs: Record<string, Run> = {
    binding(current) {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using reservation = current.reservation;
      return reservation.reservedFd();
    },
    raw: (current) => raw.putUser(current, 0, 1),
    guard(current) {
      using fd = guard.getUnusedFd(current, 0);
      return fd.fd;
    },
    prepare: (current) => prepare.fdAdd(current, 0, () => raw.anonInodeGetfile(current)),
    transaction(current) {
      Transaction.begin(current);
      return 0;
    },
  };
  test.each(Object.entries(runs))("%s", (_, run) => expect(mayCatch(run)).toBe(false));
});
