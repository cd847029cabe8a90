/** Small programs on which an explorer is easily wrong, each with what is right; with the reduction and without it. */
import { syscall } from "fd-reservation";
import {
  explore,
  ExploreError,
  exploreShard,
  formatTrace,
  mergeShards,
  scenario,
  ScenarioError,
  toPromela,
  type Exploration,
  type ExploreOptions,
  type Scenario,
  type ScenarioDefinition,
  type World,
} from "fd-reservation/explore";
import { allocFile, allocStruct, fdInstall, getUnusedFdFlags } from "fd-reservation/kernel";
import { beforeEach, describe, expect, test } from "vitest";
import { isFast } from "../effort.js";
import { program, type Memory, type Tasks } from "./memory-program.js";

/** A pointer to an object of two words. */
const withObject = {
  setup: ({ kernel: { memory } }: World): number => {
    const pointer = memory.allocate(2, "pointer");
    memory.store(pointer, memory.allocate(2, "object"));
    return pointer;
  },
};

const fail = (text: string): never => {
  throw new Error(text);
};

const idle = (): number => 0;

/** Explores with the reduction and without; both must say the same. */
function both(given: Scenario, options: ExploreOptions = {}): Exploration {
  const [reduced, whole] = [explore(given, options), explore(given, { ...options, reduce: false })];
  expect(reduced.verdict).toBe(whole.verdict);
  expect(reduced.coverage).toBe(whole.coverage);
  return reduced;
}

function violated(given: Scenario, message: RegExp, options: ExploreOptions = {}): void {
  const { verdict, counterexample } = both(given, options);
  expect(verdict).toBe("violated");
  expect(counterexample?.violation?.message).toMatch(message);
}

function holds(given: Scenario, options: ExploreOptions = {}): void {
  expect(both(given, options)).toMatchObject({ verdict: "holds", coverage: "EXHAUSTIVE" });
}

function refused(given: () => unknown, kind: ExploreError["kind"], message: RegExp): void {
  try {
    given();
  } catch (error) {
    expect(error).toBeInstanceOf(ExploreError);
    expect((error as ExploreError).message).toMatch(message);
    expect((error as ExploreError).kind).toBe(kind);
    return;
  }
  expect.unreachable("it is refused");
}

describe("a lock's word is a word", () => {
  const locks = (memory: Memory, word: number): void => {
    memory.lock(word);
    memory.unlock(word);
  };

  test("it is loaded", () => {
    violated(
      program(
        { a: locks, b: (m, w) => m.load(w) },
        { check: ({ results }) => void (results["b"] === 1 && fail("b saw it held")) },
      ),
      /b saw it held/,
    );
  });

  test("another task tries to take it", () => {
    violated(
      program(
        {
          a: locks,
          b: (m, w) => {
            if (m.compareExchange(w, 0, 7) !== 0) return -16;
            m.store(w, 0);
            return 0;
          },
        },
        { check: ({ results }) => void (results["b"] === -16 && fail("busy")) },
      ),
      /busy/,
    );
  });

  test("it is waited for", () => {
    violated(
      program({
        a: (m, w) => {
          m.lock(w);
          m.unlock(w);
        },
        b: (m, w) => m.waitEvent(w + 1, w, 1),
      }),
      /nobody can go on: waiting are b/,
    );
  });

  test("it is stored to, so that it keeps nobody out", () => {
    const adds = (m: Memory, w: number): void => {
      m.lock(w);
      const seen = m.load(w + 1);
      if (m.load(w + 1) !== seen) fail("not alone");
      m.store(w + 1, seen + 1);
      m.unlock(w);
    };
    const given = program({ a: adds, b: adds, c: (m, w) => m.store(w, 0) }, { violates: "not alone" });
    expect(both(given).verdict).toBe("expected");
  });

  test("it lies in memory that is used again", () => {
    violated(
      program(
        {
          a: (m, p) => {
            const o = m.load(p);
            m.lock(o);
            m.unlock(o);
          },
          b: (m, p) => {
            m.recycle(m.load(p));
            m.allocate(2, "object");
          },
        },
        withObject,
      ),
      /touched after it was freed|does not hold it|returns and holds/,
    );
  });

  test("one task alone takes it", () => holds(program({ a: locks, b: idle })));
});

