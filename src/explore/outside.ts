/**
 * What a task's program can reach outside of the kernel's memory: the variables that its functions capture, and what
 * they hold. A program that changes any of it is no function of its log, and may answer the explorer consistently and
 * yet otherwise than it would on its own: a cache keeps whichever result came first.
 *
 * The engine's inspector tells what a function captures. Where there is none, as in browsers, nothing is seen.
 */
import * as binding from "../binding/index.js";
import * as kernelExports from "../kernel/index.js";
import { ExploreError } from "./explore-error.js";
import type { Scenario } from "./scenario.js";

type Function_ = (...args: never[]) => unknown;

/** Objects that are looked at for one task at most: what lies further is not seen. */
const MOST = 4096;

/** This package's own code keeps nothing, and is not looked into. */
const own = new Set<unknown>([...Object.values(binding), ...Object.values(kernelExports)]);

/** What the tasks of a scenario capture, as it is before they run. */
export class Outside {
  readonly #before = new Map<string, readonly Part[]>();
  readonly #inspector = Inspector.here();

  constructor(readonly scenario: Pick<Scenario, "order" | "tasks">) {
    for (const [name, body] of this.#bodies()) this.#before.set(name, this.#partsOf(body));
  }

  /**
   * Says so when a task has changed something.
   *
   * @throws {@link ExploreError} `outside`, with the name of what changed.
   */
  check(): void {
    for (const [name, body] of this.#bodies()) {
      const before = this.#before.get(name) ?? [];
      const after = this.#partsOf(body);
      const index = after.findIndex(
        ({ path, value }, at) => path !== before[at]?.path || value !== before[at].value,
      );
      const part = index >= 0 ? after[index] : before[after.length];
      if (part === undefined) continue;
      throw new ExploreError(
        "outside",
        `The task "${name}" keeps state outside of the kernel's memory: ${part.path} is no longer what it was ` +
          "before the task ran. Runs would depend on each other: keep it in a local variable, or in words that set-up " +
          "allocates (kernel.memory.allocate).",
      );
    }
  }

  #bodies(): [name: string, body: Function_][] {
    return this.scenario.order.map((name) => {
      const definition = this.scenario.tasks[name];
      return [name, (typeof definition === "function" ? definition : definition?.run) as Function_];
    });
  }

  #partsOf(body: Function_): Part[] {
    if (this.#inspector === undefined) return [];
    const walk = new Walk(this.#inspector);
    walk.visit("", body);
    this.#inspector.release();
    return walk.parts;
  }
}

/** One place and what it held: a primitive, or what kind of object and how large. */
interface Part {
  readonly path: string;
  readonly value: string;
}

/** A walk over everything that can be reached from a function by the names in its text. */
class Walk {
  readonly parts: Part[] = [];
  readonly #seen = new Map<object, number>();

  constructor(readonly inspector: Inspector) {}

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
    if (own.has(value) || value instanceof kernelExports.Kernel || value instanceof binding.Task) return;
    if (typeof value === "function") this.#function(path, value as Function_);
    else this.#object(path, value);
  }

  #add(path: string, value: string): void {
    this.parts.push({ path, value });
  }

  #function(path: string, value: Function_): void {
    const text = Function.prototype.toString.call(value);
    this.#add(path, "function");
    // A task is synchronous: what cannot be is only named like something that it uses.
    if (/^async\b|\[native code\]\s*\}$/.test(text)) return;
    const words = new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
    // Not what follows a dot, which is a property's name; three dots are none.
    const names = new Set(text.match(/(?<![\p{L}\p{N}_$]|(?<!\.\.)\.)[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
    const captured = this.inspector.capturedBy(value, names);
    for (const [name, held] of captured) {
      // A module's exports are its own business, but for those that the text names.
      if (isModule(held)) this.#module(name, held, words);
      else this.visit(name, held);
    }
    this.#properties(path, value);
  }

  #module(path: string, module: object, words: ReadonlySet<string>): void {
    for (const key of Object.keys(module).sort()) {
      if (words.has(key)) this.visit(`${path}.${key}`, (module as Record<string, unknown>)[key]);
    }
  }

  #object(path: string, value: object): void {
    if (value instanceof Map) {
      this.#add(path, `Map of ${value.size}`);
      for (const [key, held] of value) {
        this.visit(path, key);
        this.visit(path, held);
      }
    } else if (value instanceof Set) {
      this.#add(path, `Set of ${value.size}`);
      for (const held of value) this.visit(path, held);
    } else if (value instanceof Date) {
      this.#add(path, `Date ${value.getTime()}`);
    } else if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, Math.min(value.byteLength, 1 << 16));
      this.#add(path, bytes.join());
      return;
    } else {
      this.#add(path, Array.isArray(value) ? `Array of ${value.length}` : "object");
    }
    this.#properties(path, value);
  }

  /** Own properties; accessors are not called. */
  #properties(path: string, value: object): void {
    for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      if (typeof value === "function" && /^(prototype|name|length)$/.test(key)) continue;
      if (!("value" in property)) continue;
      this.visit(
        path === "" ? key : /^\d+$/.test(key) ? `${path}[${key}]` : `${path}.${key}`,
        property.value,
      );
    }
  }
}

