/** Counterexamples as text: what a reader of a mailing list sees. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { raw, SlotReservation, slots } from "fd-reservation/designs";
import { explore, formatTrace, scenario, type Scenario, type Trace } from "fd-reservation/explore";
import { TaskStruct } from "fd-reservation/kernel";
import { describe, expect, test } from "vitest";
import * as lostCommit from "../../examples/races/lost-commit.js";
import * as rule2 from "../../examples/races/rule-2.js";
import * as structures from "../../examples/structures/counter.js";
import lookedUp from "../../examples/bugs/alsa-compress/raw.js";
import raced from "../../examples/bugs/cachefiles-anon-fd/raw.js";
import forgetful from "../../examples/bugs/dma-heap/raw.js";

function shown(example: Scenario): Trace {
  const { counterexample } = explore(example);
  if (counterexample === undefined) throw new Error(`"${example.name}" violates nothing`);
  return counterexample;
}

/** Without what differs from machine to machine: where the examples are. */
function text(trace: Trace, width?: number): string {
  return formatTrace(trace, width).replace(/\S*\/(?=examples\/)/g, "");
}

describe("72 columns", () => {
  const examples = [
    lostCommit.plain,
    rule2.guarded,
    rule2.unguarded,
    structures.forgotten,
    structures.hasty,
    threeWriters(),
    longNames(),
  ];
  test.each(examples.map((example) => [example.name, example] as const))("%s", (_, example) => {
    const trace = shown(example);
    for (const line of formatTrace(trace).split("\n")) expect(line.length, line).toBeLessThanOrEqual(72);
    for (const line of formatTrace(trace).split("\n")) expect(line).toBe(line.trimEnd());
    const widest = Math.max(
      ...formatTrace(trace, 140)
        .split("\n")
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(140);
  });

  test("three tasks have a column each, and more are named at each step", () => {
    expect(text(shown(threeWriters()))).toMatch(/^ {6}a {21}b {21}c$/m);
    const [four] = [shown(threeWriters(["a", "b", "c", "d"]))];
    expect(text(four)).toMatch(/^ {3}1 {2}[abcd]: load/m);
    expect(text(four, 120)).toMatch(/^ {6}a +b +c +d$/m);
  });
});

describe("why", () => {
  test("the two accesses of a lost increment, with their steps", () => {
    expect(shown(structures.forgotten).why).toMatch(
      /^a's load of counter@\d+\[1\] \(step 3\) comes before b's store to it \(step 6\)\. The other way around nothing is violated\.$/,
    );
  });

  test("a block that is freed between two accesses to it", () => {
    expect(shown(structures.hasty).why).toMatch(
      /^writer's free of configuration@\d+ \(step 7\) comes before reader's load of it \(step 8\)\. /,
    );
  });

  test("a run in which others have done nothing", () => {
    expect(shown(rule2.unguarded).why).toBe(
      "It needs no failure, and no other task has taken a step: reserver installs a file at a number that is not " +
        "reserved in this table, and another open may get the same.",
    );
  });

  test("a failure, and at which step", () => {
    expect(shown(forgetful).why).toBe(
      "Without EFAULT in put_user (step 4) nothing is violated. The exit that follows it fails although its descriptor is installed, and other " +
        "threads may be using it.",
    );
  });

  test("the order, where the run holds without the failure, too", () => {
    expect(shown(raced).why).toMatch(
      /^opener's store to fd\[1\] of table@4 \(step \d\) comes before caller's load of it \(step \d\)\. The other way around nothing is violated\. Without EFAULT in put_user \(step 4\) nothing is violated either\.$/,
    );
  });
});

describe("steps", () => {
  test("a slot has one name, in results and in arguments", () => {
    const wrong = scenario({
      name: "prepares",
      kernel: { scheme: "slots" },
      tasks: {
        a: (current) =>
          syscall(current, () => {
            slots.fdStage(current, slots.fdPrepare(current, 0), raw.anonInodeGetfile(current));
            SlotReservation.prepare(current, 0);
          }),
      },
      check: () => {
        throw new Error("wrong");
      },
    });
    const { steps } = shown(wrong);
    expect(steps[0]).toMatchObject({ operation: "fd_prepare", result: { kind: "slot" } });
    expect(steps[2]?.args[0]).toEqual(steps[0]?.result);
    expect(steps[3]).toMatchObject({ operation: "fdPrepare", result: { kind: "slot" } });
  });

  test("a call that a guard refuses is the last step", () => {
    const { steps } = shown(rule2.guarded);
    expect(steps.at(-1)).toMatchObject({ operation: "unshareFiles", phase: "begin" });
    expect(steps.at(-1)?.tables[0]?.slots).toMatchObject([{ fd: 0, state: "reserved" }]);
    expect(text(shown(rule2.guarded))).toMatch(/\(made\s+at\s+examples\/races\/rule-2\.ts:\d+:\d+\)/);
  });

  test("a call that dies is the last step of one task alone", () => {
    const { steps } = shown(
      scenario({
        name: "twice",
        tasks: {
          a: (current) =>
            syscall(current, () => {
              FileDescriptorReservation.getUnusedFdFlags(current, 0);
              using fd: FileDescriptorReservation = current.reservation;
              const token: FileDescriptorReservation = fd;
              const alias = token as { commit(file: FileRef): void };
              alias.commit(FileRef.anonInodeGetfile(current));
              alias.commit(FileRef.anonInodeGetfile(current));
            }),
        },
      }),
    );
    expect(steps.map(({ operation, phase }) => [operation, phase])).toEqual([
      ["getUnusedFdFlags", undefined],
      ["anonInodeGetfile", undefined],
      ["commit", undefined],
      ["anonInodeGetfile", undefined],
      ["commit", "begin"],
    ]);
  });

  test("no call is cut in two where the switch may as well come between calls", () => {
    const fget = shown(lookedUp).steps.filter(({ operation }) => operation === "fget");
    expect(fget).toHaveLength(1);
  });

  test("a choice is a step, whatever lies at the address that its number of ways would be", () => {
    const chosen = scenario({
      name: "many ways",
      tasks: {
        a: ({ kernel: { memory }, address }) =>
          memory.choose(address + TaskStruct.pid, "way") === 0 ? 0 : 1,
        b: (current) => void current.close(0),
      },
      check() {
        throw new Error("always");
      },
    });
    expect(shown(chosen).steps.map(({ operation }) => operation)).toContain("choose");
  });

  test("accesses to a program's own objects are steps, whatever these are called", () => {
    const given = scenario<number>({
      name: "a record",
      setup: ({ kernel: { memory } }) => memory.allocate(1, "an owner record of my own"),
      tasks: {
        a: ({ kernel: { memory } }, at) => memory.store(at, 1),
        b: ({ kernel: { memory } }, at) => memory.store(at, 2),
      },
      check() {
        throw new Error("always");
      },
    });
    expect(shown(given).steps.map(({ task, operation }) => [task, operation])).toEqual([
      ["a", "store"],
      ["b", "store"],
    ]);
  });

  test("a file that is returned has its name", () => {
    const { steps } = shown(rule2.unguarded);
    const made = steps.find(({ operation }) => operation === "anonInodeGetfile");
    expect(made?.result).toEqual({ kind: "file", address: expect.any(Number) as number });
    expect(steps.at(-1)?.args).toContainEqual(made?.result);
  });

  test("a file that execve takes has its name", () => {
    const { steps } = shown(
      scenario({
        name: "exec",
        tasks: { a: (current) => current.execve(FileRef.anonInodeGetfile(current)) },
        check() {
          throw new Error("always");
        },
      }),
    );
    const [made, exec] = steps;
    expect(exec?.args).toEqual([made?.result]);
  });
});

/** Tasks that each add to a word without a lock: two of them lose one. */
function threeWriters(names: readonly string[] = ["a", "b", "c"]): Scenario {
  return scenario<number>({
    name: `${names.length} writers`,
    setup: ({ kernel: { memory } }) => memory.allocate(1, "word"),
    tasks: Object.fromEntries(
      names.map((name) => [
        name,
        ({ kernel: { memory } }: Task, word: number) => memory.store(word, memory.load(word) + 1),
      ]),
    ),
    check({ kernel: { memory }, shared }) {
      if (memory.words[shared] !== names.length) throw new Error("lost");
    },
  });
}

/** Names that fit in no column. */
function longNames(): Scenario {
  const kind = "an_object_whose_kind_has_a_name_that_no_column_of_a_mail_can_hold_in_one_piece";
  return scenario<number>({
    name: "a name as long as a line, and longer than any line of a mail may be, and then some words more",
    setup: ({ kernel: { memory } }) => memory.allocate(1, kind),
    tasks: Object.fromEntries(
      ["a task with a name that is much too long for its column", "b"].map((name) => [
        name,
        ({ kernel: { memory } }: Task, word: number) => memory.store(word, memory.load(word) + 1),
      ]),
    ),
    check({ kernel: { memory }, shared }) {
      if (memory.words[shared] !== 2) throw new Error(`https://example.org/${"x".repeat(100)}`);
    },
  });
}
