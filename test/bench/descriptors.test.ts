/** The benchmark of descriptor tables runs as a process; its numbers are not judged here, their shape is. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { judge } from "../../bench/descriptors/aims.js";
import type { Cell } from "../../bench/descriptors/cell.js";
import { givesLowest, median, yardstickName } from "../../bench/descriptors/measure.js";
import { need, needs, starts } from "../tools.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

function bench(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=fd-reservation:source", "--import", "tsx", "bench/descriptors/run.ts", ...args],
    { cwd: root, encoding: "utf8" },
  );
  return { code: status, out: stdout, err: stderr };
}

interface Measured {
  readonly sizes: readonly number[];
  readonly peers: readonly { readonly name: string; readonly lowestNumber: boolean }[];
  readonly cells: readonly Cell[];
  readonly aims: readonly { readonly verdict: string }[];
}

let measured: Measured | undefined;
/** What one run measures; the tests below share it. */
function quick(): Measured {
  if (measured === undefined) {
    const { code, out, err } = bench("--quick", "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    measured = JSON.parse(out) as Measured;
  }
  return measured;
}

test("--quick --json gives a number or a reason for each table, pattern and size", () => {
  const { sizes, peers, cells, aims } = quick();
  expect(sizes).toEqual([16, 1024]);
  const names = new Set(cells.map(({ contender }) => contender));
  expect([...names]).toEqual(
    expect.arrayContaining(["fd-reservation", "@tybys/wasm-util", "@zenfs/core", "memfs", yardstickName]),
  );
  expect(cells).toHaveLength(names.size * sizes.length * 4);
  for (const { median: ns, min, max, skipped } of cells) {
    if (skipped !== undefined) expect(skipped).toMatch(/^(there is no C compiler|cc cannot|one operation)/);
    else expect(min).toBeGreaterThan(0);
    if (ns !== undefined) expect([min, ns, max]).toEqual([min, ns, max].sort((a = 0, b = 0) => a - b));
  }
  // What each peer does with its numbers is known, and the benchmark sees it for itself.
  const lowest = peers.filter(({ lowestNumber }) => lowestNumber).map(({ name }) => name);
  expect(lowest.filter((name) => name !== yardstickName)).toEqual([
    "fd-reservation",
    "@tybys/wasm-util",
    "@zenfs/core",
  ]);
  expect(aims).toHaveLength(2);
});

test("where there is a C compiler, the table in C is measured", need(needs.compiler, starts("cc")), () => {
  const inC = quick().cells.filter(({ contender }) => contender === yardstickName);
  expect(inC.flatMap(({ skipped }) => skipped ?? [])).toEqual([]);
  expect(inC.filter(({ median: ns }) => typeof ns !== "number")).toEqual([]);
  expect(inC.length).toBeGreaterThan(0);
});

test("an unknown option is refused with the way to help", () => {
  const { code, out, err } = bench("--fast");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("error: unknown option '--fast'");
  expect(err).toContain("--help shows what there is.");
});

test("the aims are met, missed, or not measured, by the medians", () => {
  const cell = (contender: string, size: number, ns: number): Cell => ({
    contender,
    pattern: "tail",
    size,
    median: ns,
  });
  const cells = [
    cell("mine", 1024, 10),
    cell("mine", 65536, 31),
    cell("peer", 1024, 100),
    cell("peer", 16, 1),
  ];
  expect(judge(cells, "mine", ["mine", "peer"])).toMatchObject([
    { verdict: "not measured", worst: undefined },
    { verdict: "met", worst: { contender: "peer", size: 1024, ratio: 10 }, missed: [] },
  ]);
  const withC = [...cells, cell(yardstickName, 1024, 4), cell(yardstickName, 65536, 10)];
  expect(judge(withC, "mine", ["mine"])).toMatchObject([
    { verdict: "not met", worst: { size: 65536, ratio: 3.1 }, missed: [{ size: 65536 }] },
    { verdict: "not measured" },
  ]);
});

test("the middle of the rounds", () => {
  expect(median([30, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 30])).toBe(3);
});

test("lowest first is told from last closed first, first closed first and never again", () => {
  const table = (
    take: (free: number[]) => number | undefined,
  ): { open(): number; close(fd: number): void } => {
    const free: number[] = [];
    let next = 12;
    return {
      open: () => take(free) ?? next++,
      close: (fd) => void free.push(fd),
    };
  };
  const live = Int32Array.from({ length: 12 }, (_, fd) => fd);
  const smallest = (free: number[]): number | undefined => free.sort((a, b) => a - b).shift();
  expect(givesLowest(table(smallest), live)).toBe(true);
  expect(
    givesLowest(
      table((free) => free.pop()),
      live,
    ),
  ).toBe(false);
  expect(
    givesLowest(
      table((free) => free.shift()),
      live,
    ),
  ).toBe(false);
  expect(
    givesLowest(
      table(() => undefined),
      live,
    ),
  ).toBe(false);
});
