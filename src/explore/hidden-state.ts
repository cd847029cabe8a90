/**
 * What a task's program can reach outside of the kernel's memory: the variables that its functions capture, what set-up
 * hands to it, global variables, and what they hold. A program that changes any of it is no function of its log, and
 * may answer the explorer consistently and yet otherwise than it would on its own: a cache keeps whichever result came
 * first.
 *
 * The engine's inspector tells what a function captures. Where there is none, as in browsers, nothing is seen.
 */
import * as binding from "../binding/index.js";
import * as bindingFriends from "../binding/internal.js";
import { isOwn, noteOwn } from "../binding/internal.js";
import * as kernelExports from "../kernel/index.js";
import * as kernelFriends from "../kernel/internal.js";
import { withChance } from "./determinism.js";
import { ExploreError } from "./explore-error.js";
import { hashText, mix } from "./hash.js";
import type { Scenario } from "./scenario.js";
import type { BuiltWorld } from "./world.js";

type Function_ = (...args: never[]) => unknown;

/** Objects that are looked at for one task at most: what lies further is not seen. */
const MOST = 4096;

/** Bytes of one buffer that are looked at. */
const MOST_BYTES = 1 << 16;

noteOwn(binding, bindingFriends, kernelExports, kernelFriends);

/** The names of the global object: what code that runs later adds is its program's. */
const GLOBAL = /^(globalThis|global|self|window)$/;

/** The engine's names that look like a program's, as they can be enumerated. */
const ENUMERABLE =
  /^(globalThis|global|self|window|process|console|performance|navigator|crypto|fetch|structuredClone|queueMicrotask|(set|clear)(Immediate|Interval|Timeout)|atob|btoa|(local|session)Storage)$/;

/** The engine's own global variables. It changes them itself, and they lead to all of it: nobody looks into them. */
const engineNames = new Set<PropertyKey>(
  Reflect.ownKeys(globalThis).filter(
    (key) =>
      !Object.prototype.propertyIsEnumerable.call(globalThis, key) ||
      (typeof key === "string" && ENUMERABLE.test(key)),
  ),
);

function programsGlobals(): (string | symbol)[] {
  return Reflect.ownKeys(globalThis).filter((key) => !engineNames.has(key));
}

/** Code that runs when a function is left by whatever is thrown. */
const PUTS_BACK = /\b(?:finally|catch)\b|Symbol\.dispose/;

/** What compilers put beside code with `using`: esbuild, TypeScript, and Babel as oxc. */
const HELPER = /^(?:__(?:using|callDispose|addDisposableResource|disposeResources)|_usingCtx)\b/;

/** What they write for `using`: it disposes, and catches nothing that it keeps. */
const LOWERED_USING = [
  /catch\s*\(\w+\)\s*\{[^{}]*\}\s*finally\s*\{\s*(?:(?:const|var|let)\s+\w+\s*=\s*)?__(?:disposeResources|callDispose)\([^)]*\);?[^{}]*\}/g,
  /catch\s*\((\w+)\)\s*\{\s*(\w+)\.e\s*=\s*\1;?\s*\}\s*finally\s*\{\s*\2\.d\(\);?\s*\}/g,
];

/** Generators, whose prototypes have no constructor to be known by. */
const generators = Object.getPrototypeOf(function* () {}.prototype) as object;

/** What the tasks of a scenario can reach, as it is before they run. */
export class HiddenState {
  readonly #before: readonly (readonly Part[])[];
  readonly #inspector = Inspector.here();
  #putsBack = false;

  /**
   * @param scenario - The scenario.
   * @param world - Its world: what set-up returned, and what stands for the kernel.
   */
  constructor(
    readonly scenario: Pick<Scenario, "order" | "tasks" | "setup" | "check" | "invariant">,
    readonly world: Pick<BuiltWorld<unknown>, "kernel" | "tasks" | "shared">,
  ) {
    this.#before = this.#look();
  }

  /**
   * Whether a task may change something and put it back before it ends or is stopped: then one also has to look while
   * it runs.
   */
  get mayBePutBack(): boolean {
    return this.#putsBack;
  }

