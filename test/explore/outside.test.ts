/** State outside of the kernel's memory: each kind is named, and no verdict is given. */
import type { Task } from "fd-reservation";
import { explore, ExploreError, scenario, type Scenario, type TaskBody } from "fd-reservation/explore";
import { beforeEach, describe, expect, test } from "vitest";
import { open } from "../../examples/races/calls.js";
import { countCall, forget, remembered } from "../fixtures/outside/helper.js";

/** What the explorer says instead of a verdict. */
function refusalOf(explored: Scenario): string {
  try {
    const { verdict, coverage } = explore(explored);
    return `${verdict} ${coverage}`;
  } catch (error) {
    if (error instanceof ExploreError) return `${error.kind}: ${error.message}`;
    throw error;
  }
}

beforeEach(() => {
  moduleCache.clear();
  forget();
});

const moduleCache = new Map<string, number>();

class Stack {
  readonly items: number[] = [];
}

/** Each body does the same accesses in every run, and what it returns depends on earlier runs. */
function bodies(): Record<string, { readonly body: TaskBody<number>; readonly names: string }> {
  const seenValues: number[] = [];
  const ids = new Set<number>();
  const stack = new Stack();
  const typed = new Int32Array(2);
  const settings = { deep: { last: 0 } };
  let counter = 0;
  let first: number | undefined;
  const look = ({ kernel: { memory } }: Task, word: number): number => memory.load(word);
  return {
    "a Map of the module that caches the first result": {
      names: "moduleCache",
      body(current, word) {
        const value = look(current, word);
        if (!moduleCache.has("first")) moduleCache.set("first", value);
        return moduleCache.get("first");
      },
    },
    "a counter": { names: "counter", body: (current, word) => void (look(current, word), counter++) },
    "an array": { names: "seenValues", body: (current, word) => void seenValues.push(look(current, word)) },
    "a Set": { names: "ids", body: (current, word) => void ids.add(look(current, word)) },
    "a variable that a closure captures": {
      names: "first",
      body: (current, word) => (first ??= look(current, word)),
    },
    "an object of a class": {
      names: "stack.items",
      body: (current, word) => void stack.items.push(look(current, word)),
    },
    "a typed array": { names: "typed", body: (current, word) => void (typed[0] = look(current, word) + 1) },
    "a property far down": {
      names: "settings.deep.last",
      body: (current, word) => void (settings.deep.last = look(current, word) + 1),
    },
    "a counter of another module": {
      names: "calls",
      body: (current, word) => void countCall(look(current, word)),
    },
    "a cache of another module": {
      names: "results",
      body: (current, word) => remembered(look(current, word)),
    },
  };
}

const increment: TaskBody<number> = ({ kernel: { memory } }, word) => void memory.add(word, 1);
const setup: Scenario<number>["setup"] = ({ kernel: { memory } }) => memory.allocate(2, "word");

describe("state that a task keeps is named", () => {
  test.each(Object.entries(bodies()))("%s, beside another task", (_, { body, names }) => {
    const explored = scenario({ name: "keeps", setup, tasks: { keeper: body, other: increment } });
    expect(refusalOf(explored)).toMatch(
      new RegExp(
        `^outside: The task "keeper" keeps state outside .*memory: ${names.replaceAll(".", "\\.")}[ [].*allocate`,
      ),
    );
  });

  test.each(Object.entries(bodies()))("%s, alone", (_, { body }) => {
    expect(refusalOf(scenario({ name: "keeps", setup, tasks: { keeper: body } }))).toMatch(/^outside: /);
  });

  test("descriptors that are remembered, as a body of the binding would", () => {
    const cache = new Map<string, number>();
    const keeper = (current: Task): number => {
      const fd = open(current);
      if (!cache.has("fd")) cache.set("fd", fd);
      return current.close(cache.get("fd") ?? fd);
    };
    const tasks = { keeper, other: (current: Task) => void open(current) };
    expect(refusalOf(scenario({ name: "keeps", tasks }))).toMatch(/^outside: .*: cache is no longer/);
    cache.clear();
    expect(refusalOf(scenario({ name: "keeps", tasks: { keeper } }))).toMatch(
      /^outside: .*: cache is no longer/,
    );
  });
});

describe("what is no state of the tasks is let be", () => {
  test("what set-up prepares, what checks note, what nobody changes, locals", () => {
    const table = new Map([["one", 1]]);
    const noted: number[] = [];
    let prepared = 0;
    const explored = scenario<number>({
      name: "keeps nothing",
      setup({ kernel: { memory } }) {
        prepared = memory.allocate(2, "word");
        return prepared;
      },
      tasks: {
        a({ kernel: { memory } }) {
          const own = new Map<number, number>();
          own.set(0, memory.add(prepared, table.get("one") ?? 0));
          return own.get(0);
        },
        b: increment,
      },
      check: ({ results }) => void noted.push(results["a"] ?? 0),
    });
    expect(refusalOf(explored)).toBe("holds EXHAUSTIVE");
    expect(noted.length).toBeGreaterThan(1);
  });
});

describe("clocks and random numbers are refused", () => {
  const asking: [string, () => number][] = [
    ["Date.now()", () => Date.now()],
    ["new Date()", () => new Date().getTime()],
    ["Date()", () => Date().length],
    ["Math.random()", () => Math.random()],
  ];
  test.each(asking)("%s", (text, ask) => {
    const asker: TaskBody<number> = ({ kernel: { memory } }, word) => void memory.store(word, ask() % 2);
    for (const tasks of [{ asker }, { asker, other: increment }]) {
      expect(refusalOf(scenario({ name: "asks", setup, tasks }))).toMatch(
        new RegExp(`^nondeterministic: The task "asker" is .*${text.replace(/[().]/g, "\\$&")}.*in each run`),
      );
    }
    expect(Number.isNaN(ask())).toBe(false); // given back
  });

  test("also where the task catches the refusal", () => {
    const asker: TaskBody<number> = () => {
      try {
        return Math.random();
      } catch {
        return 0;
      }
    };
    expect(refusalOf(scenario({ name: "asks", setup, tasks: { asker } }))).toMatch(/^nondeterministic: /);
  });

  test("a given date is a date", () => {
    const body: TaskBody<number> = () => (new Date(5) instanceof Date ? new Date(5).getTime() : -1);
    expect(refusalOf(scenario({ name: "dates", setup, tasks: { body } }))).toBe("holds EXHAUSTIVE");
  });
});
