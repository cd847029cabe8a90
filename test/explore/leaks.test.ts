/** What a run leaves behind: small programs that leak, each found and named, and some that do not. */
import { raw, kref } from "fd-reservation/designs";
import type { Task } from "fd-reservation";
import { explore, formatTrace, scenario, type ExploreOptions, type World } from "fd-reservation/explore";
import { allocFile, allocStruct, fdInstall, getUnusedFdFlags, putUnusedFd } from "fd-reservation/kernel";
import { describe, expect, test } from "vitest";

type Body = (current: Task, list: number) => number | void;

const Node = { next: 0, lock: 1, size: 2 } as const;
const UNREACHABLE = "nothing leads to it when every task has exited";

/** A list that outlives every run: a word for its first node, and one for a file's operations. */
const setup = ({ kernel, init }: World): number => {
  const list = allocStruct(kernel, "list", { first: 0, operations: 1, size: 2 });
  // What a file holds is freed with it, or it is forgotten.
  const forgetful = kernel.registerOperations({ name: "forgetful", release: () => undefined });
  kernel.registerOperations({ name: "thorough", release: (_file, held) => kernel.memory.free(held) });
  kernel.memory.store(list + 1, forgetful);
  void init;
  return list;
};

const makeNode = ({ kernel }: Task): number => allocStruct(kernel, "node", Node);
const idle: Body = () => 0;

/** A file that holds a node; `which` of the operations of set-up it has. */
const holdNode = (current: Task, list: number, which: 0 | 1): void => {
  const { kernel, address } = current;
  const operations = kernel.memory.load(list + 1) + which;
  const fd = getUnusedFdFlags(kernel, address, 0);
  if (fd < 0) return;
  const node = makeNode(current);
  const file = allocFile(kernel, operations, 0, node);
  if (file > 0) fdInstall(kernel, address, fd, file);
  else {
    kernel.memory.free(node);
    putUnusedFd(kernel, address, fd);
  }
};

const push: Body = (current, list) => {
  const { memory } = current.kernel;
  const node = makeNode(current);
  memory.store(node + Node.next, memory.load(list));
  memory.store(list, node);
};

/** What is said of a scenario with these tasks, without addresses. */
function said(bodies: readonly Body[], options: ExploreOptions = {}): string {
  const { counterexample, coverage } = explore(
    scenario<number>({
      name: "leaks",
      setup,
      tasks: Object.fromEntries(bodies.map((run, index) => [`task${index}`, run])),
    }),
    options,
  );
  const { rule, message } = counterexample?.violation ?? {};
  return rule === undefined ? coverage : `${rule}: ${message?.replace(/@\d+/g, "")}`;
}

const leaking: readonly [name: string, bodies: readonly Body[], said: string][] = [
  [
    "an object and a block of a call that fails",
    [(current) => (current.kernel.memory.allocate(2, "page"), kref.make(current, "kvm"), -12)],
    "leaked-object: leak of kvm: references are left when every task has exited",
  ],
  [
    "a block of a call that fails",
    [(current) => (current.kernel.memory.allocate(2, "page"), -12)],
    `leaked-object: leak of page: ${UNREACHABLE}`,
  ],
  [
    "a block that one error exit forgets",
    [
      (current) => {
        const { memory } = current.kernel;
        const page = memory.allocate(2, "page");
        const error = raw.mayFail(current, "EIO", "probe");
        if (error !== 0) return error;
        memory.free(page);
        return 0;
      },
    ],
    `leaked-object: leak of page: ${UNREACHABLE}`,
  ],
  [
    "a block of a call that fails, beside another task",
    [(current) => (current.kernel.memory.allocate(2, "page"), -12), push],
    `leaked-object: leak of page: ${UNREACHABLE}`,
  ],
  [
    "a structure that nobody stored",
    [(current) => void makeNode(current)],
    `leaked-object: leak of node: ${UNREACHABLE}`,
  ],
  [
    "the first of two nodes that are pushed at once without a lock",
    [push, push],
    `leaked-object: leak of node: ${UNREACHABLE}`,
  ],
  [
    "two structures that lead to each other alone",
    [
      (current) => {
        const [one, other] = [makeNode(current), makeNode(current)];
        current.kernel.memory.store(one, other);
        current.kernel.memory.store(other, one);
      },
    ],
    `leaked-object: leak of node and node: nothing leads to them when every task has exited`,
  ],
  [
    "what is led to from freed memory",
    [
      (current) => {
        const { memory } = current.kernel;
        const page = memory.allocate(1, "page");
        memory.store(page, makeNode(current));
        memory.free(page);
      },
    ],
    `leaked-object: leak of node: ${UNREACHABLE}`,
  ],
  [
    "what a file holds whose release forgets it",
    [(current, list) => holdNode(current, list, 0)],
    `leaked-object: leak of node: ${UNREACHABLE}`,
  ],
  [
    "a node that is taken out of the list and not freed",
    [
      (current, list) => {
        push(current, list);
        const { memory } = current.kernel;
        memory.store(list, memory.load(memory.load(list)));
      },
    ],
    `leaked-object: leak of node: ${UNREACHABLE}`,
  ],
  [
    "a lock",
    [
      (current, list) => {
        push(current, list);
        current.kernel.memory.lock(current.kernel.memory.load(list) + Node.lock);
      },
    ],
    'lock-held: BUG: the task "task0" returns and holds the lock lock of node',
  ],
];