  /**
   * Says so when a task has changed something.
   *
   * @throws {@link ExploreError} `outside`, with the name of what changed.
   */
  check(): void {
    // It may be asked while a task runs.
    const after = withChance(() => this.#look());
    for (const [index, { who }] of this.#roots().entries()) {
      const changed = firstChange(this.#before[index] ?? [], after[index] ?? []);
      if (changed === undefined) continue;
      throw new ExploreError(
        "outside",
        `${who} keeps state outside of the kernel's memory: ${changed} is no longer what it was ` +
          "before the task ran. Runs would depend on each other: keep it in a local variable, or in words that set-up " +
          "allocates (kernel.memory.allocate).",
      );
    }
  }

  /**
   * What the scenario's code can reach, as a number: what code captures has no text. Ask before it has run. 0 where there is
   * no inspector.
   */
  get mark(): number {
    const inspector = this.#inspector;
    if (inspector === undefined) return 0;
    const { setup, check, invariant } = this.scenario;
    const walk = new Walk(inspector);
    for (const [name, code] of Object.entries({ setup, check, invariant })) walk.visit(name, code);
    walk.visitGlobals();
    inspector.release();
    const parts = [...this.#before, walk.parts].flat();
    return parts.reduce((hash, { path, value }) => mix(hash, hashText(`${path} ${value}`)), 1);
  }

  /** Where to begin to look. What set-up returned comes last: a task that can be named says more. */
  #roots(): Root[] {
    const tasks = this.scenario.order.map((name): Root => {
      const definition = this.scenario.tasks[name];
      const body = typeof definition === "function" ? definition : definition?.run;
      return { who: `The task "${name}"`, path: "", value: body };
    });
    const { kernel } = this.world;
    // What a file does when it is released runs in the task that drops its last reference.
    const released = kernel.operations.map(({ name, release }): Root => {
      return { who: `The release of "${name}"`, path: "", value: release };
    });
    const own = this.scenario.order.map((name): Root => {
      return { who: `The task "${name}"`, path: "current", value: propertiesOf(this.world.tasks[name], []) };
    });
    return [
      ...tasks,
      ...released,
      ...own,
      { who: "A task", path: "kernel", value: propertiesOf(kernel, KERNEL_WORKINGS) },
      { who: "A task", path: "kernel.memory", value: propertiesOf(kernel.memory, MEMORY_WORKINGS) },
      { who: "A task", path: "shared", value: this.world.shared },
    ];
  }

  /** What can be reached from each root. No program runs meanwhile. */
  #look(): Part[][] {
    const inspector = this.#inspector;
    if (inspector === undefined) return [];
    const globals = programsGlobals();
    const parts = this.#roots().map(({ path, value }) => {
      const walk = new Walk(inspector, globals);
      walk.visit(path, value);
      walk.visitGlobals();
      this.#putsBack ||= walk.putsBack;
      return walk.parts;
    });
    inspector.release();
    return parts;
  }
}

/** What changes in a kernel as its code runs, and is no state of it. */
const KERNEL_WORKINGS = ["memory", "inFlight", "hot", "current", "shape", "structures", "countedKinds"];
const MEMORY_WORKINGS = ["hot", "placed"];

/** What stands for the kernel is this package's; but what a program puts there, or sets, is the program's. */
function propertiesOf(value: object | undefined, workings: readonly string[]): object {
  const entries = Reflect.ownKeys(value ?? {}).filter((key) => !workings.includes(String(key)));
  return Object.fromEntries(entries.map((key) => [key, Reflect.get(value ?? {}, key) as unknown]));
}

/** Who can reach something, and under which name. */
interface Root {
  readonly who: string;
  readonly path: string;
  readonly value: unknown;
}

/** One place and what it held: a primitive, or what kind of object and how large. */
interface Part {
  readonly path: string;
  readonly value: string;
}

/** The name of the first part that was changed, added or taken away. */
function firstChange(before: readonly Part[], after: readonly Part[]): string | undefined {
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index++) {
    const [was, is] = [before[index], after[index]];
    if (was?.path === is?.path && was?.value === is?.value) continue;
    const isGone = is === undefined || before.some(({ path }) => path === is.path);
    return (isGone ? (was ?? is) : is)?.path;
  }
  return undefined;
}

