/** The explorer as a library: verdicts, limits, replay, shards, and what it says of programs it cannot explore. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import {
  expectHolds,
  explore,
  exploreShard,
  formatBound,
  formatTrace,
  mergeShards,
  replay,
  scenario,
  type ExploreOptions,
  type Scenario,
  type Shard,
} from "fd-reservation/explore";
import { describe, expect, test } from "vitest";
import { isFast } from "../effort.js";

function open(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const file = FileRef.anonInodeGetfile(current);
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}

const kernel = { bitsPerLong: 4, nrOpen: 8 } as const;
const opens = scenario({ name: "three opens", kernel, tasks: { a: open, b: open, c: open } });

/** Two unlocked increments of a word. */
function counters(violates?: string): Scenario {
  const increment = ({ kernel: { memory } }: Task, word: number): void =>
    memory.store(word, memory.load(word) + 1);
  return scenario<number>({
    name: "two counters",
    setup: (world) => world.kernel.memory.allocate(2, "counter"),
    tasks: { a: increment, b: increment },
    check(end) {
      const count = end.kernel.memory.load(end.shared);
      if (count !== 2) throw new Error(`the counter is ${count}`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

describe("verdicts", () => {
  test("a mistake that breaks a disposal on its way out is told by the mistake, not by the disposal", () => {
    const broken = scenario({
      name: "a disposal breaks, too",
      tasks: {
        caller: ({ kernel }) => {
          using _broken = {
            [Symbol.dispose]() {
              throw new Error("the second");
            },
          };
          kernel.warn("here", "the first");
        },
      },
    });
    expect(explore(broken).counterexample?.violation).toMatchObject({
      kind: "kernel",
      message: "WARN in here: the first",
    });
  });

  test("a space that was searched whole", () => {
    const { verdict, coverage, tasks, states, ends, bound } = explore(opens);
    expect({ verdict, coverage, tasks, bound }).toEqual({
      verdict: "holds",
      coverage: "EXHAUSTIVE",
      tasks: 3,
      bound: undefined,
    });
    expect(states).toBeGreaterThan(ends);
    // 3! orders, and the ends in which one of the opens has failed, at each of its failure points.
    expect(ends).toBeGreaterThan(6);
  });

  test("the reductions and granularity change the states and not the verdict nor the ends", () => {
    const two = scenario({ ...opens, tasks: { a: open, b: open } });
    const [reduced, full, calls] = [
      explore(two),
      explore(two, { reduce: false }),
      explore(two, { granularity: "call" }),
    ];
    expect([full.ends, calls.ends]).toEqual([reduced.ends, reduced.ends]);
    expect(full.states).toBeGreaterThan(10 * reduced.states);
    expect([reduced.verdict, full.verdict, calls.verdict]).toEqual(["holds", "holds", "holds"]);
  });

  test("a shortest counterexample, with the two accesses that make the difference", () => {
    const { verdict, counterexample } = explore(counters());
    expect(verdict).toBe("violated");
    expect(counterexample?.steps.map(({ task, operation }) => `${task} ${operation}`)).toEqual([
      "b load",
      "a load",
      "a store",
      "b store",
    ]);
    expect(counterexample?.violation?.message).toBe("the counter is 1");
    expect(counterexample?.why).toMatch(
      /a's load of counter@\d+\[0\] \(step \d+\) comes before b's store to it/,
    );
  });

  test("the search for a shorter run counts on: a time limit for silence does not end it", () => {
    const count = (own: number) => (current: Task, words: number) => {
      const { memory } = current.kernel;
      for (let value = 1; value <= 25; value++) memory.store(words + own, value);
    };
    const counted: number[] = [];
    const { verdict, states } = explore(
      scenario<number>({
        name: "three counts",
        setup: (world) => world.kernel.memory.allocate(4, "counts"),
        tasks: { a: count(0), b: count(1), c: count(2) },
        check() {
          throw new Error("always");
        },
      }),
      { onProgress: (progress) => void counted.push(progress.states) },
    );
    expect(verdict).toBe("violated");
    expect(Math.max(...counted)).toBeGreaterThan(states);
  });

  test("a mistake that must be shown: shown, missed", () => {
    expect(explore(counters("the counter is 1")).verdict).toBe("expected");
    expect(explore(counters("the counter is 7")).verdict).toBe("violated");
    expect(explore(scenario({ ...opens, violates: "anything" })).verdict).toBe("not-reproduced");
  });

  test("an invariant is checked after every step", () => {
    const { counterexample } = explore(
      scenario({
        name: "no more than one descriptor",
        kernel,
        tasks: { a: open, b: open },
        invariant({ init }) {
          const claimed = init.table?.slots.length ?? 0;
          if (claimed > 1) throw new Error(`${claimed} descriptors are claimed`);
        },
      }),
    );
    expect(counterexample?.violation).toEqual({
      kind: "check",
      rule: "invariant",
      message: "2 descriptors are claimed",
    });
    expect(counterexample?.steps.at(-1)?.tables[0]?.slots).toHaveLength(2);
  });

  test("a deadlock, with who waits for what", () => {
    const taking =
      (first: number, second: number) =>
      ({ kernel: { memory } }: Task, locks: number): void => {
        memory.lock(locks + first);
        memory.lock(locks + second);
        memory.unlock(locks + second);
        memory.unlock(locks + first);
      };
    const { counterexample } = explore(
      scenario<number>({
        name: "two locks in two orders",
        setup: (world) => world.kernel.memory.allocate(2, "locks"),
        tasks: { a: taking(0, 1), b: taking(1, 0) },
      }),
    );
    expect(counterexample?.violation?.kind).toBe("deadlock");
    expect(counterexample?.violation?.message).toMatch(
      /a for the lock locks@\d+\[1\] and b for the lock locks@\d+\[0\]/,
    );
  });

  test("expectHolds throws with the counterexample, and when the search is cut short", async () => {
    await expect(expectHolds(opens)).resolves.toMatchObject({ coverage: "EXHAUSTIVE" });
    await expect(expectHolds(counters())).rejects.toThrow(/VIOLATED {2}two counters[^]*the counter is 1/);
    await expect(expectHolds(opens, { order: "random", walks: 10 })).rejects.toThrow(
      /BOUNDED.*random walks/s,
    );
  });
});

describe("limits and orders", () => {
  test.each<[ExploreOptions, RegExp]>([
    [{ maxStates: 100, reduce: false }, /^the limit of 100 states$/],
    [{ maxBytes: 2 ** 20, reduce: false }, /^the limit of 1 MiB of states$/],
    [{ maxMilliseconds: 1, reduce: false }, /^the limit of 0\.001 s$/],
    [{ order: "random", walks: 50 }, /^50 random walks$/],
  ])("%j is reported as BOUNDED", (options, bound) => {
    const wide = scenario({ ...opens, kernel: { bitsPerLong: 1, nrOpen: 4 } });
    const exploration = explore(wide, options);
    expect(exploration.coverage).toBe("BOUNDED");
    expect(exploration.bound && formatBound(exploration.bound)).toMatch(bound);
  });

  test.each(["breadth", "depth", "random"] as const)(
    "%s keeps exactly as many states as it may, and all of them when that is as many as there are",
    (order) => {
      const options = { order, walks: 500 } as const;
      const { states: all, coverage } = explore(opens, options);
      expect(all).toBeGreaterThan(30);
      for (const maxStates of [1, 2, 3, 5, 8, 13, 21, all - 2, all - 1]) {
        const { states, bound } = explore(opens, { ...options, maxStates });
        expect([states, bound]).toEqual([maxStates, { kind: "states", limit: maxStates }]);
      }
      expect(explore(opens, { ...options, maxStates: all })).toMatchObject({ states: all, coverage });
    },
  );

  test.each(["breadth", "depth", "random"] as const)("%s finds the lost increment", (order) => {
    expect(explore(counters(), { order }).verdict).toBe("violated");
  });

  test("random walks are a function of their seed", () => {
    const of = (seed: number): number => explore(opens, { order: "random", walks: 20, seed }).states;
    expect(of(7)).toBe(of(7));
    expect(new Set([1, 2, 3, 4, 5].map(of)).size).toBeGreaterThan(1);
  });

  test("k failures in one run", () => {
    const twice = scenario({
      name: "it takes two failures",
      tasks: {
        a: ({ kernel: { memory } }) => {
          const [first, second] = [memory.fails("EIO", "first"), memory.fails("EIO", "second")];
          if (first && second) throw new Error("both");
        },
        b: () => 0,
      },
    });
    expect(explore(twice).verdict).toBe("holds");
    expect(explore(twice, { failures: 2 }).counterexample?.failures.map(({ where }) => where)).toEqual([
      "first",
      "second",
    ]);
  });

  test.each<ExploreOptions>([{ failures: -1 }, { failures: 1.5 }, { walks: 0 }])("%j is refused", (options) =>
    expect(() => explore(opens, options)).toThrow(/must be/),
  );

  test("a shard that there is not is refused", () =>
    expect(() => exploreShard(opens, { shard: { index: 3, count: 2 } })).toThrow(/must be/));
});

describe("hash compaction", () => {
  const growing = scenario({
    ...opens,
    kernel: { bitsPerLong: 1, nrOpen: 4 },
    tasks: { a: open, b: open },
  });

  test.each(["breadth", "depth"] as const)(
    "%s first: the same states in less memory, and how likely one was left out",
    (order) => {
      const options = { order, reduce: false };
      const [full, compact] = [explore(growing, options), explore(growing, { ...options, compact: true })];
      expect([compact.states, compact.ends, compact.verdict]).toEqual([full.states, full.ends, "holds"]);
      expect(compact.bytes).toBeLessThan(full.bytes);
      expect(compact.coverage).toBe("BOUNDED");
      expect(compact.omission).toBeGreaterThan(0);
      expect(compact.omission).toBeLessThan(1e-6);
      expect(compact.bound && formatBound(compact.bound)).toMatch(
        /^hash compaction, omission probability below \d\.\de-\d+$/,
      );
      expect([full.coverage, full.omission]).toEqual(["EXHAUSTIVE", undefined]);
    },
  );

  test("a counterexample is the same, and expectHolds lets the chance pass but no limit", async () => {
    expect(explore(counters(), { compact: true }).counterexample).toEqual(explore(counters()).counterexample);
    await expect(expectHolds(opens, { compact: true })).resolves.toMatchObject({ verdict: "holds" });
    await expect(expectHolds(opens, { compact: true, maxStates: 10 })).rejects.toThrow(/limit of 10 states/);
  });

  test("shards together have the sum of their chances", () => {
    const shards = [1, 2].map((index) => exploreShard(opens, { compact: true, shard: { index, count: 2 } }));
    const merged = mergeShards(shards);
    expect(merged.states).toBe(explore(opens).states);
    expect(merged.omission).toBe(shards.reduce((sum, one) => sum + (one.exploration?.omission ?? 0), 0));
    expect(merged).toMatchObject({ coverage: "BOUNDED", bound: { kind: "compaction" } });
  });
});

describe("replay", () => {
  const { counterexample } = explore(counters());
  const token = counterexample?.token ?? "";

  test("the same run, step by step", () => {
    const { trace, diverged } = replay(counters(), token);
    expect(diverged).toBeUndefined();
    expect(trace.violation).toEqual(counterexample?.violation);
    expect(formatTrace(trace)).toContain("VIOLATED: the counter is 1");
  });

  test("code that has changed diverges at the step that did", () => {
    const changed = scenario<number>({
      name: "two counters",
      setup: (world) => world.kernel.memory.allocate(2, "counter"),
      tasks: {
        a: ({ kernel: { memory } }, word) => memory.store(word, memory.load(word) + 5),
        b: ({ kernel: { memory } }, word) => memory.store(word, memory.load(word) + 1),
      },
    });
    expect(replay(changed, token).diverged).toBe(3);
  });

  test("a run of one task with its failure", () => {
    const leaky = scenario({
      name: "leaky",
      tasks: {
        a: (current) =>
          syscall(current, () => {
            FileDescriptorReservation.getUnusedFdFlags(current, 0);
            FileRef.anonInodeGetfile(current).intoRaw();
            return current.reservation.reservedFd();
          }),
      },
    });
    const found = explore(leaky).counterexample;
    expect(found?.token).toMatch(/^v2:.{4}:a\d+(?:!\d+)?:/);
    expect(replay(leaky, found?.token ?? "")).toEqual({
      trace: expect.objectContaining({ steps: found?.steps }) as unknown,
    });
  });

  test.each([
    ["v1:abcd:a1:AA", /its version is v1/],
    ["nonsense", /does not begin with v2:/],
    ["v2:abcd:z9:AA", /turns cannot be read/],
    ["v2:abc:a1:AA", /missing or cut/],
    [token.replace(/^v2:..../, "v2:AAAA"), /not of the scenario "two counters"/],
  ])("%s is refused", (bad, message) => {
    expect(() => replay(counters(), bad)).toThrow(message);
  });
});

describe("shards", () => {
  test.each(isFast ? [2] : [2, 3, 7])("%i shards cover exactly the whole space", (count) => {
    const space = scenario({ ...opens, kernel: { bitsPerLong: 1, nrOpen: 4 }, tasks: { a: open, b: open } });
    const whole = explore(space);
    const shards = Array.from(
      { length: count },
      (_, index) =>
        // As they come from another machine: JSON.
        JSON.parse(JSON.stringify(exploreShard(space, { shard: { index: index + 1, count } }))) as Shard,
    );
    const merged = mergeShards([...shards].reverse());
    expect([merged.states, merged.ends, merged.verdict, merged.coverage]).toEqual([
      whole.states,
      whole.ends,
      "holds",
      "EXHAUSTIVE",
    ]);
    // They divide the work: none of several did all of it.
    for (const shard of shards) expect(shard.exploration?.states).toBeLessThan(whole.states);
  });

  test("a shard of an endless scenario keeps to the states that it may have, training included", () => {
    const adds = (current: Task, word: number): void => {
      for (;;) current.kernel.memory.add(word, 1);
    };
    const endless = scenario<number>({
      name: "endless",
      setup: ({ kernel }) => kernel.memory.allocate(1, "word"),
      tasks: { a: adds, b: adds },
    });
    let most = 0;
    const shard = exploreShard(endless, {
      shard: { index: 1, count: 2 },
      maxStates: 20_000,
      onProgress: ({ transitions }) => (most = Math.max(most, transitions)),
    });
    expect(shard.exploration?.bound).toEqual({ kind: "states", limit: 20_000 });
    expect(most).toBeLessThan(200_000);
  });

  test("a violation is found by some shard", () => {
    const shards = [1, 2].map((index) => exploreShard(counters(), { shard: { index, count: 2 } }));
    expect(mergeShards(shards).verdict).toBe("violated");
  });

  test("missing, doubled and foreign shards are refused", () => {
    const [one, two] = [1, 2].map((index) => exploreShard(opens, { shard: { index, count: 2 } }));
    const other = exploreShard(counters(), { shard: { index: 2, count: 2 } });
    expect(() => mergeShards([one as NonNullable<typeof one>])).toThrow(/shard 2\/2 is missing/);
    expect(() => mergeShards([one, two, two] as never)).toThrow(/shard 2 is there twice/);
    expect(() => mergeShards([one, other] as never)).toThrow(/different scenarios/);
    expect(() => mergeShards([])).toThrow(/there are none/);
  });
});

describe("programs that cannot be explored are named, never judged", () => {
  const beside = (task: (current: Task) => void): Scenario =>
    scenario({ name: "naughty", kernel, tasks: { naughty: task, other: open } });

  test("one that counts its runs", () => {
    let calls = 0;
    const naughty = beside((current) => {
      if (calls++ % 2 === 0) current.close(0);
      else current.dup(0);
    });
    expect(() => explore(naughty)).toThrow(/"naughty" keeps state outside.*: calls is no longer/);
  });

  test("one that keeps state outside the model", () => {
    let opened = false;
    const naughty = beside((current) => {
      current.close(5);
      if (opened) current.dup(0);
      else opened = true;
      current.close(6);
    });
    expect(() => explore(naughty)).toThrow(/: opened is no longer.*kernel\.memory\.allocate/);
  });

  test("one that swallows every exception", () => {
    const naughty = beside((current) => {
      try {
        current.close(0);
        current.close(1);
      } catch {
        // the explorer's stop, too
      }
    });
    expect(() => explore(naughty)).toThrow(/catches every exception.*rethrow the rest/s);
  });

  test("one that throws something else instead", () => {
    const naughty = beside((current) => {
      try {
        current.close(0);
        current.close(1);
      } catch (error) {
        throw new Error("wrapped", { cause: error });
      }
    });
    expect(() => explore(naughty)).toThrow(/catches the explorer's stop.*rethrow the rest/s);
  });

  test("one that never ends", () => {
    const naughty = beside(({ kernel: { memory }, address }) => {
      while (memory.load(address) !== -1);
    });
    expect(() => explore(naughty)).toThrow(/endless loop\? Bound the loop, or wait with waitEvent/);
  });

  test("what set-up shares is frozen: a task that changes it is an error", () => {
    const naughty = scenario<{ seen: number[] }>({
      name: "naughty",
      setup: () => ({ seen: [] }),
      tasks: { a: (_, shared) => void shared.seen.push(1), b: () => 0 },
    });
    expect(explore(naughty).counterexample?.violation?.message).toMatch(/not extensible/);
  });
});
