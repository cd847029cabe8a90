/** A scenario's own checks: they see every state, and whatever they do to the kernel is undone. */
import { Errno, errnoNumbers, syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import {
  explore,
  exploreShard,
  expectHolds,
  replay,
  scenario,
  type Scenario,
  type World,
} from "fd-reservation/explore";
import {
  allocFile,
  allocStruct,
  closeFd,
  fdInstall,
  getUnusedFdFlags,
  Op,
  TASK_INTERRUPTIBLE,
  type KernelOptions,
  type Memory,
} from "fd-reservation/kernel";
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

  test.each<[string, KernelOptions]>([
    ["table", {}],
    ["tagged", { scheme: "tagged" }],
    ["slots", { scheme: "slots" }],
  ])("what lies below -4095 is no error, so that the call has not failed (%s)", (_, kernel) => {
    const returning = (result: number, isSyscall: boolean): Scenario =>
      scenario({
        name: `returns ${result}`,
        kernel,
        setup: ({ init }) => void open(init),
        tasks: {
          task(current) {
            const close = (): number => (closeFd(current.kernel, current.address, 0), result);
            return isSyscall ? syscall(current, close) : close();
          },
        },
      });
    for (const isSyscall of [true, false]) {
      expect(explore(returning(-5000, isSyscall)).verdict).toBe("holds");
      expect(explore(returning(-4096, isSyscall)).verdict).toBe("holds");
      const failed = explore(returning(-4095, isSyscall)).counterexample;
      expect(failed?.violation?.rule).toBe("failed-and-changed");
    }
  });

  test("a task without syscalls is one as a whole", () => {
    const whole = taskOf(({ kernel, address }) => {
      fdInstall(kernel, address, getUnusedFdFlags(kernel, address, 0), allocFile(kernel));
      return -errnoNumbers.EINVAL;
    });
    expect(explore(whole, { failures: 0 }).counterexample?.violation?.message).toBe(LEFT_OPEN);
  });
});

test("a call outside of every syscall is one: what came before it is not its doing", () => {
  const dupThenFail = scenario({
    name: "a dup, then a close of nothing",
    setup: ({ init }) => void open(init),
    tasks: { task: (current) => (current.dup(0) < 0 ? 0 : current.close(9)) },
    check({ syscalls: { task = [] } }) {
      if (task.at(0) === 1 && task.at(1) !== -errnoNumbers.EBADF) throw new Error(task.join());
    },
  });
  expect(explore(dupThenFail)).toMatchObject({ verdict: "holds", coverage: "EXHAUSTIVE" });
});

describe.each(orders)("a check is told what each syscall returned (%j)", (options) => {
  const inner = (current: Task): number => syscall(current, () => current.dup(0));
  const program = (current: Task): number => {
    inner(current);
    syscall(current, () => inner(current) + 10);
    current.close(7);
    try {
      current.unshareFiles();
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
    }
    return 5;
  };
  const told = (names: readonly string[]): string[] => {
    const seen = new Set<string>();
    const all = scenario({
      name: "programs of syscalls",
      setup: ({ init }) => void open(init),
      tasks: Object.fromEntries(names.map((name) => [name, { kind: "process", run: program }] as const)),
      check({ syscalls, results }) {
        for (const name of names) seen.add(`${syscalls[name]?.join(" ")}: ${results[name]}`);
      },
    });
    expect(explore(all, { failures: 0, ...options })).toMatchObject({ verdict: "holds" });
    return [...seen];
  };

  test("the inner ones are part of the outer one, and a call alone is one", () => {
    expect(told(["alone"])).toEqual(["1 12 -9 0: 5"]);
    expect(told(["one", "other"])).toEqual(["1 12 -9 0: 5"]);
  });

  test("what a release calls is part of the call that releases", () => {
    const releasing = (tasks: Readonly<Record<string, (current: Task) => void>>): Scenario =>
      scenario({
        name: "a release that closes",
        setup({ kernel, init }) {
          open(init);
          const operations = kernel.registerOperations({ name: "holder", release: () => void init.close(0) });
          const fd = getUnusedFdFlags(kernel, init.address, 0);
          fdInstall(kernel, init.address, fd, allocFile(kernel, operations));
        },
        tasks,
        check({ syscalls }) {
          if (syscalls["dropper"]?.join() !== "0") throw new Error(String(syscalls["dropper"]));
        },
      });
    const dropper = (current: Task): void => {
      const file = raw.fget(current, 1);
      current.close(1);
      if (file !== 0) raw.fput(current, file);
    };
    const nobody = (): void => undefined;
    for (const tasks of [
      { dropper },
      { dropper, looker: nobody },
      { dropper, looker: (current: Task) => void current.fGetfd(0) },
    ]) {
      expect(explore(releasing(tasks), { failures: 0, ...options }).verdict).toBe("holds");
    }
  });

  test("a syscall that its task dies in has returned nothing", () => {
    const dying = scenario({
      name: "an oops",
      setup: ({ init }) => void open(init),
      tasks: {
        dying: (current) => {
          current.dup(0);
          syscall(current, () => current.oops());
        },
        other: (current) => current.close(1),
      },
      check({ syscalls }) {
        if (syscalls["dying"]?.length !== 1) throw new Error(`it returned ${String(syscalls["dying"])}`);
      },
    });
    expect(explore(dying, { failures: 0, ...options }).verdict).toBe("holds");
  });
});

