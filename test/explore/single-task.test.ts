/** One task alone is held to the same rules as several, though it is run and not searched. */
import type { Task } from "fd-reservation";
import { explore, ExploreError, scenario, type Scenario } from "fd-reservation/explore";
import { describe, expect, test } from "vitest";

type Memory = Task["kernel"]["memory"];

/** A task that is given four words. */
function alone(
  run: (memory: Memory, words: number) => number | void,
  more: Partial<Scenario<number>> = {},
): Scenario {
  return scenario<number>({
    name: "alone",
    setup: ({ kernel }) => kernel.memory.allocate(4, "four words"),
    tasks: { a: ({ kernel }, words) => run(kernel.memory, words) },
    ...more,
  });
}

const wrong: readonly [what: string, said: RegExp, run: (memory: Memory, words: number) => number | void][] =
  [
    [
      "touches what it has freed",
      /the thing at \d+ is touched after it was freed/,
      (memory) => {
        const thing = memory.allocate(1, "thing");
        memory.free(thing);
        memory.load(thing);
      },
    ],
    [
      "touches what it has freed, where another thing would be by now",
      /the thing at \d+ is touched after it was freed/,
      (memory) => {
        const thing = memory.allocate(1, "thing");
        memory.free(thing);
        memory.allocate(1, "another thing");
        memory.store(thing, 1);
      },
    ],
    [
      "touches it when something failed",
      /the thing at \d+ is touched after it was freed/,
      (memory) => {
        const thing = memory.allocate(1, "thing");
        const failed = memory.fails("ENOMEM", "something");
        memory.free(thing);
        if (failed) memory.store(thing, 1);
        return failed ? -12 : 0;
      },
    ],
    ["reads through NULL", /address 0 is read or written: a NULL pointer/, (memory) => void memory.load(0)],
    ["reads through an error", /address -12 is read or written/, (memory) => void memory.load(-12)],
    ["writes where nothing is", /there is no memory/, (memory) => memory.store(5e8, 1)],
    ["locks where nothing is", /address -12 is read or written/, (memory) => memory.lock(-12)],
    ["waits where nothing is", /address -12 is read or written/, (memory, p) => memory.waitEvent(p, -12, 1)],
    [
      "leaves its block",
      /the word past the end of the three words/,
      (memory) => {
        memory.load(memory.allocate(3, "three words") + 3);
      },
    ],
    ["returns with a lock", /returns and holds the lock/, (memory, p) => memory.lock(p)],
    ["returns in a read section", /returns inside an RCU read section/, (memory) => memory.rcuReadLock()],
    [
      "takes a lock that it holds",
      /waiting are a for the lock four words@\d+\[0\]/,
      (memory, p) => {
        memory.lock(p);
        memory.lock(p);
      },
    ],
    [
      "waits for what nobody does",
      /waiting are a for four words@\d+\[1\], which is 0/,
      (memory, p) => memory.waitEvent(p, p + 1, 1),
    ],
    [
      "waits for itself",
      /for an RCU read section to end/,
      (memory) => {
        memory.rcuReadLock();
        memory.synchronizeRcu();
        memory.rcuReadUnlock();
      },
    ],
  ];

describe.each(wrong)("a task that %s", (_what, said, run) => {
  const idle = (): number => 0;

  test.each([
    ["alone", alone(run), {}],
    ["alone, searched", alone(run), { order: "breadth" }],
    ["alone, twice failing", alone(run), { failures: 2 }],
    ["beside another", scenario({ ...alone(run), tasks: { ...alone(run).tasks, idle } }), {}],
    [
      "beside another, every access",
      scenario({ ...alone(run), tasks: { ...alone(run).tasks, idle } }),
      { reduce: false },
    ],
  ] as const)("%s", (_how, given, options) => {
    const { verdict, counterexample } = explore(given, options);
    expect(verdict).toBe("violated");
    expect(counterexample?.violation?.message).toMatch(said);
  });

  test("the program cannot hide it", () => {
    const hiding = alone((memory, words) => {
      try {
        return run(memory, words);
      } catch {
        return 0;
      }
    });
    expect(explore(hiding).counterexample?.violation?.message).toMatch(said);
  });
});

test("recycled memory may be read in a read section that found it before, and nowhere else", () => {
  const reading = (inSection: boolean): Scenario =>
    alone((memory) => {
      const thing = memory.allocate(1, "thing");
      if (inSection) memory.rcuReadLock();
      memory.recycle(thing);
      memory.load(thing);
      if (inSection) memory.rcuReadUnlock();
    });
  expect([explore(reading(true)).verdict, explore(reading(false)).verdict]).toEqual(["holds", "violated"]);
});