describe("memory that is used again", () => {
  test("by another task than the one that recycled it", () => {
    violated(
      program(
        {
          reader: (m, p) => {
            m.rcuReadLock();
            const o = m.load(p);
            const seen = o === 0 ? 0 : m.load(o + 1);
            m.rcuReadUnlock();
            return seen;
          },
          closer: (m, p) => {
            const o = m.exchange(p, 0);
            m.recycle(o);
          },
          opener: (m) => m.store(m.allocate(2, "object") + 1, 2),
        },
        { ...withObject, check: ({ results }) => void (results["reader"] === 2 && fail("another one's")) },
      ),
      /another one's/,
    );
  });

  const stack = {
    setup: ({ kernel: { memory: m } }: World): number => {
      const head = m.allocate(2, "head");
      const [bottom, top] = [m.allocate(2, "node"), m.allocate(2, "node")];
      m.store(top, bottom);
      m.store(head, top);
      m.store(head + 1, bottom);
      return head;
    },
  };
  const pop = (m: Memory, head: number): number => {
    const top = m.load(head);
    if (top === 0) return 0;
    const next = m.load(top);
    return m.compareExchange(head, top, next) === top ? top : 0;
  };
  const push = (m: Memory, head: number, node: number): void => {
    const top = m.load(head);
    m.store(node, top);
    if (m.compareExchange(head, top, node) !== top) m.free(node);
  };
  const poppers = (give: (m: Memory, node: number) => void): Tasks => ({
    a: (m, head) => {
      m.rcuReadLock();
      pop(m, head);
      m.rcuReadUnlock();
    },
    b: (m, head) => {
      const [first, second] = [pop(m, head), pop(m, head)];
      if (first === 0 || second === 0) return;
      give(m, first);
      push(m, head, m.allocate(2, "node"));
    },
  });
  // b has taken the bottom node out, and it is the head again.
  const check: ScenarioDefinition<number>["check"] = ({ kernel: { memory }, shared }) => {
    const { words } = memory;
    const top = words[shared] as number;
    if (top !== 0 && top === words[shared + 1]) fail("ABA");
  };
  const both_ = { ...stack, check };

  test("a stack's node that is recycled: ABA", () =>
    violated(program({ ...poppers((m, node) => m.recycle(node)), c: idle }, both_), /ABA/));

  test("a stack's node that is freed: ABA, where freed memory is given again", () => {
    const freed = program(
      poppers((m, node) => m.free(node)),
      both_,
    );
    violated(freed, /touched after it was freed|ABA/, { reuse: true });
    // Without reuse the address never comes back.
    expect(explore(freed).counterexample?.violation?.message).not.toMatch(/ABA/);
  });

  test("for what is as large, and for nothing larger", () => {
    holds(
      program({
        a: (m) => {
          m.recycle(m.allocate(1, "k"));
          m.store(m.allocate(2, "k") + 1, 1);
        },
        b: idle,
      }),
    );
    holds(program({ a: (m) => m.store(sized(m, 3, 2) + 1, 1), b: idle }), { reuse: true });
  });
  const sized = (m: Memory, first: number, second: number): number => {
    m.free(m.allocate(first, "k"));
    return m.allocate(second, "k");
  };
});

describe("memory that may not be touched", () => {
  const wrong: readonly [string, Tasks, RegExp][] = [
    [
      "a wait queue is woken after it was freed",
      {
        waker: (m, p) => {
          const o = m.load(p);
          if (o !== 0) m.wakeUpAll(o + 1);
        },
        freer: (m, p) => {
          const o = m.exchange(p, 0);
          if (o !== 0) m.free(o);
        },
      },
      /touched after it was freed/,
    ],
    [
      "a wait queue is slept on after it was freed",
      {
        sleeper: (m, p) => m.waitEvent(m.load(p) + 1, p + 1, 0),
        freer: (m, p) => m.free(m.load(p)),
      },
      /touched after it was freed/,
    ],
    ["the word before a block", { a: (m, p) => m.store(m.load(p) - 1, 1), b: idle }, /before the beginning/],
    [
      "two words before it",
      { a: (m) => m.load(m.allocate(2, "o") - 2) && 0, b: idle },
      /before the beginning/,
    ],
    ["an inner address is freed", { a: (m, p) => m.free(m.load(p) + 1), b: idle }, /is no block/],
    ["an inner address is recycled", { a: (m, p) => m.recycle(m.load(p) + 1), b: idle }, /is no block/],
    [
      "an inner address is freed later",
      { a: (m, p) => m.freeAfterGracePeriod(m.load(p) + 1), b: idle },
      /is no block/,
    ],
    ["no words are allocated", { a: (m) => void m.allocate(0, "o"), b: idle }, /0 words of o/],
    ["fewer than none", { a: (m) => void m.allocate(-1, "o"), b: idle }, /-1 words of o/],
    ["a field of NULL, where nr_open lies, is read", { a: (m) => m.load(1), b: idle }, /a NULL pointer/],
    [
      "a field of NULL, where nr_open lies, is written",
      { a: (m) => m.store(1, 2), b: idle },
      /a NULL pointer/,
    ],
    ["a lock of NULL, where nr_open lies", { a: (m) => m.lock(1), b: idle }, /a NULL pointer/],
    ["a queue that is NULL", { a: (m, p) => m.waitEvent(0, p, 99), b: idle }, /a NULL pointer/],
  ];
  test.each(wrong)("%s", (_, tasks, message) => violated(program(tasks, withObject), message));
  test.each(wrong.filter(([, tasks]) => "b" in tasks))("%s, alone", (_, { a }, message) => {
    expect(
      explore(program({ a: a as Tasks[string] }, withObject)).counterexample?.violation?.message,
    ).toMatch(message);
  });
});

