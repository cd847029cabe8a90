/** The conventions: what code without annotations means by its names and shapes. A user can extend each, or switch it off. */

/**
 * What a habit of code without annotations is taken to mean.
 *
 * @public
 */
export interface Convention {
  /** What it is about. */
  readonly of: "types" | "receivers" | "parameters" | "results" | "statements";
  /** The names that follow it, or the code that does. */
  readonly pattern: RegExp | string;
  /** What follows for ownership. */
  readonly effect: string;
  /** Why code is written so. */
  readonly why: string;
  /** Where to see it. */
  readonly evidence: string;
}

/** The names of a list, as a pattern. */
function names(text: string): RegExp {
  return new RegExp(`^(${text.trim().split(/\s+/).join("|")})$`);
}

/**
 * The name of a convention.
 *
 * @public
 */
export type ConventionName =
  | "vscode"
  | "lumino"
  | "rxjs"
  | "wasm"
  | "dom"
  | "timer"
  | "subscribing-function"
  | "self-disposing-type"
  | "iterator"
  | "move-method"
  | "making-method"
  | "only-disposable"
  | "iterated"
  | "test-double"
  | "disposing-method"
  | "auto-close"
  | "stream-of-receiver"
  | "collection"
  | "keeping-function"
  | "keeping-callback"
  | "disposable-function"
  | "deferring-function"
  | "calling-once"
  | "alive-state"
  | "disposed-state"
  | "registering-constructor"
  | "lending-function"
  | "named-after-result"
  | "own-type-result"
  | "multiplying-method"
  | "cast-away"
  | "thenable"
  | "disposed-with-maker"
  | "taken-back";

/**
 * The conventions, by name.
 *
 * @public
 */