/** A walk over everything that can be reached from a value, through functions by the names in their text. */
class Walk {
  readonly parts: Part[] = [];
  /** Whether some function has code that runs when it is left in any way. */
  putsBack = false;
  readonly #seen = new Map<object, number>();
  // For global variables: the names that functions use, and what may name a property of the global object.
  readonly #names = new Set<string>();
  readonly #texts: string[] = [];
  readonly #keys = new Set<unknown>();
  #usesGlobalObject = false;

  /** @param globals - The global variables that are not the engine's. */
  constructor(
    readonly inspector: Inspector,
    readonly globals: readonly (string | symbol)[] = programsGlobals(),
  ) {}

  visit(path: string, value: unknown): void {
    if ((typeof value !== "object" || value === null) && typeof value !== "function") {
      this.#add(path, `${typeof value} ${String(value)}`);
      return;
    }
    const known = this.#seen.get(value);
    if (known !== undefined) {
      this.#add(path, `#${known}`);
      return;
    }
    if (this.#seen.size >= MOST) return;
    this.#seen.set(value, this.#seen.size);
    if (isPackages(value) || isEngines(value)) this.#add(path, `${typeof value} ${nameOf(value)}`);
    else if (typeof value === "function") this.#function(path, value as Function_);
    else this.#object(path, value);
  }

  /** The global variables that the functions name which were visited, and what those lead to. */
  visitGlobals(): void {
    const left = new Set(this.globals);
    for (;;) {
      // What one of them leads to may name another one.
      const key = [...left].find((name) => this.#namesGlobal(name));
      if (key === undefined) return;
      left.delete(key);
      this.#property("", globalThis, key);
    }
  }

  #namesGlobal(key: string | symbol): boolean {
    if (typeof key === "string" && this.#names.has(key)) return true;
    if (!this.#usesGlobalObject) return false;
    const text = typeof key === "string" ? key : key.description;
    return this.#keys.has(key) || (!!text && this.#texts.some((known) => known.includes(text)));
  }

  #add(path: string, value: string): void {
    this.parts.push({ path, value });
  }

  /** What an object is, and whether it may have more properties. */
  #addObject(path: string, value: object, kind: string): void {
    this.#add(path, Reflect.isExtensible(value) ? kind : `${kind}, not extensible`);
  }

  #function(path: string, value: Function_): void {
    const text = Function.prototype.toString.call(value);
    this.#addObject(path, value, `function ${text}`);
    const { isNative, putsBack, words, variables } = readingOf(text);
    if (isNative) {
      this.#bound(path, value);
      return;
    }
    // A task is synchronous: what cannot be is only named like something that it uses.
    if (this.inspector.types.isAsyncFunction(value)) return;
    this.putsBack ||= putsBack && !HELPER.test(path) && !HELPER.test(nameOf(value));
    this.#texts.push(text);
    for (const name of variables) {
      this.#names.add(name);
      if (GLOBAL.test(name)) this.#usesGlobalObject = true;
    }
    this.#captured(path, this.inspector.capturedBy(value, variables), words);
    if (text.startsWith("class") && text.includes("#")) this.#hidden(path, value);
    this.#properties(path, value);
  }