describe("nr_open is a word of memory", () => {
  const looks: Tasks[string] = (_, __, { kernel }) => Number(kernel.nrOpen !== kernel.nrOpen);
  const agrees: Partial<ScenarioDefinition<number>> = {
    check: ({ results }) => void (results["looker"] === 1 && fail("it changed in between")),
  };

  test("it changes between two looks of a task where another one writes it", () => {
    const writes: Tasks[string] = (_, __, { kernel }) => void (kernel.nrOpen = 128);
    violated(program({ looker: looks, writer: writes }, agrees), /it changed in between/);
  });

  test("it does not where nobody does, and no look is a scheduling point", () => {
    const given = program({ looker: looks, other: looks }, agrees);
    holds(given);
    // Each has run or has not.
    expect(explore(given).states).toBe(4);
  });

  test("what a run has written is not there in the next", () => {
    const writes: Tasks[string] = (_, __, { kernel }) => {
      const before = kernel.nrOpen;
      kernel.nrOpen = 128;
      return before;
    };
    const check: ScenarioDefinition<number>["check"] = ({ results }) =>
      void (results["a"] !== 1048576 && fail("an old value"));
    holds(program({ a: writes, b: (m, w) => m.store(w, 1) }, { check }));
    holds(program({ a: writes }, { check }));
  });
});

describe("RCU and set-up", () => {
  test("a section that is left before it is entered", () => {
    violated(
      program({
        a: (m, w) => {
          m.rcuReadUnlock();
          m.load(w);
          m.rcuReadLock();
        },
        b: (m, w) => m.store(w, 1),
      }),
      /left that was not entered/,
    );
  });

  const nested = (m: Memory, pointer: number, depth: number): number => {
    for (let count = 0; count < depth; count++) m.rcuReadLock();
    const o = m.load(pointer);
    const seen = o === 0 ? 0 : m.load(o);
    for (let count = 0; count < depth; count++) m.rcuReadUnlock();
    return seen;
  };
  test.each([1, 255, 256, 300])("%i nested sections are one", (depth) => {
    const given = program(
      {
        reader: (m, p) => nested(m, p, depth),
        writer: (m, p) => {
          const o = m.exchange(p, 0);
          m.synchronizeRcu();
          m.free(o);
        },
      },
      withObject,
    );
    expect(explore(given)).toMatchObject({ verdict: "holds", coverage: "EXHAUSTIVE" });
  });

  test("a block that is freed when its readers have left, touched meanwhile", () => {
    const given = (touch: boolean): Scenario =>
      program(
        {
          reader: (m, p) => {
            m.rcuReadLock();
            m.load(p + 1);
            m.rcuReadUnlock();
          },
          freer: (m, p) => {
            m.freeAfterGracePeriod(m.load(p));
            m.store(p + 1, 1);
          },
          other: (m, p) => {
            if (m.load(p + 1) === 1 && touch) m.store(m.load(p), 5);
          },
        },
        {
          ...withObject,
          check: ({ kernel, shared }) =>
            void (
              kernel.memory.words[kernel.memory.words[shared] as number] === 5 && fail("it was still there")
            ),
          violates: "it was still there",
        },
      );
    for (const reduce of [true, false]) {
      expect(explore(given(true), { reduce }).verdict).toBe("expected");
      expect(explore(given(false), { reduce }).verdict).toBe("not-reproduced");
    }
  });

  test("a lock that set-up has taken is anybody's to release, once", () => {
    const taken = {
      setup: ({ kernel: { memory: m } }: World): number => {
        const w = m.allocate(2, "w");
        m.lock(w);
        return w;
      },
    };
    holds(program({ a: idle, b: (m, w) => m.unlock(w) }, taken));
    holds(program({ a: (m, w) => m.unlock(w), b: idle }, taken));
    violated(program({ a: (m, w) => m.unlock(w), b: (m, w) => m.unlock(w) }, taken), /does not hold it/);
    expect(explore(program({ a: (m, w) => m.unlock(w) }, taken)).verdict).toBe("holds");
  });

  test("values are words with one task as with two", () => {
    const body = (m: Memory, w: number): number => {
      m.store(w, 2 ** 32 + 5);
      const swapped = m.compareExchange(w, 2 ** 32 + 5, 2 ** 33 + 6);
      m.add(w, 2 ** 32 + 1);
      return 100 * swapped + m.load(w) + m.exchange(w, 2 ** 32 + 2);
    };
    for (const tasks of [{ a: body }, { a: body, b: idle }] as Tasks[]) {
      const given = program(tasks, {
        check: ({ results }) => void (results["a"] !== 514 && fail(`${results["a"]}`)),
      });
      expect(explore(given)).toMatchObject({ verdict: "holds" });
    }
  });
});

