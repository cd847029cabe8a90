/** State outside of the kernel's memory: each kind is named, and no verdict is given. */
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { basename } from "node:path";
import type { Task } from "fd-reservation";
import {
  explore,
  ExploreError,
  scenario,
  type ExploreOptions,
  type Scenario,
  type TaskBody,
  type World,
} from "fd-reservation/explore";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { open } from "../../examples/races/calls.js";
import { countCall, forget, remembered } from "../fixtures/outside/helper.js";

/** What the explorer says instead of a verdict. */
function refusalOf(explored: Scenario, options: ExploreOptions = {}): string {
  try {
    const { verdict, coverage } = explore(explored, options);
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

/** Two tasks, one of which keeps the first value that it is given: without its cache, b may return 1. */
type Keep = (value: number) => number;
interface Handed {
  readonly word: number;
  readonly kept?: unknown;
}

function race(keep: (value: number, kept: never) => number, hand?: () => unknown): Scenario {
  return scenario<Handed>({
    name: "race",
    setup: ({ kernel: { memory } }) => ({ word: memory.allocate(4, "w"), kept: hand?.() }),
    tasks: {
      a: ({ kernel: { memory } }, { word }) => void memory.store(word, 1),
      b: ({ kernel: { memory } }, { word, kept }) => keep(memory.load(word), kept as never),
    },
    check({ results }) {
      if (results["b"] === 1) throw new Error("b is late");
    },
  });
}

/** The same cache in one task, which is run again for each failure. */
function alone(keep: (value: number, kept: never) => number, hand?: () => unknown): Scenario {
  return scenario<Handed>({
    name: "alone",
    setup: () => ({ word: 0, kept: hand?.() }),
    tasks: { b: (current, { kept }) => void keep(open(current), kept as never) },
  });
}

const globals = globalThis as unknown as Record<PropertyKey, number | undefined>;
const KEY = Symbol("kept in a symbol");
declare global {
  var keptBare: number | undefined;
}

const givenBy = (given: number) => (): number => given;

/** A function from its text, which a compiler would write otherwise, and what it captures. */
function functionFrom(captured: string, text: string): Keep {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the very text is what is tested
  return (new Function(`return (${text})(${captured});`) as () => Keep)();
}

/** Caches that keep the first value: fresh ones, with the name of what changes. */
function caches(): Record<string, { keep: (value: number, kept: never) => number; names: string }> {
  let byMethod: number | undefined;
  let byHeir: number | undefined;
  let byAccessor: number | undefined;
  let bySetter = -1;
  let byBound: number | undefined;
  let byAdded: number | undefined;
  class Once {
    once(value: number): number {
      return (byMethod ??= value);
    }
  }
  const once = new Once();
  const heir = Object.create({ once: (value: number) => (byHeir ??= value) }) as { once: Keep };
  class Added {
    declare once: Keep;
  }
  Added.prototype.once = (value) => (byAdded ??= value);
  const accessors = {
    get first(): Keep {
      return (value) => (byAccessor ??= value);
    },
    set last(value: number) {
      if (bySetter < 0) bySetter = value;
    },
    get last() {
      return 0;
    },
  };
  const symbols: Record<symbol, number> = {};
  const bound = function (this: { kept?: number }, value: number): number {
    return (this.kept ??= value);
  }.bind({});
  const boundKeep = ((given: { at?: number }, value: number) => (given.at ??= value)).bind(undefined, {});
  const boundTarget = ((value: number) => (byBound ??= value)).bind(undefined);
  const words = new ArrayBuffer(8);
  class Private {
    #first: number | undefined;
    readonly #all = new Map<string, number>();
    once(value: number): number {
      return (this.#first ??= value);
    }
    all(value: number): number {
      if (!this.#all.has("first")) this.#all.set("first", value);
      return this.#all.get("first") ?? value;
    }
  }
  const hidden = new Private();
  const hiding = new Private();
  const generator = (function* (): Generator<number, number, number> {
    const first = yield 0;
    for (;;) yield first;
  })();
  generator.next();
  let chosen: Keep = (value) => value;
  const target = new EventTarget();
  const marked = { mark: 0 };
  const box = {};
  const got = Object.defineProperty({}, "last", { get: givenBy(-100), configurable: true }) as {
    last: number;
  };
  const named = (): number => 0;
  const retyped = {};
  return {
    "a variable of an arrow function whose parameter is called async": {
      keep: functionFrom("{}", "(cell) => async => (cell.first ??= async)"),
      names: "cell.first",
    },
    "a variable that is spelled with an escape": {
      keep: functionFrom("{}", "(cell) => (value) => (c\\u0065l\\u{6C}.first ??= value)"),
      names: "cell.first",
    },
    "a listener of an EventTarget": {
      keep(value) {
        const kept: number[] = [];
        target.dispatchEvent(new CustomEvent("ask", { detail: kept }));
        if (kept.length === 0) {
          target.addEventListener("ask", (event) => {
            (event as CustomEvent<number[]>).detail.push(value);
          });
        }
        return kept[0] ?? value;
      },
      names: "target[Symbol(kEvents)]",
    },
    "whether a property is writable": {
      keep(value) {
        const { writable, enumerable } = Object.getOwnPropertyDescriptor(marked, "mark") ?? {};
        if (writable === false) return enumerable === true ? 0 : 1;
        Object.defineProperty(marked, "mark", { writable: false, enumerable: value === 0 });
        return value;
      },
      names: "marked.mark",
    },
    "whether an object is extensible": {
      keep: (value) => (Object.isExtensible(box) && Reflect.preventExtensions(box) ? value : 0),
      names: "box",
    },
    "a getter that is replaced": {
      keep(value) {
        if (got.last === -100) Object.defineProperty(got, "last", { get: givenBy(value) });
        return got.last;
      },
      names: "given",
    },
    "the name of a function": {
      keep(value) {
        if (named.name === "named") Object.defineProperty(named, "name", { value: String(value) });
        return Number(named.name);
      },
      names: "named.name",
    },
    "the prototype of an object": {
      keep(value) {
        if (Reflect.getPrototypeOf(retyped) !== Object.prototype) return 0;
        Object.setPrototypeOf(retyped, Map.prototype as object);
        return value;
      },
      names: "retyped",
    },
    "a property of globalThis": { keep: (value) => (globals["kept"] ??= value), names: "kept" },
    "a property of globalThis by that name": {
      keep: (value) => ((globalThis as unknown as { kept?: number }).kept ??= value),
      names: "kept",
    },
    "a property of global": {
      keep: (value) => ((global as unknown as { kept?: number }).kept ??= value),
      names: "kept",
    },
    "a property of globalThis, by a variable": {
      keep(value) {
        const { kept = value } = globalThis as unknown as { kept?: number };
        return (Object.assign(globalThis, { kept }) as unknown as { kept: number }).kept;
      },
      names: "kept",
    },
    "a property of globalThis, by a symbol": {
      keep: (value) => (globals[KEY] ??= value),
      names: "Symbol(kept in a symbol)",
    },
    "a global variable": { keep: (value) => (globalThis.keptBare ??= value), names: "keptBare" },
    "a global variable, by its bare name": {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- code that no compiler has seen is what is tested
      keep: new Function(
        "value",
        'if (typeof keptBare === "undefined") keptBare = value; return keptBare;',
      ) as Keep,
      names: "keptBare",
    },
    "a variable that a method captures": { keep: (value) => once.once(value), names: "byMethod" },
    "a variable that an inherited function captures": { keep: (value) => heir.once(value), names: "byHeir" },
    "a variable that a method added to a class captures": {
      keep: (value) => new Added().once(value),
      names: "byAdded",
    },
    "a variable behind an accessor": { keep: (value) => accessors.first(value), names: "byAccessor" },
    "a variable behind a setter": {
      keep: (value) => ((accessors.last = value), value),
      names: "bySetter",
    },
    "a property by a symbol": {
      keep: (value) => (symbols[KEY] ??= value),
      names: "symbols[Symbol(kept in a symbol)]",
    },
    "what a function is bound to": { keep: bound, names: "keep.this.kept" },
    "an argument that a function is bound to": {
      keep: (value) => boundKeep(value),
      names: "boundKeep.arguments[0].at",
    },
    "a variable that a bound function captures": { keep: (value) => boundTarget(value), names: "byBound" },
    "a raw buffer": {
      keep(value) {
        const view = new Int32Array(words);
        if (view[0] === 0) view.set([1, value]);
        return view[1] as number;
      },
      names: "words",
    },
    "a private field": { keep: (value) => hidden.once(value), names: "hidden.#first" },
    "a Map in a private field": { keep: (value) => hiding.all(value), names: "hiding.#all" },
    "a generator": { keep: (value) => generator.next(value).value, names: "generator" },
    "which function a variable holds": {
      keep(value) {
        const result = chosen(value);
        if (chosen(1) === 1) chosen = value === 0 ? () => 0 : () => 2;
        return result;
      },
      names: "chosen",
    },
  };
}

/** What set-up hands over: made anew by each set-up, or kept beside it. */
function handed(): Record<
  string,
  { keep: (value: number, kept: never) => number; hand: () => unknown; names: string }
> {
  let first: number | undefined;
  let atLast: number | undefined;
  const map = new Map<string, number>();
  const set = new Set<number>();
  const typed = new Int32Array(2);
  class Once {
    once = (value: number): number => (atLast ??= value);
  }
  return {
    "a function": {
      hand: () => (value: number) => (first ??= value),
      keep: (value, kept: Keep) => kept(value),
      names: "first",
    },
    "an object with a function": {
      hand: () => new Once(),
      keep: (value, kept: Once) => kept.once(value),
      names: "atLast",
    },
    "a Map": {
      hand: () => map,
      keep(value, kept: Map<string, number>) {
        if (!kept.has("first")) kept.set("first", value);
        return kept.get("first") ?? value;
      },
      names: "shared.kept",
    },
    "a Set": {
      hand: () => set,
      keep: (value, kept: Set<number>) => [...(kept.size === 0 ? kept.add(value) : kept)][0] ?? value,
      names: "shared.kept",
    },
    "a typed array": {
      hand: () => typed,
      keep(value, kept: Int32Array) {
        if (kept[0] === 0) kept.set([1, value]);
        return kept[1] as number;
      },
      names: "shared.kept",
    },
  };
}

const pattern = (names: string): string => names.replace(/[.()[\]#]/g, "\\$&");

describe("a cache of the first value does not hide a race", () => {
  afterEach(() => {
    for (const key of ["kept", "keptBare", KEY]) Reflect.deleteProperty(globalThis, key);
  });

  test("which is there", () => {
    expect(refusalOf(race((value) => value))).toBe("violated BOUNDED");
  });

  describe.each(Object.keys(caches()))("%s", (key) => {
    test.each([{}, { reduce: false }])("%o", (options) => {
      const { keep, names } = caches()[key] as ReturnType<typeof caches>[string];
      expect(refusalOf(race(keep), options)).toMatch(
        new RegExp(`^outside: The task "b" keeps state .*memory: ${pattern(names)} is no longer`),
      );
    });

    test("alone", () => {
      const { keep, names } = caches()[key] as ReturnType<typeof caches>[string];
      expect(refusalOf(alone(keep))).toMatch(
        new RegExp(`^outside: .*memory: ${pattern(names)} is no longer`),
      );
    });
  });

  describe.each(Object.keys(handed()))("%s that set-up returns", (key) => {
    test.each([{}, { reduce: false }])("%o", (options) => {
      const { keep, hand, names } = handed()[key] as ReturnType<typeof handed>[string];
      expect(refusalOf(race(keep, hand), options)).toMatch(
        new RegExp(`^outside: A task keeps state .*memory: ${pattern(names)} is no longer`),
      );
    });

    test("alone", () => {
      const { keep, hand, names } = handed()[key] as ReturnType<typeof handed>[string];
      expect(refusalOf(alone(keep, hand))).toMatch(
        new RegExp(`^outside: .*memory: ${pattern(names)} is no longer`),
      );
    });
  });
});

test("what set-up hands to one task alone is made once, and is state, too", () => {
  const keep = (value: number, kept: Map<string, number>): number => kept.set("last", value).size;
  expect(refusalOf(alone(keep, () => new Map()))).toMatch(/^outside: .*memory: shared\.kept is no longer/);
  const own = (value: number, kept: Keep): number => kept(value);
  const hand = (): Keep => {
    let last = 0;
    return (value) => (last += value);
  };
  expect(refusalOf(alone(own, hand))).toMatch(/^outside: /);
});

describe("what is no state of the tasks is let be", () => {
  test("what the engine and the kernel keep", () => {
    const { hrtime } = process;
    interface Prepared extends World {
      readonly memory: World["kernel"]["memory"];
      readonly word: number;
    }
    class Counted extends Map<string, number> {
      count = 0;
    }
    const counted = new Counted();
    const explored = scenario<Prepared>({
      name: "engine",
      setup: (world) => ({
        ...world,
        memory: world.kernel.memory,
        word: world.kernel.memory.allocate(4, "w"),
      }),
      tasks: {
        a({ kernel: { memory } }, { word }) {
          console.assert(process.env["none"] === undefined && typeof performance === "object");
          assert.equal(basename(new URL("file:///a").pathname), "a");
          memory.store(word, structuredClone(1) + Buffer.from("").length + counted.count);
        },
        b({ kernel }, { word, memory }) {
          clearTimeout(setTimeout(() => hrtime, 0));
          new EventEmitter().emit("none");
          return memory.load(word) + Number(kernel.guards);
        },
      },
    });
    expect(refusalOf(explored)).toBe("holds EXHAUSTIVE");
  });

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

  test("a variable whose declaration has not run", () => {
    const body: TaskBody<number> = ({ kernel: { memory } }, word) =>
      void (memory.load(word) === 7 && declaredBelow);
    expect(refusalOf(scenario({ name: "early", setup, tasks: { body } }))).toBe("holds EXHAUSTIVE");
    const declaredBelow = 1;
  });
});

describe("clocks and random numbers are refused", () => {
  const { Date: RealDate } = globalThis;
  const { hrtime } = process;
  const asking: [string, () => number][] = [
    ["Date.now()", () => Date.now()],
    ["new Date()", () => new Date().getTime()],
    ["Date()", () => Date().length],
    ["Date.now()", () => RealDate.now()],
    ["Math.random()", () => Math.random()],
    ["performance.now()", () => performance.now()],
    ["process.hrtime()", () => process.hrtime()[1]],
    ["process.hrtime.bigint()", () => Number(process.hrtime.bigint())],
    ["process.hrtime.bigint()", () => Number(hrtime.bigint())],
    ["process.uptime()", () => process.uptime()],
    ["crypto.getRandomValues()", () => crypto.getRandomValues(new Uint8Array(1))[0] as number],
    ["crypto.randomUUID()", () => crypto.randomUUID().length],
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