function isModule(value: unknown): value is object {
  return typeof value === "object" && value !== null && Reflect.get(value, Symbol.toStringTag) === "Module";
}

/** What of the engine's inspector is used here. */
interface RemoteObject {
  readonly objectId?: string;
}
interface Property {
  readonly name: string;
  readonly value?: RemoteObject;
}
interface Scope {
  readonly description: string;
  readonly object: object;
}
interface Session {
  connect(): void;
  post(method: string, params: object, done: (error: Error | null, result: unknown) => void): void;
}

/** The connection of this thread, made when it is first needed; null where there is none. */
let session: Session | null | undefined;

const GROUP = "fd-reservation";
const HANDLE = Symbol.for("fd-reservation.outside");

/** Asks the engine what functions capture. The answers come at once: it is this very thread that is asked. */
class Inspector {
  readonly #handle: { given: unknown; taken: ArrayLike<Scope> } = { given: undefined, taken: [] };

  /** The inspector of this thread; undefined where there is none. */
  static here(): Inspector | undefined {
    if (session === undefined) {
      const { process } = globalThis as {
        process?: { getBuiltinModule?: (name: string) => { Session: new () => Session } | undefined };
      };
      const module = process?.getBuiltinModule?.("node:inspector");
      session = module === undefined ? null : new module.Session();
      session?.connect();
    }
    return session === null ? undefined : new Inspector(session);
  }

  private constructor(readonly session: Session) {}

  /** Lets go of what the engine holds for it. */
  release(): void {
    this.#post("Runtime.releaseObjectGroup", { objectGroup: GROUP });
  }

  /** The captured variables that are among some names, innermost first. */
  capturedBy(value: Function_, names: ReadonlySet<string>): Map<string, unknown> {
    const captured = new Map<string, unknown>();
    for (const scope of this.#scopesOf(value)) {
      for (const name of Object.getOwnPropertyNames(scope)) {
        if (names.has(name) && !captured.has(name)) captured.set(name, Reflect.get(scope, name));
      }
    }
    return captured;
  }

  /** The scopes of a function, innermost first: copies of what they hold now. */
  #scopesOf(value: Function_): readonly object[] {
    this.#handle.given = value;
    const { result } = this.#post("Runtime.evaluate", {
      expression: `globalThis[Symbol.for("${HANDLE.description}")].given`,
      objectGroup: GROUP,
    }) as { readonly result?: RemoteObject };
    const { internalProperties = [] } = this.#post("Runtime.getProperties", {
      objectId: result?.objectId,
      ownProperties: true,
    }) as { readonly internalProperties?: readonly Property[] };
    const list = internalProperties.find(({ name }) => name === "[[Scopes]]")?.value?.objectId;
    if (list === undefined) return [];
    this.#handle.taken = [];
    this.#post("Runtime.callFunctionOn", {
      objectId: list,
      objectGroup: GROUP,
      functionDeclaration: `function () { globalThis[Symbol.for("${HANDLE.description}")].taken = this; }`,
    });
    return Array.from(this.#handle.taken).flatMap(({ description, object }) =>
      description === "Global" ? [] : [object],
    );
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
