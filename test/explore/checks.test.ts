/** A scenario's own checks: they see every state, and whatever they do to the kernel is undone. */
import { errnoNumbers, syscall, type Task } from "fd-reservation";
import { explore, exploreShard, expectHolds, replay, scenario, type Scenario } from "fd-reservation/explore";
import { allocFile, fdInstall, getUnusedFdFlags, Op } from "fd-reservation/kernel";
import { describe, expect, test } from "vitest";
import { open } from "../../examples/races/calls.js";

const orders = [{}, { reduce: false }, { order: "depth" }, { granularity: "call" }] as const;

test.each([{}, { order: "depth" }, { reduce: false }] as const)(
  "an invariant sees states that no task can notice (%j)",
  (options) => {
    const blink =
      (offset: number) =>
      ({ kernel: { memory } }: Task, words: number): void => {
        memory.store(words + offset, 1);
        memory.store(words + offset, 0);
      };
    let at = 0;
    const both = scenario<number>({
      name: "two lamps",
      setup: ({ kernel }) => (at = kernel.memory.allocate(2, "lamps")),
      tasks: { a: blink(0), b: blink(1) },
      invariant({ kernel: { memory } }) {
        if (memory.load(at) === 1 && memory.load(at + 1) === 1) throw new Error("both lamps are on");
      },
    });
    expect(explore(both, options).counterexample?.violation?.message).toBe("both lamps are on");
  },
);

describe("a call that fails changes nothing, each syscall judged alone", () => {
  const taskOf = (task: (current: Task) => number): Scenario =>
    scenario({ name: "alone", kernel: { rlimitNofile: 2 }, tasks: { task } });
  const failing = (current: Task, change: boolean): number =>
    syscall(current, () => {
      if (change) open(current);
      return -errnoNumbers.EINVAL;
    });
  const LEFT_OPEN = "the call failed and yet fd 0 is open, which it was not before";

  test("one that succeeds may come before one that fails", () => {
    const both = taskOf((current) => {
      const fd = open(current);
      return fd < 0 ? fd : failing(current, false);
    });
    expect(explore(both).verdict).toBe("holds");
  });

  test("the first of two that fail may be the one", () => {
    const two = taskOf((current) => failing(current, true) && failing(current, false));
    const trace = explore(two).counterexample;
    expect(trace?.violation).toMatchObject({ rule: "failed-and-changed", message: LEFT_OPEN });
    expect(replay(two, trace?.token ?? "").trace.violation?.message).toBe(LEFT_OPEN);
  });

  test("a task that returns no failure has taken those of its syscalls into account", () => {
    expect(explore(taskOf((current) => (failing(current, true), 0))).verdict).toBe("holds");
  });

  test("a task without syscalls is one as a whole", () => {
    const whole = taskOf(({ kernel, address }) => {
      fdInstall(kernel, address, getUnusedFdFlags(kernel, address, 0), allocFile(kernel));
      return -errnoNumbers.EINVAL;
    });
    expect(explore(whole, { failures: 0 }).counterexample?.violation?.message).toBe(LEFT_OPEN);
  });
});

describe.each(orders)("what a check does is undone (%j)", (options) => {
  const add = ({ kernel: { memory } }: Task, words: number): void => {
    memory.store(words, memory.load(words) + 1);
  };
  const adding = (more: Partial<Scenario<number>>): Scenario =>
    scenario<number>({
      name: "adding",
      setup({ kernel, init }) {
        open(init);
        return kernel.memory.allocate(1, "counter");
      },
      tasks: { a: add, b: add },
      ...more,
    });

  test("a descriptor that the check closes is open in the next run", () => {
    const closing = adding({
      check({ init }) {
        const result = init.close(0);
        if (result !== 0) throw new Error(`close(0) gives ${result}`);
      },
    });
    expect(explore(closing, options).verdict).toBe("holds");
  });

  test("and what it looks for besides is found", () => {
    const losing = adding({
      check({ init, kernel, shared }) {
        if (init.close(0) === 0 && kernel.memory.load(shared) !== 2) throw new Error("lost update");
      },
    });
    expect(explore(losing, options).counterexample?.violation?.message).toBe("lost update");
  });

  test("it may allocate, lock and open", () => {
    const opening = adding({
      check({ init, kernel: { memory } }) {
        const block = memory.allocate(8, "notes");
        memory.lock(block);
        memory.store(block + 1, 1);
        memory.unlock(block);
        memory.free(block);
        const fd = init.fDupfd(0, 0, 0);
        if (fd !== 1) throw new Error(`the lowest free number is ${fd}`);
      },
    });
    expect(explore(opening, options).verdict).toBe("holds");
  });
});