test.each([
  [
    "wrong-unlock",
    "released by a task that does not hold it",
    (memory: Memory, at: number) => memory.unlock(at),
  ],
  [
    "lock-held",
    'the task "locker" returns and holds the lock',
    (memory: Memory, at: number) => memory.lock(at),
  ],
])("what is wrong with a lock (%s) names it", (rule, words, misuse) => {
  for (const others of [{}, { other: (): void => undefined }]) {
    const wrong = scenario<number>({
      name: rule,
      setup: ({ kernel }) => allocStruct(kernel, "queue", { waitLock: 1, size: 2 }) + 1,
      tasks: { locker: ({ kernel }, lock) => misuse(kernel.memory, lock), ...others },
    });
    const violation = explore(wrong).counterexample?.violation;
    expect(violation?.rule).toBe(rule);
    expect(violation?.message).toMatch(/wait_lock of queue@\d+/);
    expect(violation?.message).toContain(words);
  }
});

test("a lone task that waits for a lock it holds, or for a wake-up, is told of them by name", () => {
  const alone = (task: (current: Task, queue: number) => void): string | undefined =>
    explore(
      scenario<number>({
        name: "alone",
        setup: ({ kernel }) => allocStruct(kernel, "queue", { waitLock: 1, size: 2 }) + 1,
        tasks: { alone: task },
      }),
    ).counterexample?.violation?.message;
  const twice = alone(({ kernel: { memory } }, lock) => {
    memory.lock(lock);
    memory.lock(lock);
  });
  expect(twice).toMatch(/^nobody can go on: waiting are alone for the lock wait_lock of queue@\d+$/);
  const asleep = alone((current) => {
    current.setCurrentState(TASK_INTERRUPTIBLE);
    current.schedule();
  });
  expect(asleep).toBe("nobody can go on: waiting are alone for somebody to wake it up");
});

describe.each(orders)("counted objects at the end (%j)", (options) => {
  const setup = ({ kernel, init }: World): number => {
    const object = kref.makeIn(kernel, "kvm");
    const operations = kernel.registerOperations({
      name: "vcpu",
      release: (_file, held) => kref.putIn(kernel, held),
    });
    const { address } = init;
    fdInstall(
      kernel,
      address,
      getUnusedFdFlags(kernel, address, 0),
      allocFile(kernel, operations, 0, object),
    );
    return object;
  };
  const ending = (...tasks: ((current: Task, object: number) => void)[]): string | undefined => {
    const named = Object.fromEntries(tasks.map((task, index) => [`task${index}`, task]));
    const { counterexample } = explore(scenario<number>({ name: "ending", setup, tasks: named }), options);
    return counterexample?.violation?.message.replace(/@\d+/g, "");
  };
  const nothing = (): void => undefined;
  const LEFT = "references are left when every task has exited";

  test("what an open file holds is no leak: its task's exit drops it", () => {
    expect(ending(nothing, nothing)).toBeUndefined();
    expect(ending((current) => void current.close(0), nothing)).toBeUndefined();
  });

  test("a reference more than before is one, and so is an object that the run made", () => {
    expect(ending((current, object) => kref.get(current, object))).toBe(`leak of kvm: ${LEFT}`);
    expect(ending((current) => void kref.make(current, "vcpu"), nothing)).toBe(`leak of vcpu: ${LEFT}`);
  });

  test("a reference that the file still holds is dropped a second time by its exit", () => {
    expect(ending((current, object) => kref.put(current, object))).toBe(
      "use after free in kref_put: kvm is touched after it was freed",
    );
  });

  test("a reference that the run takes over from set-up, and drops, is none", () => {
    const closeAndMake = (current: Task): void => {
      current.close(0);
      kref.put(current, kref.make(current, "vcpu"));
    };
    expect(ending(closeAndMake, nothing)).toBeUndefined();
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
