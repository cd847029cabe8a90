/** Runs are laid beside each other: common steps in one row, gaps for the others, and the first difference found. */
import { describe, expect, test } from "vitest";
import type { Trace, TraceStep } from "../../src/explore/index.js";
import { Holders } from "../../src/explore/internal.js";
import { alignRuns, firstDifference, momentAt } from "../../src/viewer/rows.js";
import { changes, changesText, fileChangesText } from "../../src/viewer/words.js";

type Tables = Trace["before"];

function table(...states: readonly ("reserved" | "uncommitted" | "open" | undefined)[]): Tables {
  const slots = states.flatMap((state, fd) =>
    state === undefined ? [] : [{ fd, state, value: state === "open" ? 104 : 0, cloexec: false }],
  );
  return [{ files: 4, count: 1, nextFd: slots.length, maxFds: 64, slots }];
}

function step(operation: string, tables: Tables, task = "A", result?: number): TraceStep {
  return { task, operation, args: [], tables, openFiles: [], ...(result === undefined ? {} : { result }) };
}

function trace(steps: readonly TraceStep[], violation?: string): Trace {
  return {
    version: 2,
    scenario: "s",
    design: "table",
    tasks: ["A", "B"],
    failures: [],
    before: table(),
    openFilesBefore: [],
    steps,
    ...(violation === undefined ? {} : { violation: { kind: "kernel", rule: "leak", message: violation } }),
  };
}

describe("rows", () => {
  test("one run: a row a step, and the end", () => {
    const one = trace([step("a", table()), step("b", table())]);
    expect(alignRuns([one])).toEqual([
      { steps: [0], isEnd: false },
      { steps: [1], isEnd: false },
      { steps: [undefined], isEnd: true },
    ]);
  });

  test("a call is the same in C's spelling and in the binding's, and a file wherever it lies", () => {
    const made = (operation: string, address: number): TraceStep => ({
      ...step(operation, table()),
      result: { kind: "file", address },
    });
    const left = trace([made("anon_inode_getfile", 114), step("fd_install", table("open"))]);
    const right = trace([made("anonInodeGetfile", 98), step("fdInstall", table("uncommitted"))]);
    const rows = alignRuns([left, right]);
    expect(rows.map(({ steps }) => steps)).toEqual([
      [0, 0],
      [1, 1],
      [undefined, undefined],
    ]);
    expect(firstDifference([left, right], rows)).toBe(1);
  });

  test("a step that only one run takes is a gap in the other", () => {
    const left = trace([step("reserve", table("reserved")), step("commit", table("open"))]);
    const right = trace([
      step("begin", table()),
      step("reserve", table("reserved")),
      step("commit", table("open")),
    ]);
    const rows = alignRuns([left, right]);
    expect(rows.map(({ steps }) => steps)).toEqual([
      [undefined, 0],
      [0, 1],
      [1, 2],
      [undefined, undefined],
    ]);
    expect(momentAt(left, rows, 0, 0).tables).toBe(left.before);
    expect(momentAt(left, rows, 3, 0)).toBe(left.steps[1]);
  });

  test("the same call of another task is another step", () => {
    const left = trace([step("close", table(), "A")]);
    const right = trace([step("close", table(), "B")]);
    expect(alignRuns([left, right])).toHaveLength(3);
  });

  test.each([
    ["another result", [step("a", table(), "A", 0)], [step("a", table(), "A", -9)], 0],
    ["another state", [step("a", table("open"))], [step("a", table("uncommitted"))], 0],
    ["a gap", [step("a", table()), step("b", table())], [step("a", table())], 1],
    ["nothing", [step("a", table("open"))], [step("a", table("open"))], undefined],
  ])("first difference: %s", (_, left, right, expected) => {
    const traces = [trace(left), trace(right)];
    expect(firstDifference(traces, alignRuns(traces))).toBe(expected);
  });

  test("first difference: only the end differs", () => {
    const traces = [trace([step("a", table())], "leak"), trace([step("a", table())])];
    expect(firstDifference(traces, alignRuns(traces))).toBe(1);
  });
});

describe("holders", () => {
  test("the task that reserves holds the number until it is open or free", () => {
    const holders = new Holders(table());
    const held = (tables: Tables, task: string): string =>
      holders
        .after(tables, task)
        .flatMap(({ slots }) => slots.map(({ fd, holder = "-" }) => `${fd} ${holder}`))
        .join(", ");
    expect(held(table("reserved"), "A")).toBe("0 A");
    expect(held(table("reserved", "reserved"), "B")).toBe("0 A, 1 B");
    expect(held(table("uncommitted", "reserved"), "A")).toBe("0 A, 1 B");
    expect(held(table("open", "reserved"), "A")).toBe("0 -, 1 B");
    expect(held(table("open"), "B")).toBe("0 -");
  });
});

describe("words", () => {
  test("changes name the descriptor and, where there are several tables, the table", () => {
    const list = changes(table("reserved"), table("open", "reserved"));
    expect(changesText(list, new Map([[4, "T0"]]))).toBe("fd 0 becomes open, fd 1 becomes reserved");
    expect(
      changesText(
        list,
        new Map([
          [4, "T0"],
          [9, "T1"],
        ]),
      ),
    ).toContain("fd 0 becomes open in T0");
    expect(changesText([], new Map())).toBe("no table changes");
  });

  test("files are made, counted and freed, and a slot that still leads to a freed one is told", () => {
    const moment = (openFiles: TraceStep["openFiles"], tables = table()): TraceStep => ({
      ...step("a", tables),
      openFiles,
    });
    const file = { address: 104, kind: "pipe" };
    const made = moment([{ ...file, count: 1 }]);
    const counted = moment([{ ...file, count: 2 }]);
    const freed = moment([{ ...file, count: 0, freed: true }]);
    const dangling = moment([{ ...file, count: 0, freed: true }], table("open"));
    expect(fileChangesText(moment([]), made)).toEqual(["pipe@104 is made with count 1"]);
    expect(fileChangesText(made, counted)).toEqual(["the count of pipe@104 goes from 1 to 2"]);
    expect(fileChangesText(made, freed)).toEqual(["pipe@104 is freed"]);
    expect(fileChangesText(made, dangling)).toEqual(["pipe@104 is freed, and fd 0 still leads to it"]);
    expect(fileChangesText(freed, freed)).toEqual([]);
    expect(fileChangesText(freed, made)).toEqual(["pipe@104 is made with count 1"]);
  });
});