test("what waits for a grace period may be touched until the read section is left, and no longer", () => {
  const reading = (within: boolean): Scenario =>
    alone((memory) => {
      const thing = memory.allocate(1, "thing");
      memory.rcuReadLock();
      memory.rcuReadLock();
      memory.freeAfterGracePeriod(thing);
      memory.rcuReadUnlock();
      if (within) memory.load(thing);
      memory.rcuReadUnlock();
      if (!within) memory.load(thing);
    });
  for (const options of [{}, { order: "breadth" }] as const) {
    expect(explore(reading(true), options).verdict).toBe("holds");
    expect(explore(reading(false), options).counterexample?.violation?.message).toMatch(
      /the thing at \d+ is touched after it was freed/,
    );
  }
});

test("an invariant is asked after every operation, and what it finds is where the run ends", () => {
  const given = alone(
    (memory, words) => {
      memory.store(words, 1);
      memory.store(words, 0);
    },
    {
      invariant: ({ kernel }) => {
        for (const { address } of kernel.memory.blocks("four words"))
          if (kernel.memory.load(address) === 1) throw new Error("the word is 1");
      },
    },
  );
  for (const options of [{}, { order: "breadth" }, { reduce: false, failures: 2 }] as const) {
    const { verdict, counterexample } = explore(given, options);
    expect([verdict, counterexample?.violation?.message]).toEqual(["violated", "the word is 1"]);
  }
});

test("what set-up returns is frozen", () => {
  const state = { count: 0 };
  const given = scenario<{ count: number }>({
    name: "frozen",
    setup: () => state,
    tasks: { a: (_current, shared) => void shared.count++ },
  });
  expect(explore(given).counterexample?.violation?.message).toMatch(/TypeError/);
  expect(state.count).toBe(0);
});

test("the mistake that is stated is looked for behind others", () => {
  const given = alone((memory) => (memory.fails("ENOMEM", "x") ? -1 : 0), {
    violates: "second",
    check({ failures }) {
      throw new Error(failures.length > 0 ? "second" : "first");
    },
  });
  expect([explore(given).verdict, explore(given, { order: "breadth" }).verdict]).toEqual([
    "expected",
    "expected",
  ]);
  const other = scenario({ ...given, violates: "third" });
  expect(explore(other).verdict).toBe("violated");
});

describe("limits", () => {
  const failing = alone((memory) => {
    for (let point = 0; point < 50; point++) if (memory.fails("ENOMEM", `point ${point}`)) return -12;
    return 0;
  });

  test("of states, which are runs here", () => {
    const { states, coverage, bound, verdict } = explore(failing, { maxStates: 3 });
    expect([states, coverage, bound, verdict]).toEqual([3, "BOUNDED", { kind: "states", limit: 3 }, "holds"]);
    expect(explore(failing, { maxStates: 51 }).coverage).toBe("EXHAUSTIVE");
  });

  test("of time", () => {
    expect(explore(failing, { maxMilliseconds: 0 }).bound).toEqual({ kind: "time", limit: 0 });
  });

  test("a task that does not return is refused by name", () => {
    const endless = alone((memory, words) => {
      while (memory.load(words) === 0);
    });
    expect(() => explore(endless)).toThrow(/The task "a" has made \d+ accesses and not returned/);
    const hiding = alone((memory, words) => {
      try {
        while (memory.load(words) === 0);
      } catch {
        return 0;
      }
      return 0;
    });
    expect(() => explore(hiding)).toThrow(/not returned/);
  });
});

describe("set-up", () => {
  test.each([
    [
      "throws",
      {
        setup: () => {
          throw new Error("boom");
        },
      },
      /set-up of "alone" cannot be used: Error: boom/,
    ],
    [
      "has a kernel that cannot be",
      { kernel: { bitsPerLong: 3 } },
      /options of the kernel of "alone" cannot be used/i,
    ],
  ] as const)("%s: refused by name", (_what, more, said) => {
    for (const options of [{}, { order: "breadth" }] as const) {
      let caught: unknown;
      try {
        explore(
          alone(() => 0, more as Partial<Scenario<number>>),
          options,
        );
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(ExploreError);
      expect((caught as ExploreError).kind).toBe("setup");
      expect((caught as ExploreError).message).toMatch(said);
    }
  });
});