const keeping: readonly [name: string, bodies: readonly Body[]][] = [
  [
    "the scenario's own words, which no call that failed has made",
    [(current) => void current.kernel.memory.allocate(2, "k")],
  ],
  ["what is stored where set-up's memory leads", [push]],
  [
    "what a structure leads to that is led to",
    [(current, list) => (push(current, list), push(current, list))],
  ],
  ["what a task returns", [(current) => makeNode(current)]],
  [
    "what an inner address leads to",
    [
      (current, list) => {
        current.kernel.memory.store(list, makeNode(current) + 1);
      },
    ],
  ],
  ["what a file holds that frees it on its release", [(current, list) => holdNode(current, list, 1)]],
  [
    "what is freed after a grace period",
    [(current) => void current.kernel.memory.freeAfterGracePeriod(makeNode(current))],
  ],
  ["a call that fails and has stored what it made", [(current, list) => (push(current, list), -12)]],
];

describe.each([{}, { reduce: false }, { reuse: true }])("%j", (options) => {
  test.each(leaking)("%s is found and named", (_, bodies, expected) => {
    expect(said(bodies, options)).toBe(expected);
  });

  test.each(leaking.filter(([, { length }]) => length === 1))(
    "%s, beside an idle task",
    (_, bodies, expected) => {
      expect(said([...bodies, idle], options)).toBe(expected);
    },
  );

  test.each(keeping)("no leak: %s", (_, bodies) => {
    expect(said(bodies, options)).toBe("EXHAUSTIVE");
    expect(said([...bodies, idle], options)).toBe("EXHAUSTIVE");
  });
});

test("a block that was given again is the new one's", () => {
  // The one gives its block back and fails; the other may be given it, and keeps it.
  const gives: Body = ({ kernel: { memory } }) => (memory.recycle(memory.allocate(2, "page")), -12);
  const keeps: Body = ({ kernel: { memory } }) => void memory.allocate(2, "page");
  const keepsAndFails: Body = (current, list) => (keeps(current, list), -12);
  const givesOnly: Body = (current, list) => void gives(current, list);
  for (const reduce of [true, false]) {
    expect(said([gives, keeps], { reduce })).toBe("EXHAUSTIVE");
    expect(said([givesOnly, keepsAndFails], { reduce })).toBe(`leaked-object: leak of page: ${UNREACHABLE}`);
  }
});

test("the place where it was made is told", () => {
  for (const tasks of [{ a: push, b: push }, { a: (current: Task) => void makeNode(current) }]) {
    const { counterexample } = explore(scenario<number>({ name: "leaks", setup, tasks }));
    if (counterexample === undefined) return expect.unreachable("it leaks");
    expect(counterexample.violation?.madeAt?.file).toMatch(/leaks\.test\.ts$/);
    expect(formatTrace(counterexample, 1000)).toMatch(
      /leak of node@\d+: .*\(made at .*leaks\.test\.ts:\d+:\d+\)/,
    );
  }
});