describe("a counterexample without an operation can be run again", () => {
  test.each<[string, Scenario]>([
    [
      "a result",
      scenario({
        name: "result",
        tasks: { a: () => 1, b: () => 0 },
        check({ results }) {
          if (results["a"] === 1) throw new Error("1");
        },
      }),
    ],
    [
      "an exception",
      scenario({
        name: "throws",
        tasks: {
          a: () => {
            throw new Error("boom");
          },
          b: () => 0,
        },
      }),
    ],
    [
      "an invariant that is broken from the start",
      scenario({
        name: "broken",
        tasks: { a: () => 0, b: () => 0 },
        invariant() {
          throw new Error("broken");
        },
      }),
    ],
  ])("%s", (_what, given) => {
    const { counterexample } = explore(given);
    expect(counterexample?.violation).toBeDefined();
    const again = replay(given, counterexample?.token ?? "");
    expect(again.diverged).toBeUndefined();
    expect(again.trace.violation).toEqual(counterexample?.violation);
  });
});

test("a part of a search is never called the whole of it", async () => {
  const given = scenario({ name: "parts", tasks: { a: () => 0, b: () => 0 } });
  const shard = { index: 1, count: 4 };
  expect(() => explore(given, { shard })).toThrow(/exploreShard/);
  await expect(expectHolds(given, { shard })).rejects.toThrow(/exploreShard/);
  expect(exploreShard(given, { shard }).index).toBe(1);
});

test.each([0xffffffff, 2 ** 31])("a value that is no word is stored as a word: %s", (value) => {
  const storing = scenario<number>({
    name: "storing",
    setup: ({ kernel }) => kernel.memory.allocate(1, "word"),
    tasks: {
      a: ({ kernel: { memory } }, word) => {
        memory.store(word, value);
        return memory.load(word) === (value | 0) ? 0 : -1;
      },
      b: ({ kernel: { memory } }, word) => void memory.load(word),
    },
    check({ results }) {
      if (results["a"] !== 0) throw new Error("another word");
    },
  });
  expect(explore(storing).verdict).toBe("holds");
});

test.each<[string, (memory: Task["kernel"]["memory"], word: number) => unknown]>([
  ["an address between two words", (memory, word) => memory.perform(Op.load, word + 0.5, 0, 0)],
  ["half a result", () => 0.5],
  ["no number", () => true],
])("%s is refused for what it is", (_what, run) => {
  const odd = scenario<number>({
    name: "odd",
    setup: ({ kernel }) => kernel.memory.allocate(1, "word"),
    tasks: { a: ({ kernel }, word) => run(kernel.memory, word) as number, b: () => 0 },
  });
  expect(() => explore(odd)).toThrow(/no 32-bit integer/);
});

test("a call with what is no integer is a violation, with the run that leads to it", () => {
  const odd = scenario({ name: "odd", tasks: { a: (current) => current.dup(0.5), b: () => 0 } });
  expect(explore(odd).counterexample?.violation).toMatchObject({
    kind: "exception",
    rule: "KernelArgumentError",
    message: "KernelArgumentError: fd of dup is 0.5; it must be an integer",
  });
});

test("an invariant may ask the kernel while a task holds the lock that it asks under", () => {
  const asking = scenario({
    name: "asking",
    kernel: { bitsPerLong: 2, nrOpen: 4 },
    setup: ({ init }) => void open(init),
    tasks: { a: (current) => current.close(0), b: (current) => current.fSetfd(0, 1) },
    invariant({ init }) {
      const flags = init.fGetfd(0);
      if (flags > 1) throw new Error(`the flags are ${flags}`);
    },
  });
  expect(explore(asking).verdict).toBe("holds");
});
