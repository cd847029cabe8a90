/** Parameters of a kernel, with their ranges; kinds of files; warnings. */
import { describe, expect, test } from "vitest";
import { DirectProbe } from "../../src/explore/index.js";
import {
  Kernel,
  KernelBug,
  KernelOptionError,
  nameWord,
  Op,
  type KernelOptions,
} from "../../src/kernel/index.js";

test("the defaults are those of Linux on a 64-bit machine", () => {
  const { bitsPerLong, nrOpenDefault, nrOpen, rlimitNofile, panicOnWarn, guards } = new Kernel();
  expect({ bitsPerLong, nrOpenDefault, nrOpen, rlimitNofile, panicOnWarn, guards }).toEqual({
    bitsPerLong: 64,
    nrOpenDefault: 64,
    nrOpen: 1048576,
    rlimitNofile: 1024,
    panicOnWarn: true,
    guards: true,
  });
});

test("nr_open is a word of memory, which a probe sees read and written", () => {
  const kernel = new Kernel();
  const seen: string[] = [];
  class Watching extends DirectProbe {
    override perform(op: Op, first: number, second: number, third: number): number {
      seen.push(`${op === Op.store ? "store" : "load"} ${nameWord(kernel, first)}`);
      return super.perform(op, first, second, third);
    }
  }
  kernel.memory.probe = new Watching(kernel);
  kernel.nrOpen = 128;
  expect(kernel.nrOpen).toBe(128);
  kernel.memory.probe = null;
  expect(seen).toEqual(["store sysctl_nr_open", "load sysctl_nr_open"]);
});

test("nrOpenDefault follows bitsPerLong, and rlimitNofile a low nrOpen", () => {
  expect(new Kernel({ bitsPerLong: 4 }).nrOpenDefault).toBe(4);
  expect(new Kernel({ bitsPerLong: 4, nrOpen: 100 }).rlimitNofile).toBe(100);
});

describe("a parameter out of range is refused with its name, value and range", () => {
  test.each<[KernelOptions, RegExp]>([
    [{ bitsPerLong: 3 }, /^bitsPerLong is 3; .* 1 to 64$/],
    [{ bitsPerLong: 0 }, /^bitsPerLong is 0;/],
    [{ bitsPerLong: 128 }, /^bitsPerLong is 128;/],
    [{ nrOpenDefault: 65 }, /^nrOpenDefault is 65; .*multiple of bitsPerLong \(64\)$/],
    [{ nrOpenDefault: 0 }, /^nrOpenDefault is 0;/],
    [{ bitsPerLong: 1, nrOpenDefault: 1.5 }, /^nrOpenDefault is 1\.5;/],
    [{ nrOpen: 63 }, /^nrOpen is 63; .*from nrOpenDefault \(64\)/],
    [{ nrOpen: 2 ** 26 + 1 }, /^nrOpen is 67108865; .*to 67108864$/],
    [{ nrOpen: Number.NaN }, /^nrOpen is NaN;/],
    [{ rlimitNofile: -1 }, /^rlimitNofile is -1; .*from 0 to nrOpen \(1048576\)$/],
    [{ nrOpen: 100, rlimitNofile: 101 }, /^rlimitNofile is 101; .*\(100\)$/],
    [{ rlimitNofile: 1.5 }, /^rlimitNofile is 1\.5;/],
  ])("%o", (options, message) => {
    expect(() => new Kernel(options)).toThrow(KernelOptionError);
    expect(() => new Kernel(options)).toThrow(message);
  });
});

test.each([
  { bitsPerLong: 1, nrOpen: 1, rlimitNofile: 0 },
  { bitsPerLong: 2, nrOpenDefault: 6 },
  { bitsPerLong: 64, nrOpenDefault: 128, nrOpen: 2 ** 26, rlimitNofile: 2 ** 26 },
])("the ends of the ranges are accepted: %o", (options) => {
  expect(new Kernel(options)).toMatchObject(options);
});

test("registered operations are numbered from 1; 0 is a plain file", () => {
  const kernel = new Kernel();
  expect(kernel.registerOperations({ name: "pipe" })).toBe(1);
  expect(kernel.registerOperations({ name: "socket" })).toBe(2);
  expect(kernel.operations.map(({ name }) => name)).toEqual(["file", "pipe", "socket"]);
});

describe("warn", () => {
  test("with panicOnWarn it throws", () => {
    const kernel = new Kernel();
    expect(() => kernel.warn("here", "this held")).toThrow(new KernelBug("WARN", "here", "this held"));
    expect(kernel.warnings).toEqual([]);
  });

  test("without, each place speaks once", () => {
    const kernel = new Kernel({ panicOnWarn: false });
    kernel.warn("here", "first");
    kernel.warn("here", "second");
    kernel.warn("there", "third");
    expect(kernel.warnings.map(({ message }) => message)).toEqual([
      "WARN in here: first",
      "WARN in there: third",
    ]);
  });

  test("what is worse than a warning throws with and without panicOnWarn", () => {
    const kernel = new Kernel({ panicOnWarn: false });
    expect(() => kernel.report("BUG", "here", "this held")).toThrow(KernelBug);
    expect(kernel.warnings).toEqual([]);
  });
});