  #captured(path: string, captured: ReadonlyMap<string, unknown>, words: ReadonlySet<string>): void {
    for (const [name, held] of captured) {
      if (held === globalThis) this.#usesGlobalObject = true;
      if (typeof held === "string" || typeof held === "symbol") this.#keys.add(held);
      // A module's exports are its own business, but for those that the text names.
      if (isModule(held)) this.#module(name, held, words);
      else this.visit(name === "this" ? path : name, held);
    }
  }

  /** What a bound function is made of; nothing for the engine's functions. */
  #bound(path: string, value: Function_): void {
    const { target, self, given } = this.inspector.boundBy(value);
    if (target === undefined) return;
    this.visit(path, target);
    this.visit(`${path}.this`, self);
    for (const [index, argument] of given.entries()) this.visit(`${path}.arguments[${index}]`, argument);
    this.#properties(path, value);
  }

  #module(path: string, module: object, words: ReadonlySet<string>): void {
    for (const key of Object.keys(module).sort()) {
      if (words.has(key)) this.visit(`${path}.${key}`, (module as Record<string, unknown>)[key]);
    }
  }

  #object(path: string, value: object): void {
    // What an object is the engine knows: prototypes may be others, as those of the maps inside of Node are.
    const { types } = this.inspector;
    if (types.isMap(value)) {
      const entries = [
        ...Reflect.apply<typeof value, [], Iterable<[unknown, unknown]>>(mapEntries, value, []),
      ];
      this.#addObject(path, value, `Map of ${entries.length}`);
      for (const [key, held] of entries) {
        this.visit(path, key);
        this.visit(path, held);
      }
    } else if (types.isSet(value)) {
      const all = [...Reflect.apply<typeof value, [], Iterable<unknown>>(setValues, value, [])];
      this.#addObject(path, value, `Set of ${all.length}`);
      for (const held of all) this.visit(path, held);
    } else if (types.isDate(value)) {
      this.#addObject(path, value, `Date ${Reflect.apply<typeof value, [], number>(dateTime, value, [])}`);
    } else if (ArrayBuffer.isView(value)) {
      this.#bytes(path, value.buffer, value.byteOffset, value.byteLength);
      return;
    } else if (types.isAnyArrayBuffer(value)) {
      this.#bytes(path, value, 0, value.byteLength);
    } else if (types.isGeneratorObject(value)) {
      this.#generator(path, value);
    } else {
      this.#addObject(
        path,
        value,
        Array.isArray(value) ? `Array of ${value.length}` : `object of ${classOf(value)}`,
      );
    }
    this.#properties(path, value);
  }

  #bytes(path: string, buffer: ArrayBufferLike, from: number, length: number): void {
    this.#add(path, new Uint8Array(buffer, from, Math.min(length, MOST_BYTES)).join());
  }

  /** Where a generator stands, and its variables. */
  #generator(path: string, value: object): void {
    const { place, text } = this.inspector.generatorAt(value);
    this.#add(path, place);
    const { words } = readingOf(text);
    this.#captured(path, this.inspector.capturedBy(value, words), words);
  }

  /** Own properties, hidden ones and what is inherited. */
  #properties(path: string, value: object): void {
    for (const key of Reflect.ownKeys(value)) {
      if (typeof value === "function" && key === "prototype") {
        // Most functions have one and never use it.
        const prototype: unknown = Reflect.get(value, key);
        if (!isObject(prototype) || Reflect.ownKeys(prototype).length < 2) continue;
      }
      this.#property(path, value, key);
    }
    const prototype = Reflect.getPrototypeOf(value);
    if (prototype === null) return;
    // Classes of the engine keep private fields, too, where they are written in the language: URL, Headers.
    if (typeof value === "object" && hasPrivateFields(prototype)) this.#hidden(path, value);
    if (!isOfEngineOrPackage(prototype)) this.visit(path, prototype);
  }

  /** One property; accessors are not called: what they use is looked at. */
  #property(path: string, value: object, key: string | symbol): void {
    const property = Reflect.getOwnPropertyDescriptor(value, key);
    if (property === undefined) return;
    const name = String(key);
    let place = `${path}.${name}`;
    if (path === "") place = name;
    else if (typeof key === "symbol" || /^\d+$/.test(key)) place = `${path}[${name}]`;
    const { writable = true, enumerable = false, configurable = false } = property;
    if (!writable || !enumerable || !configurable)
      this.#add(place, `writable ${writable}, enumerable ${enumerable}, configurable ${configurable}`);
    if ("value" in property) {
      this.visit(place, property.value);
      return;
    }
    if (property.get !== undefined) this.visit(place, property.get);
    if (property.set !== undefined) this.visit(place, property.set);
  }

  /** Private fields. */
  #hidden(path: string, value: object): void {
    for (const [name, held] of this.inspector.privateFieldsOf(value)) this.visit(`${path}.${name}`, held);
  }
}