export const conventions: Readonly<Record<ConventionName, Convention>> = {
  vscode: {
    of: "types",
    pattern: "a type with `dispose()`",
    effect: "values must be disposed by their holder, by that method",
    why: "The resources of VS Code, Monaco, Theia and xterm.js have been disposed so since before `Symbol.dispose`.",
    evidence: "VS Code: `vscode.Disposable`; Monaco: `IDisposable`",
  },
  lumino: {
    of: "types",
    pattern: "a type with `dispose()` and `isDisposed`",
    effect: "values must be disposed by their holder, by that method",
    why: "The resources of Lumino and JupyterLab tell whether they are disposed.",
    evidence: "Lumino: `IDisposable`, `DisposableDelegate`",
  },
  rxjs: {
    of: "types",
    pattern: "a type with `unsubscribe()`",
    effect: "values must be disposed by their holder, by that method",
    why: "An observable holds its subscriber until the subscription ends.",
    evidence: "RxJS: `Subscription`, `Unsubscribable`",
  },
  wasm: {
    of: "types",
    pattern: "a type with `free()`",
    effect: "values must be disposed by their holder, by that method",
    why: "Memory of a WASM module is not collected as garbage.",
    evidence: "wasm-bindgen: the classes of its glue",
  },
  dom: {
    of: "statements",
    pattern: "`addEventListener` on what is there before the object, without `signal` and `once`",
    effect: "the listener must be removed when the object is disposed",
    why: "An event target holds its listeners, and what they need.",
    evidence: "DOM: `EventTarget.removeEventListener`",
  },
  timer: {
    of: "results",
    pattern: "`setInterval(...)`, and `setTimeout(...)` whose callback uses `this`, kept in a field",
    effect: "must be cleared when the object is disposed",
    why: "A timer keeps its callback, and what that needs, until it is cleared.",
    evidence: "HTML: `setInterval`, `clearInterval`",
  },
  "subscribing-function": {
    of: "results",
    pattern: "a function that takes a callback and returns a value that must be disposed",
    effect: "returns a value that is the caller's",
    why: "Who listens ends the listening.",
    evidence: "VS Code: `Event`; RxJS: `Observable.subscribe`",
  },
  "self-disposing-type": {
    of: "types",
    pattern: names(
      `IteratorObject AsyncIteratorObject AsyncIterator Iterator Generator AsyncGenerator Timeout Immediate Timer
      ReadableBase Readable Writable Stream ChildProcess Interface Socket Server Hash Worker`,
    ),
    effect: "values need no disposal by their holder",
    why: "They are finished when they have been walked, have fired or are closed by their other side.",
    evidence: "Node.js: streams, timers and servers; ECMAScript: `IteratorObject`",
  },
  iterator: {
    of: "types",
    pattern: "a type with `next()` and `[Symbol.iterator]()`",
    effect: "values need no disposal by their holder",
    why: "An iterator is finished when it has been walked, whatever its class is called.",
    evidence: "ECMAScript: `IteratorObject` has `[Symbol.dispose]`",
  },
  "move-method": {
    of: "receivers",
    pattern: "`move(): this` or `move: () => this`",
    effect: "takes its receiver; the result is the caller's",
    why: "The receiver is disarmed, and the result takes its place.",
    evidence: "ECMAScript: `DisposableStack.prototype.move`",
  },
  "disposing-method": {
    of: "receivers",
    pattern: new RegExp(
      `${
        names(
          `abort cancel cleanup close closeAll closeSync delete destroy disconnect discard dispose disposeAsync
          end exit finalize free kill quit release remove restore return rollback commit shutdown stop teardown
          tearDown terminate unbind uninstall unlock unmount unref unregister unsubscribe
          complete finish mockRestore reject resolve useRealTimers`,
        ).source
      }|(Close|Destroy|Dispose|Shutdown|Terminate)$`,
    ),
    effect: "may dispose its receiver",
    why: "Types offer their disposal under a name besides `[Symbol.dispose]`.",
    evidence: "Node.js: `FileHandle.close`, `Server.close`, `Worker.terminate`, `ChildProcess.kill`",
  },
  "auto-close": {
    of: "receivers",
    pattern: "an argument `{ autoClose: true }`, `{ autoDestroy: true }` or `{ autoDispose: true }`",
    effect: "may dispose its receiver",
    why: "What is made of the receiver closes it.",
    evidence: "Node.js: the options of `FileHandle.createReadStream`",
  },
  "stream-of-receiver": {
    of: "receivers",
    pattern: /^create(Read|Write)Stream$/,
    effect: "may dispose its receiver",
    why: "The stream closes what it reads.",
    evidence: "Node.js: `FileHandle.createReadStream` closes the handle",
  },
  collection: {
    of: "parameters",
    pattern: names("push unshift splice add set fill append enqueue insert"),
    effect: "in TypeScript's library: the receiver owns the argument",
    why: "A collection holds what is put into it.",
    evidence: "ECMAScript: `Array.prototype.push`, `Set.prototype.add`, `Map.prototype.set`",
  },
  "keeping-function": {
    of: "parameters",
    pattern:
      /^(accept|add|append|adopt|attach|bind|connect|defer|deliver|dispatch|emit|enqueue|fire|fulfil|give|hand|insert|install|keep|manage|mount|notify|on(?=[A-Z])|own|pass|post|publish|push|put|register|replace|resolve|save|schedule|send|set|store|submit|subscribe|track|transfer|trigger|unshift|update|use|with|wrap|_register)/,
    effect: "may keep its arguments, when nothing else is known of it",
    why: "Code that emits, resolves, registers or hands over gives away what it passes.",
    evidence: "Node.js: `EventEmitter.emit`; ECMAScript: `DisposableStack.prototype.use`",
  },
  "keeping-callback": {
    of: "parameters",
    pattern: "a parameter of a function type",
    effect: "may keep its arguments",
    why: "A callback's code is not known, and a type for callbacks promises little.",
    evidence: "ECMAScript: the executor's `resolve` of `new Promise`",
  },
  "disposable-function": {
    of: "receivers",
    pattern: "a call of a function that is a `Disposable`",
    effect: "may dispose the function",
    why: "`const stop = effect(run); stop();`",
    evidence: "alien-signals and DXOS: what `effect` returns",
  },
  "deferring-function": {
    of: "parameters",
    pattern: names(
      "setTimeout setInterval setImmediate queueMicrotask nextTick requestAnimationFrame requestIdleCallback",
    ),
    effect: "calls back when the scopes of its caller are gone",
    why: "The platform runs the callback later.",
    evidence: "HTML: timers and `queueMicrotask`",
  },
  "calling-once": {
    of: "parameters",
    pattern: /^(then|catch|finally|adopt|once|_?defer([A-Z]\w*)?)$/,
    effect: "calls its callback at most once, and of two callbacks only one",
    why: "A promise is settled once, and what is deferred is done once: the callback may move what it captured.",
    evidence:
      "ECMAScript: `Promise.prototype.finally`, `DisposableStack.prototype.defer`; Node.js: `EventEmitter.once`",
  },
  "registering-constructor": {
    of: "results",
    pattern: "a constructor that passes `this` to a function that keeps its arguments",
    effect: "the object has an owner from the start",
    why: "`constructor() { sessions.add(this); }`",
    evidence: "Puppeteer: pages and sessions register with their browser",
  },
  "lending-function": {
    of: "results",
    pattern:
      /^(active|as|at|by|child|closest|content|current|default|elementAt|ensure|fetch|find|first|for|from|get|global|inject|instance|last|locate|lookup|main|maybe|of|on|once|owner|parent|peek|pop|query|ref|resolve|root|select|self|shared|shift|singleton|to|use|wait|with)([A-Z_]|$)|(For|Getter|Provider)$/,
    effect: "may return what somebody else owns, when nothing else is known of it",
    why: "A function that looks something up hands out what is there.",
    evidence: "ECMAScript: `Map.prototype.get`, `Array.prototype.find`; DOM: `querySelector`",
  },
  "named-after-result": {
    of: "results",
    pattern: "`page(): Page`: a method without parameters that is named after what it returns",
    effect: "may return what somebody else owns",
    why: "Such a method shows what is there.",
    evidence: "Puppeteer: `Frame.page()`, `Page.mainFrame()`",
  },
  "own-type-result": {
    of: "results",
    pattern: "a method that returns the type it belongs to",
    effect: "may return its receiver",
    why: "`emitter.on(...)` returns the emitter.",
    evidence: "Node.js: `EventEmitter.on`",
  },
  "multiplying-method": {
    of: "results",
    pattern: /^(clone|copy|create|dup|fork|make|new|open|reopen|slice|split|subarray|tee|trim)/,
    effect: "returns another value of its type, which is the caller's",
    why: "A method that says so makes another one of the same kind.",
    evidence: "DOM: `Node.cloneNode`; Web: `Response.clone`",
  },
  "making-method": {
    of: "results",
    pattern:
      /^(accept|allocate|begin|boot|build|clone|connect|construct|copy|create|dial|dup|fork|generate|init|instantiate|launch|listen|lock|make|mount|new|open|produce|reserve|setup|spawn|split|start|subscribe|tee|watch)/,
    effect: "returns a value that is the caller's; of other methods that is doubtful",
    why: "The name of a method says that it makes something.",
    evidence: "DOM: `document.createElement`; Node.js: `fs.promises.open`",
  },
  "only-disposable": {
    of: "parameters",
    pattern: "a parameter whose type is `Disposable` or `AsyncDisposable` itself",
    effect: "may be disposed by the function",
    why: "There is nothing else to do with it.",
    evidence: "VS Code: `subscriptions.push(...)` takes `{ dispose(): any }`",
  },
  iterated: {
    of: "statements",
    pattern: "`for ... of`, a spread or an array pattern over a value that is disposable",
    effect: "may dispose the value",
    why: "Who walks something to its end closes it.",
    evidence: "Node.js: `for await (const entry of dir)` closes the directory",
  },
  "alive-state": {
    of: "statements",
    pattern: names("alive isAlive active isActive isOpen opened"),
    effect: "where it is false, the value is disposed",
    why: "`if (handle.alive) handle.dispose();`",
    evidence: "quickjs-emscripten: `Lifetime.alive`",
  },
  "disposed-state": {
    of: "statements",
    pattern: names("closed isClosed destroyed isDestroyed disposed isDisposed released isReleased"),
    effect: "where it is true, the value is disposed",
    why: "`if (!stack.disposed) stack.dispose();`",
    evidence: "ECMAScript: `DisposableStack.prototype.disposed`; Node.js: `Readable.destroyed`",
  },
  "test-double": {
    of: "types",
    pattern: names(
      "Mock MockInstance MockTimers MockTracker MockFunction MockedFunction MockedClass Spied SpiedFunction SpyInstance",
    ),
    effect: "values need no disposal by their holder",
    why: "A test runner restores its doubles, or nobody minds.",
    evidence: "Vitest: `vi.fn`, `vi.spyOn`; Jest: `jest.spyOn`; Node.js: `mock.timers`",
  },
  "cast-away": {
    of: "statements",
    pattern: "a cast to a type that is not disposable",
    effect: "the value need not be disposed",
    why: "After such a cast nothing can dispose it.",
    evidence: "`new Events() as unknown as Record<string, unknown>` in tests",
  },
  thenable: {
    of: "statements",
    pattern: "`await` of a value that is both thenable and disposable",
    effect: "may dispose the value",
    why: "Code that awaits it waits for its end.",
    evidence: "execa: a subprocess is a promise of its result",
  },
  "disposed-with-maker": {
    of: "statements",
    pattern: "`const page = browser.newPage(); browser.close();`",
    effect: "a value is disposed with the value that made it",
    why: "An owner disposes what it made.",
    evidence: "Puppeteer: `Browser.close` closes its pages",
  },
  "taken-back": {
    of: "statements",
    pattern: "`finally { this.now = undefined; }`, or `delete` there",
    effect: "what was stored there does not outlive the function",
    why: "A property that is set for the length of a call.",
    evidence: "ECMAScript: `try` and `finally` are the only way to write it",
  },
};

/**
 * What a user changes: `false` switches a convention off, a list of names extends one that is about names.
 *
 * @public
 */
export type ConventionSettings = { readonly [Name in ConventionName]?: false | readonly string[] };

/** The conventions that are followed in one program. */
export class Conventions {
  readonly #settings: ConventionSettings;
  readonly #extensions = new Map<ConventionName, ReadonlySet<string>>();

  constructor(settings: ConventionSettings) {
    this.#settings = settings;
    for (const [name, setting] of Object.entries(settings) as [ConventionName, false | readonly string[]][])
      if (setting !== false) this.#extensions.set(name, new Set(setting));
  }

  /** Whether a convention is followed. */
  has(name: ConventionName): boolean {
    return this.#settings[name] !== false;
  }

  /** Whether a name of the source follows a convention. */
  matches(name: ConventionName, text: string): boolean {
    if (!this.has(name)) return false;
    const { pattern } = conventions[name];
    return (
      (typeof pattern !== "string" && pattern.test(text)) || this.#extensions.get(name)?.has(text) === true
    );
  }
}