describe("failures", () => {
  const points: Tasks = Object.fromEntries(
    ["a", "b", "c", "d"].map((name) => [name, (m: Memory) => (m.fails("EIO", `f${name}`) ? 1 : 0)]),
  );

  test.each([1, 2, 3, 4])("a check is told those that were taken: %i of four", (failures) => {
    const seen = new Set<string>();
    const given = program(points, {
      check: ({ results, failures: taken }) => {
        for (const name of Object.keys(points)) {
          const told = taken.some(({ where }) => where === `f${name}`);
          if (told !== (results[name] === 1)) fail(`${name}: ${taken.map(({ where }) => where).join()}`);
        }
        seen.add(taken.map(({ where }) => where).join());
      },
    });
    holds(given, { failures });
    const binomials = [1, 4, 6, 4, 1].slice(0, failures + 1).reduce((sum, one) => sum + one, 0);
    expect(seen.size).toBe(binomials);
  });

  test("the number of a point is right, however the task came there", () => {
    const given = program({
      a: (m, w, current) =>
        syscall(current, () => {
          current.mayFail(m.load(w) === 0 ? "EIO" : "ENOMEM", "step");
        }),
      b: (m, w) => m.store(w, 1),
    });
    holds(given);
  });

  test("an error is another one in each run", () => {
    const given = program({
      a: (_, __, current) => {
        let notes = 0;
        for (let count = 0; count < 3; count++) {
          try {
            current.fget(9);
          } catch (error) {
            if (!(error instanceof Error) || error.name !== "Errno") throw error;
            const noted = error as Error & { seen?: number };
            notes += noted.seen ?? 0;
            noted.seen = 1;
          }
        }
        if (notes > 0) fail("an old error");
      },
      b: (m, w) => m.store(w, 1),
    });
    holds(given);
  });
});

describe("state that the search cannot see", () => {
  const cell = { value: 0 };
  // Another one each time: what is set to what it was is no change.
  let url = new URL("https://example.org/0");
  let headers = new Headers();
  beforeEach(() => {
    url = new URL("https://example.org/0");
    headers = new Headers();
  });
  let variable = 0;
  interface Loose {
    seen?: number;
  }
  const keeping: readonly [string, Tasks[string], Partial<ScenarioDefinition<number>>?][] = [
    ["memory.words", (m, w) => (m.load(w + 1), m.words[w])],
    ["the table as a whole", (m, w, current) => (m.load(w), current.table?.slots.length)],
    ["a property of the task", (m, w, current) => void ((current as Loose).seen = m.add(w, 1))],
    ["a property of the kernel", (m, w, current) => void ((current.kernel as Loose).seen = m.add(w, 1))],
    ["a property of memory", (m, w) => void ((m as Loose).seen = m.add(w, 1))],
    [
      "kernel.warnings",
      (m, w, current) => {
        m.add(w, 1);
        current.kernel.warn("here", "it should not");
      },
      { kernel: { panicOnWarn: false } },
    ],
    [
      "an operation that is registered",
      (m, w, current) => void current.kernel.registerOperations({ name: `${m.add(w, 1)}` }),
    ],
    [
      "a variable that is put back",
      (m, w) => {
        try {
          variable = 1;
          m.add(w, 1);
        } finally {
          variable = 0;
        }
      },
    ],
    [
      "a property that is put back by whoever catches",
      (m, w) => {
        cell.value = 1;
        try {
          m.add(w, 1);
        } catch (error) {
          cell.value = 0;
          throw error;
        }
        cell.value = 0;
      },
    ],
    ["a URL", (m, w) => void (url.pathname = `/${m.add(w, 1)}`)],
    ["headers", (m, w) => headers.set("seen", String(m.add(w, 1)))],
  ];
  const reads = (m: Memory, w: number): number => m.add(w, 0) + variable + cell.value;
  test.each(keeping)("%s is refused", (_, a, more) => {
    refused(
      () => explore(program({ a, b: reads }, more)),
      "outside",
      /past its accesses|keeps state outside/,
    );
  });
  test.each(keeping)("%s is refused, alone", (name, a, more) => {
    // Nobody can see what one task alone puts back.
    if (name.includes("put back")) return;
    refused(() => explore(program({ a }, more)), "outside", /past its accesses|keeps state outside/);
  });

  test("what is put back in one place among many is seen", () => {
    const many = (m: Memory, w: number): void => {
      for (let count = 0; count < 60; count++) m.add(w, 1);
    };
    const shortly = (m: Memory, w: number): void => {
      many(m, w);
      try {
        variable = 1;
        m.load(w);
      } finally {
        variable = 0;
      }
      many(m, w);
    };
    refused(() => explore(program({ a: shortly, b: reads })), "outside", /variable is no longer/);
  });

  test("what a file's release counts", () => {
    let released = 0;
    const given = scenario({
      name: "release",
      setup({ kernel, init }) {
        const operations = kernel.registerOperations({ name: "dev", release: () => void released++ });
        const fd = getUnusedFdFlags(kernel, init.address, 0);
        fdInstall(kernel, init.address, fd, allocFile(kernel, operations));
      },
      tasks: { a: (current) => current.close(0), b: idle },
    });
    refused(() => explore(given), "outside", /The release of "dev" keeps state.*: released is no longer/);
  });

  test("a check may read all of memory and keep what it likes", () => {
    const seen: number[] = [];
    holds(
      program(
        { a: (m, w) => m.store(w, 1), b: idle },
        { check: ({ kernel, shared }) => void seen.push(kernel.memory.words[shared] as number) },
      ),
    );
    expect(seen).toContain(1);
  });
});