/** The name of the class that an object is of, as far as its prototype tells. */
function classOf(value: object): string {
  const prototype = Reflect.getPrototypeOf(value);
  const constructor: unknown =
    prototype === null ? undefined : Reflect.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof constructor === "function" ? nameOf(constructor) : "none";
}

/** Whether objects with a prototype may have private fields that are a program's, or of a global class of the engine. */
function hasPrivateFields(prototype: object): boolean {
  if (PLAIN.has(prototype)) return false;
  if (!isOfEngineOrPackage(prototype)) return true;
  const constructor: unknown = Reflect.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof constructor === "function" && engineNames.has(nameOf(constructor));
}

const PLAIN: ReadonlySet<object> = new Set(
  [Object, Array, Function, Map, Set, WeakMap, WeakSet, Date, RegExp, Promise, ArrayBuffer].map(
    ({ prototype }) => prototype as object,
  ),
);

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

// Applied to objects that may have other prototypes.
/* eslint-disable @typescript-eslint/unbound-method */
const { entries: mapEntries } = Map.prototype;
const { values: setValues } = Set.prototype;
const { getTime: dateTime } = Date.prototype;
/* eslint-enable @typescript-eslint/unbound-method */

/** What the text of a function tells of it. */
interface Reading {
  /** Whether it is the engine's, which has no text. */
  readonly isNative: boolean;
  /** Whether it has code that runs when it is left in any way. */
  readonly putsBack: boolean;
  readonly words: ReadonlySet<string>;
  /** The words that may be variables. */
  readonly variables: ReadonlySet<string>;
}

/** Closures are many and their texts few: each text is read once, as long as there are not too many. */
const readings = new Map<string, Reading>();
const MOST_READINGS = 10_000;

function readingOf(text: string): Reading {
  let reading = readings.get(text);
  if (reading === undefined) {
    reading = {
      isNative: isNative(text),
      putsBack: putsBack(text),
      words: wordsIn(text),
      variables: variablesIn(text),
    };
    if (readings.size >= MOST_READINGS) readings.clear();
    readings.set(text, reading);
  }
  return reading;
}

/** The words of a text. */
function wordsIn(text: string): ReadonlySet<string> {
  return new Set(unescaped(text).match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
}

/** Its words but for what follows a dot, which is a property's name; three dots are none. */
function variablesIn(text: string): ReadonlySet<string> {
  return new Set(unescaped(text).match(/(?<![\p{L}\p{N}_$]|(?<!\.\.)\.)[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
}

/** A text whose names are spelled without escapes: `\u0061` is `a`. */
function unescaped(text: string): string {
  return text.replace(
    /\\u(?:\{0*([\da-f]{1,6})\}|([\da-f]{4}))/giu,
    (escape, long?: string, short?: string) => {
      const code = parseInt(long ?? (short as string), 16);
      return code > 0x10ffff ? escape : String.fromCodePoint(code);
    },
  );
}

/** Whether a function has code, other than for `using`, that runs when it is left in any way. */
function putsBack(text: string): boolean {
  return PUTS_BACK.test(LOWERED_USING.reduce((rest, pattern) => rest.replace(pattern, ""), text));
}

function isNative(text: string): boolean {
  return /\[native code\]\s*\}$/.test(text);
}

/** Whether something is this package's: its code, or what stands for the kernel's memory. */
function isPackages(value: object): boolean {
  if (isOwn(value)) return true;
  const { Kernel, Memory } = kernelExports;
  return value instanceof Kernel || value instanceof Memory || value instanceof binding.Task;
}

/** Whether something is the engine's: the value of one of its global variables, or what one of its modules exports. */
function isEngines(value: object): boolean {
  if (value === globalThis || exportsOfEngine().has(value)) return true;
  if (typeof value === "function") {
    const name = nameOf(value);
    return engineNames.has(name) && valueOfGlobal(name) === value;
  }
  return ENGINE_OBJECTS.some((known) => valueOfGlobal(known) === value);
}

const ENGINE_OBJECTS = ["process", "console", "performance", "Math", "JSON", "Reflect", "Intl"];

function valueOfGlobal(name: string): unknown {
  return (globalThis as Record<string, unknown>)[name];
}

/** What is asked of Node about its own modules. */
interface NodeProcess {
  readonly moduleLoadList?: readonly string[];
  getBuiltinModule?(name: string): object | undefined;
}

/** What was found so far, and among how many modules. */
const exportsBy = new WeakMap<
  NodeProcess,
  { readonly count: number; readonly values: ReadonlySet<unknown> }
>();
const NONE: ReadonlySet<unknown> = new Set();

/**
 * What the modules of Node export that are loaded by now: the code behind it notes times and counts, for itself. No
 * getters, which load more.
 */
function exportsOfEngine(): ReadonlySet<unknown> {
  const { process } = globalThis as { readonly process?: NodeProcess };
  const list = process?.moduleLoadList;
  if (process === undefined || list === undefined) return NONE;
  const known = exportsBy.get(process);
  if (known?.count === list.length) return known.values;
  const values = new Set<unknown>();
  exportsBy.set(process, { count: list.length, values });
  for (const loaded of list) {
    const name = /^NativeModule ((?!internal\/|_|punycode$|sys$).+)$/.exec(loaded)?.[1];
    const module = name === undefined ? undefined : process.getBuiltinModule?.(`node:${name}`);
    if (module === undefined) continue;
    values.add(module);
    for (const key of Reflect.ownKeys(module)) {
      const value: unknown = Reflect.getOwnPropertyDescriptor(module, key)?.value;
      if (isObject(value) || typeof value === "function") values.add(value);
    }
  }
  return values;
}

/** A function's name, unless an accessor stands in its place. */
function nameOf(value: object): string {
  return String(Reflect.getOwnPropertyDescriptor(value, "name")?.value ?? "");
}

/** Whether a prototype belongs to a class of the engine or of this package. */
function isOfEngineOrPackage(prototype: object): boolean {
  if (prototype === generators) return true;
  const constructor: unknown = Reflect.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  if (typeof constructor !== "function") return typeof prototype === "function" && isEngines(prototype);
  return (
    isOwn(constructor) ||
    isEngines(constructor) ||
    readingOf(Function.prototype.toString.call(constructor)).isNative
  );
}

function isModule(value: unknown): value is object {
  return typeof value === "object" && value !== null && Reflect.get(value, Symbol.toStringTag) === "Module";
}

/** What of the engine's inspector is used here. */
interface RemoteObject {
  readonly objectId?: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
}
interface Property {
  readonly name: string;
  readonly value?: RemoteObject;
}
interface Properties {
  readonly result?: readonly Property[];
  readonly internalProperties?: readonly Property[];
  readonly privateProperties?: readonly Property[];
}
interface Scope {
  readonly description: string;
  readonly object: object;
}
/** What Node says an object is, whatever it looks like. */
interface Types {
  isMap(value: unknown): value is Map<unknown, unknown>;
  isSet(value: unknown): value is Set<unknown>;
  isDate(value: unknown): value is Date;
  isAnyArrayBuffer(value: unknown): value is ArrayBufferLike;
  isGeneratorObject(value: unknown): boolean;
  isAsyncFunction(value: unknown): boolean;
}
interface Session {
  connect(): void;
  post(method: string, params: object, done: (error: Error | null, result: unknown) => void): void;
}

/** The connection of this thread, made when it is first needed; null where there is none. */
let session: Session | null | undefined;

const GROUP = "fd-reservation";
const HANDLE = Symbol.for("fd-reservation.outside");

/**
 * Of functions that capture their module's variables only, which module it is, by the engine's number for it. To ask
 * about one of them is to ask about all of its module, and asking takes most of the time of a look.
 */
const moduleOf = new WeakMap<object, string>();

/** What a bound function calls, and with what; no target of a function that is not bound. */
interface Bound {
  readonly target: unknown;
  readonly self: unknown;
  readonly given: readonly unknown[];
}

/** What the engine's functions are made of, which does not change. */
const boundBy = new WeakMap<Function_, Bound>();

/** The scopes of what the engine has told none of. */
const UNTOLD: readonly object[] = [];

/** Functions that capture none of the variables that they name: which there are does not change, only what they hold. */
const capturesNothing = new WeakSet<object>();

/** Asks the engine what functions capture. The answers come at once: it is this very thread that is asked. */
class Inspector {
  readonly #handle: { given: unknown; taken: ArrayLike<unknown> } = { given: undefined, taken: [] };
  readonly #asked = new Set<object>();
  readonly #scopes = new Map<object, readonly object[]>();
  // The scopes of functions that capture their module's variables only, by module.
  readonly #modules = new Map<string, readonly object[]>();

  /** The inspector of this thread; undefined where there is none. */
  static here(): Inspector | undefined {
    const { process } = globalThis as { readonly process?: NodeProcess };
    const { types } = (process?.getBuiltinModule?.("node:util") ?? {}) as { readonly types?: Types };
    if (session === undefined) {
      const { Session } = (process?.getBuiltinModule?.("node:inspector") ?? {}) as {
        readonly Session?: new () => Session;
      };
      session = Session === undefined ? null : new Session();
      session?.connect();
    }
    return session === null || types === undefined ? undefined : new Inspector(session, types);
  }

  private constructor(
    readonly session: Session,
    readonly types: Types,
  ) {}

  /** Lets go of what the engine holds for it, and of what is known: from here on it may change. */
  release(): void {
    this.#scopes.clear();
    this.#modules.clear();
    this.#post("Runtime.releaseObjectGroup", { objectGroup: GROUP });
  }

  /** The captured variables that are among some names, innermost first; for a generator, also its own ones. */
  capturedBy(value: object, names: ReadonlySet<string>): ReadonlyMap<string, unknown> {
    const captured = new Map<string, unknown>();
    if (capturesNothing.has(value)) return captured;
    const scopes = this.#scopesOf(value);
    for (const scope of scopes) {
      for (const name of Object.getOwnPropertyNames(scope)) {
        if (names.has(name) && !captured.has(name)) captured.set(name, valueIn(scope, name));
      }
    }
    // Of a function the names are always the same, once the engine has told them; what a generator has depends on where it stands.
    if (scopes !== UNTOLD && captured.size === 0 && typeof value === "function") capturesNothing.add(value);
    return captured;
  }

  /** What a bound function calls, and with what; no target when it is none. */
  boundBy(value: Function_): Bound {
    let known = boundBy.get(value);
    if (known === undefined) {
      const of = this.#internalsOf(this.#remoteOf(value));
      const [target, self, given] = this.#take(
        ["[[TargetFunction]]", "[[BoundThis]]", "[[BoundArgs]]"].map((name) => of(name) ?? {}),
      );
      known = { target, self, given: (given ?? []) as readonly unknown[] };
      boundBy.set(value, known);
    }
    return known;
  }

  /** Private fields by their names. */
  privateFieldsOf(value: object): Map<string, unknown> {
    const fields = (this.#propertiesOf(this.#remoteOf(value)).privateProperties ?? []).filter(
      (field) => "value" in field,
    );
    const held = this.#take(fields.map((field) => field.value ?? {}));
    return new Map(fields.map(({ name }, index) => [name, held[index]]));
  }

  /** Where a generator stands, and the text of its function. */
  generatorAt(value: object): { place: string; text: string } {
    const of = this.#internalsOf(this.#remoteOf(value));
    const place = [of("[[GeneratorState]]")?.value, of("[[GeneratorLocation]]")?.value];
    const [function_] = this.#take([of("[[GeneratorFunction]]") ?? {}]);
    return { place: JSON.stringify(place), text: String(function_) };
  }

  /** The scopes of a function, innermost first: copies of what they hold now. The global one is no copy. */
  #scopesOf(value: object): readonly object[] {
    let scopes = this.#scopes.get(value) ?? this.#modules.get(moduleOf.get(value) ?? "");
    if (scopes !== undefined) return scopes;
    // Most of what an earlier look asked about this one asks again, and to ask at once takes a third less time.
    this.#asked.add(value);
    this.#askForScopes(this.#scopes.size === 0 ? [...this.#asked] : [value]);
    scopes = this.#scopes.get(value) ?? UNTOLD;
    this.#scopes.set(value, scopes);
    return scopes;
  }

  #askForScopes(values: readonly object[]): void {
    const told = this.#remotesOf(values).flatMap((remote, index) => {
      const of = this.#internalsOf(remote);
      const list = of("[[Scopes]]");
      const location = of("[[FunctionLocation]]")?.value as { readonly scriptId: string } | undefined;
      return list?.objectId === undefined ? [] : [{ value: values[index] as object, list, location }];
    });
    const taken = this.#take(told.map(({ list }) => list)) as readonly ArrayLike<Scope>[];
    for (const [index, { value, location }] of told.entries()) {
      const inner = Array.from(taken[index] ?? []).filter(({ description }) => description !== "Global");
      const scopes = inner.map(({ object }) => object);
      this.#scopes.set(value, scopes);
      if (location !== undefined && inner.length === 1 && inner[0]?.description === "Module") {
        moduleOf.set(value, location.scriptId);
        this.#modules.set(location.scriptId, scopes);
      }
    }
  }

  /** What the engine knows of an object, by its names for it: `[[Scopes]]`. */
  #internalsOf(remote: RemoteObject | undefined): (name: string) => RemoteObject | undefined {
    const { internalProperties = [] } = this.#propertiesOf(remote);
    return (name) => internalProperties.find((property) => property.name === name)?.value;
  }

  #propertiesOf(remote: RemoteObject | undefined): Properties {
    return this.#post("Runtime.getProperties", {
      objectId: remote?.objectId,
      ownProperties: true,
      nonIndexedPropertiesOnly: true,
    }) as Properties;
  }

  /** What stands for one object with the engine. */
  #remoteOf(value: object): RemoteObject | undefined {
    this.#handle.given = value;
    const { result } = this.#post("Runtime.evaluate", {
      expression: `globalThis[Symbol.for("${HANDLE.description}")].given`,
      objectGroup: GROUP,
    }) as { readonly result?: RemoteObject };
    return result;
  }

  /** What stands for each of several objects. */
  #remotesOf(values: readonly object[]): readonly (RemoteObject | undefined)[] {
    if (values.length === 1) return values.map((value) => this.#remoteOf(value));
    const { result = [] } = this.#post("Runtime.getProperties", {
      objectId: this.#remoteOf(values)?.objectId,
      ownProperties: true,
    }) as Properties;
    const byIndex = new Map(result.map(({ name, value }) => [name, value]));
    return values.map((_, index) => byIndex.get(String(index)));
  }

  /** The values that the engine stands for with its own objects. */
  #take(remote: readonly RemoteObject[]): readonly unknown[] {
    const on = remote.find(({ objectId }) => objectId !== undefined);
    if (on === undefined) return remote.map(({ value }) => value);
    this.#handle.taken = [];
    this.#post("Runtime.callFunctionOn", {
      objectId: on.objectId,
      objectGroup: GROUP,
      functionDeclaration: `function (...all) { globalThis[Symbol.for("${HANDLE.description}")].taken = ${
        remote.length === 1 ? "[this]" : "all"
      }; }`,
      ...(remote.length === 1 ? {} : { arguments: remote.map(asArgument) }),
    });
    return Array.from(this.#handle.taken);
  }

  #post(method: string, params: object): unknown {
    let answer: unknown = {};
    Reflect.set(globalThis, HANDLE, this.#handle);
    this.session.post(method, params, (error, result) => {
      if (error === null) answer = result;
    });
    Reflect.deleteProperty(globalThis, HANDLE);
    return answer;
  }
}

/** The value of a variable; undefined while its declaration has not run, of which newer engines say that it throws. */
function valueIn(scope: object, name: string): unknown {
  try {
    return Reflect.get(scope, name);
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

function asArgument({ objectId, value, unserializableValue }: RemoteObject): object {
  if (objectId !== undefined) return { objectId };
  return unserializableValue === undefined ? { value } : { unserializableValue };
}