describe("reports", () => {
  const quiet: Tasks = { a: idle, b: idle };

  test.each<[string, () => unknown, RegExp]>([
    ["a promise", () => Promise.resolve(), /returns a promise/],
    ["a promise that rejects", () => Promise.reject(new Error("wrong")), /returns a promise/],
    ["false", () => false, /returns false/],
  ])("a check or an invariant that returns %s is refused", (_, check, message) => {
    const told = check;
    for (const tasks of [quiet, { a: idle } as Tasks]) {
      refused(() => explore(program(tasks, { check: told })), "check", message);
      refused(() => explore(program(tasks, { invariant: told })), "check", message);
    }
  });

  test("a set-up that returns a promise is refused", () =>
    refused(() => explore(program(quiet, { setup: () => Promise.resolve(1) as never })), "setup", /promise/));

  const busy = (m: Memory, w: number): void => {
    for (let count = 0; count < 6; count++) m.add(w, 1);
  };
  test("a task that throws at once is found at once", () => {
    const { verdict, states, counterexample } = explore(
      program({ a: busy, b: () => fail("at once"), c: busy }),
      { maxStates: 100 },
    );
    expect([verdict, states, counterexample?.steps]).toEqual(["violated", 1, []]);
    expect(counterexample?.violation?.message).toBe("Error: at once");
  });

  const spins = (m: Memory, w: number): void => {
    while (m.load(w + 2) === 0);
  };
  test.each([{}, { order: "depth" }, { order: "random", walks: 20 }] as const)(
    "a task that spins hides no violation of another: %j",
    (options) => {
      const wrong = program({ a: spins, b: (m, w) => void (m.add(w, 1), fail("b is wrong")) });
      expect(explore(wrong, options).counterexample?.violation?.message).toBe("Error: b is wrong");
    },
  );
  test("a task that spins, and nothing else is wrong", () =>
    refused(() => explore(program({ a: spins, b: idle })), "endless", /The task "a" has made/));

  test.each<[object, RegExp]>([
    [{ maxState: 5 }, /There is no option "maxState"/],
    [{ maxStates: NaN }, /maxStates is NaN/],
    [{ maxBytes: NaN }, /maxBytes is NaN/],
    [{ maxMilliseconds: NaN }, /maxMilliseconds is NaN/],
    [{ order: "deep" }, /order is deep/],
    [{ seed: 0.5 }, /seed is 0.5/],
  ])("the options %j are refused", (options, message) => {
    for (const tasks of [quiet, { a: idle } as Tasks])
      refused(() => explore(program(tasks), options), "option", message);
  });

  test.each<[Partial<Record<keyof ScenarioDefinition<number> | "invariants", unknown>>, RegExp]>([
    [{ tasks: { a: 5 } }, /has a task "a" that is no function/],
    [{ tasks: { a: { kind: "fiber", run: idle } } }, /of kind fiber/],
    [{ tasks: { a: { kind: "thread", runs: idle } } }, /no function/],
    [{ violates: "" }, /says nothing/],
    [{ violates: { kind: "wrong" } }, /says nothing/],
    [{ check: 5 }, /a check that is no function/],
    [{ invariants: idle }, /has a part "invariants"/],
  ])("the scenario %j is refused", (part, message) => {
    const define = (): Scenario => scenario({ name: "s", tasks: { a: idle }, ...part } as never);
    expect(define).toThrow(ScenarioError);
    expect(define).toThrow(message);
  });

  test("the run that is printed shows the violation that was found", () => {
    for (const [wanted, other] of [
      ["one", "two"],
      ["two", "one"],
    ]) {
      const given = program(
        {
          a: (m, w) => {
            m.add(w, 1);
            m.add(w, 1);
          },
          b: (m, w) => m.load(w),
        },
        {
          violates: `saw ${wanted}`,
          check: ({ results }) => {
            if (results["b"] === 1) fail("b saw one");
            if (results["b"] === 2) fail("b saw two");
          },
        },
      );
      for (const options of [
        {},
        { order: "depth" },
        { failures: 2 },
        { reduce: false },
      ] as ExploreOptions[]) {
        const { verdict, counterexample } = explore(given, options);
        expect(verdict).toBe("expected");
        expect(counterexample?.violation?.message).toBe(`b saw ${wanted}`);
        expect(counterexample?.violation?.message).not.toContain(other);
      }
    }
  });

  test("another violation that happens to contain the text is another one", () => {
    const saying = (text: string, violates: ScenarioDefinition<number>["violates"] & {}): string =>
      explore(program({ a: () => fail(text), b: idle }, { violates })).verdict;
    expect(saying("saw 12", "saw 1")).toBe("violated");
    expect(saying("saw 1, and more", "saw 1")).toBe("expected");
    expect(saying("a leak of words", "leak")).toBe("violated");
    expect(saying("deadlock", "deadlock")).toBe("violated");
    expect(saying("it breaks", "exception")).toBe("expected");
    expect(saying("it breaks", { kind: "exception", rule: "Error" })).toBe("expected");
    expect(saying("it breaks", { kind: "check" })).toBe("violated");
    expect(saying("it breaks", /br.aks$/)).toBe("expected");
    expect(saying("it breaks", { message: /^breaks/ })).toBe("violated");
  });

  test("shards of different scenarios of one name are not merged", () => {
    const shard = (index: number, tasks: Tasks): ReturnType<typeof exploreShard> =>
      exploreShard(program(tasks), { shard: { index, count: 2 } });
    refused(
      () => mergeShards([shard(1, { a: busy, b: busy }), shard(2, { a: busy, b: idle })]),
      "option",
      /different scenarios/,
    );
    expect(mergeShards([shard(1, { a: busy, b: busy }), shard(2, { a: busy, b: busy })]).verdict).toBe(
      "holds",
    );
  });

  test("nor shards of scenarios whose code is the same and captures something else", () => {
    const captured = (
      limit: number,
      in_: "task" | "check",
      index: number,
    ): ReturnType<typeof exploreShard> => {
      const add = (m: Memory, w: number): void => void (limit > 0 && m.add(w, 1));
      const check: ScenarioDefinition<number>["check"] = ({ results }) =>
        void (limit > 9 && results["a"] === 7 && fail("seven"));
      const given = in_ === "task" ? program({ a: add, b: add }) : program({ a: busy, b: busy }, { check });
      return exploreShard(given, { shard: { index, count: 2 } });
    };
    for (const what of ["task", "check"] as const) {
      refused(
        () => mergeShards([captured(1, what, 1), captured(2, what, 2)]),
        "option",
        /different scenarios/,
      );
      expect(mergeShards([captured(1, what, 1), captured(1, what, 2)]).verdict).toBe("holds");
    }
    // One task alone falls to one shard, whatever the others are of.
    const alone = (limit: number, index: number): ReturnType<typeof exploreShard> => {
      const check = (): void => void (limit > 9 && fail("ten"));
      return exploreShard(program({ a: busy }, { check }), { shard: { index, count: 2 } });
    };
    refused(() => mergeShards([alone(1, 1), alone(2, 2)]), "option", /different scenarios/);
    expect(mergeShards([alone(1, 1), alone(1, 2)]).verdict).toBe("holds");
  });

  test("a task without calls is not one step, neither of a search by calls nor of a Promela model", () => {
    const add = (m: Memory, w: number): void => m.store(w, m.load(w) + 1);
    const lost = program(
      { a: add, b: add },
      { check: ({ kernel: { memory }, shared: w }) => void (memory.load(w) === 2 || fail("lost")) },
    );
    violated(lost, /^lost$/, { granularity: "call" });
    expect(toPromela(lost).verdict).toBe("violated");
  });

  describe.each([[{ ["__proto__"]: busy, toString: busy }], [{ ["__proto__"]: busy }]] satisfies [Tasks][])(
    "tasks with the names of what objects inherit",
    (tasks) => {
      test.each(Object.keys(tasks))("%s", (name) => {
        const check: ScenarioDefinition<number>["check"] = ({ results, tasks: made, syscalls }) => {
          for (const of of [results, made, syscalls]) {
            expect(Object.keys(of)).toEqual(Object.keys(tasks));
            expect(Object.hasOwn(of, name)).toBe(true);
          }
          fail(`${name} returned ${results[name]} of ${syscalls[name]?.length} syscalls`);
        };
        const { counterexample } = explore(program(tasks, { check }));
        expect(counterexample?.violation?.message).toBe(`${name} returned 0 of 0 syscalls`);
        expect(formatTrace(counterexample as never)).toContain(`${name} returned 0`);
      });
    },
  );

  test("a structure and a scheme's name that objects inherit", () => {
    const { counterexample } = explore(
      scenario<number>({
        name: "constructor",
        setup: ({ kernel }) => allocStruct(kernel, "constructor", { waitLock: 0, size: 1 }),
        tasks: {
          a: ({ kernel: { memory } }, lock) => memory.lock(lock),
          b: idle,
        },
      }),
    );
    expect(counterexample?.violation?.message).toMatch(/holds the lock wait_lock of constructor@/);
  });

  test("control characters in names and messages are shown, not sent", () => {
    const { counterexample } = explore(
      scenario({ name: "s\u001b[31m", tasks: { "a\u0007": () => fail("wrong\u001b]0;title\u0007") } }),
    );
    if (counterexample === undefined) return expect.unreachable("it throws");
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(formatTrace(counterexample)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(formatTrace(counterexample)).toContain("wrong\\x1b]0;title\\x07");
  });

  // Each waits for the watchdog.
  test.skipIf(isFast)("a task that catches everything for ever is refused", () => {
    const swallows = (m: Memory, w: number): void => {
      for (;;) {
        try {
          m.add(w, 1);
        } catch {
          // goes on
        }
      }
    };
    refused(() => explore(program({ a: swallows, b: idle })), "swallowed", /catches every exception/);
    refused(() => explore(program({ a: swallows })), "swallowed", /catches every exception/);
  });
});

describe("memory that is given again while others hold its address", () => {
  const owner = (memory: Memory, words: number): void => {
    const object = memory.load(words);
    memory.recycle(object);
    memory.allocate(2, "object");
  };

  test.each<[string, (memory: Memory, object: number) => number | void]>([
    ["read", (memory, object) => memory.load(object)],
    ["written", (memory, object) => memory.store(object + 1, 1)],
    ["woken on", (memory, object) => memory.wakeUpAll(object)],
    ["locked", (memory, object) => (memory.lock(object), memory.unlock(object))],
  ])("is %s between the two", (_, use) => {
    const given = program({ owner, user: (memory, words) => use(memory, memory.load(words)) }, withObject);
    const { verdict, counterexample } = both(given);
    expect([verdict, counterexample?.violation?.rule]).toEqual(["violated", "use-after-free"]);
  });

  test("is zeroed under a reader in a read section", () => {
    const reader = (memory: Memory, words: number): number => {
      memory.rcuReadLock();
      const seen = memory.load(memory.load(words));
      memory.rcuReadUnlock();
      return seen;
    };
    const given = program(
      { owner, reader },
      {
        setup: (world) => {
          const words = withObject.setup(world);
          world.kernel.memory.store(world.kernel.memory.load(words), 7);
          return words;
        },
        check: ({ results }) => void (results["reader"] === 0 && fail("zero")),
      },
    );
    expect(both(given).verdict).toBe("violated");
  });

  test("where all memory is given again", () => {
    const given = program(
      {
        owner: (memory, words) => (memory.free(memory.load(words)), memory.allocate(2, "other")),
        user: (memory, words) => memory.load(memory.load(words)),
      },
      withObject,
    );
    expect(both(given, { reuse: true }).verdict).toBe("violated");
  });

  test.each([
    ["nobody else touches", idle],
    ["in whose section a word is read", (memory: Memory, words: number) => memory.load(words)],
  ])("a reader holds up the return of a block that %s", (_, read) => {
    const given = program(
      {
        owner: (memory) => {
          const block = memory.allocate(1, "block");
          memory.freeAfterGracePeriod(block);
          const next = memory.allocate(1, "block");
          memory.free(next);
          return next === block ? 1 : 0;
        },
        reader: (memory, words) => {
          memory.rcuReadLock();
          read(memory, words);
          memory.rcuReadUnlock();
        },
      },
      { check: ({ results }) => void (results["owner"] === 0 && fail("another block")) },
    );
    expect(both(given, { reuse: true }).verdict).toBe("violated");
  });
});

describe("the run that is printed shows what the scenario must show", () => {
  test("and not the same rule broken by another object", () => {
    const given = scenario<readonly [number, number, number]>({
      name: "fruit",
      setup: ({ kernel: { memory } }) => [
        memory.allocate(1, "word"),
        memory.allocate(2, "apple"),
        memory.allocate(2, "pear"),
      ],
      violates: "the apple",
      tasks: {
        a: ({ kernel: { memory } }, [word, apple, pear]) => {
          memory.store(word, 1);
          memory.free(pear);
          memory.free(apple);
        },
        b: ({ kernel: { memory } }, [word, apple, pear]) =>
          memory.load(memory.load(word) === 0 ? apple : pear),
      },
    });
    for (const options of [{}, { reduce: false }, { order: "depth" }] as const) {
      const { verdict, counterexample } = explore(given, options);
      expect([verdict, counterexample?.violation?.message]).toEqual([
        "expected",
        expect.stringContaining("the apple"),
      ]);
    }
  });

  test("and not what a check says of another number", () => {
    const given = program(
      {
        a: (memory, words) => {
          memory.store(words, 1);
          memory.store(words, 2);
        },
        b: (memory, words) => memory.load(words),
      },
      {
        violates: "lost item@2",
        check: ({ results }) => {
          if (results["b"] === 1) fail("lost item@2");
          if (results["b"] === 2) fail("lost item@1");
        },
      },
    );
    const { verdict, counterexample } = both(given);
    expect([verdict, counterexample?.violation?.message]).toEqual(["expected", "lost item@2"]);
  });
});

describe("what is no part of the search is refused", () => {
  test.each<[string, (memory: Memory, words: number) => number]>([
    ["isLive", (memory, words) => (memory.isLive(words) ? 1 : 0)],
    ["kindOf", (memory, words) => memory.kindOf(words).length],
    ["blocks", (memory) => [...memory.blocks()].length],
  ])("a task that calls %s", (_, look) => {
    for (const tasks of [{ a: look }, { a: look, b: idle }]) {
      expect(() => explore(program(tasks))).toThrow(ExploreError);
    }
  });

  test.each<[string, Partial<ScenarioDefinition<number>>]>([
    ["set-up", { setup: ({ kernel }) => kernel.memory.choose(2, "which") }],
    ["a check", { check: ({ kernel }) => void kernel.memory.choose(2, "which") }],
    ["an invariant", { invariant: ({ kernel }) => void kernel.memory.choose(2, "which") }],
  ])("a choice in %s", (_, more) => {
    expect(() => explore(program({ a: idle, b: idle }, more))).toThrow(/"which".*choose in a task/);
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      "a generator",
      function* () {
        yield fail("never run");
      },
      /returns a generator/,
    ],
    ["an error", () => new Error("not thrown"), /returns an error/],
  ])("a check or an invariant that returns %s", (_, check, message) => {
    for (const name of ["check", "invariant"]) {
      expect(() => explore(program({ a: idle, b: idle }, { [name]: check }))).toThrow(message);
    }
  });

  test("shards of scenarios that differ in what they must violate, or in an option", () => {
    const shard = (
      index: number,
      more: Partial<ScenarioDefinition<number>> = {},
      options: ExploreOptions = {},
    ) => exploreShard(program({ a: idle, b: idle }, more), { ...options, shard: { index, count: 2 } });
    const refused: [Partial<ScenarioDefinition<number>>, ExploreOptions][] = [
      [{ invariant: () => undefined }, {}],
      [{ violates: "leak" }, {}],
      [{}, { reduce: false }],
      [{}, { reuse: true }],
    ];
    for (const [more, options] of refused) {
      expect(() => mergeShards([shard(1), shard(2, more, options)])).toThrow(/different scenarios/);
    }
    expect(mergeShards([shard(1), shard(2)]).verdict).toBe("holds");
  });

  test("an expectation that every message meets", () => {
    expect(() => program({ a: idle }, { violates: /(?:)/ })).toThrow(ScenarioError);
  });

  test("options that are none", () => {
    expect(() => explore(program({ a: idle }), null as never)).toThrow(ExploreError);
  });

  test("a Promela model of a shard", () => {
    const shard = { index: 1, count: 2 };
    expect(() => toPromela(program({ a: idle, b: idle }), { shard })).toThrow(/no shards/);
  });
});

test("a limit ends a search within one step", () => {
  const given = program({
    a: (memory) => {
      memory.choose(2000, "one");
      memory.choose(2000, "other");
    },
    b: (memory, words) => memory.store(words, 1),
  });
  const { bound, transitions } = explore(given, { maxStates: 1000 });
  expect(bound).toEqual({ kind: "states", limit: 1000 });
  expect(transitions).toBeLessThan(100_000);
});

test("random walks vary the last decision of a long step as well", () => {
  const given = program(
    {
      a: (memory) => {
        let chosen = 0;
        for (let count = 0; count < 40; count++) chosen = memory.choose(2, "one of many");
        return chosen;
      },
      b: idle,
    },
    { check: ({ results }) => void (results["a"] === 1 && fail("the last one")) },
  );
  expect(explore(given, { order: "random", walks: 100 }).verdict).toBe("violated");
});
