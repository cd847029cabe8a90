/** `DisposableStack` and `SuppressedError` of ECMAScript's explicit resource management, for Node 20, which lacks them. */

/** What a stack disposes of: what to call, in the order in which it was added. */
type Disposal = () => unknown;

class SuppressedErrorHere extends Error {
  override readonly name = "SuppressedError";

  constructor(
    readonly error: unknown,
    readonly suppressed: unknown,
    message?: string,
  ) {
    super(message);
  }
}

class DisposableStackHere implements DisposableStack {
  readonly [Symbol.toStringTag] = "DisposableStack";
  #disposals: Disposal[] = [];
  #disposed = false;

  get disposed(): boolean {
    return this.#disposed;
  }

  use<T extends Disposable | null | undefined>(value: T): T {
    this.#expectOpen();
    if (value === null || value === undefined) return value;
    const dispose: unknown = value[Symbol.dispose];
    if (typeof dispose !== "function") throw new TypeError("The value has no method [Symbol.dispose].");
    this.#disposals.push(() => Reflect.apply(dispose, value, []) as unknown);
    return value;
  }

  adopt<T>(value: T, onDispose: (value: T) => void): T {
    this.#expectOpen();
    expectFunction(onDispose);
    this.#disposals.push(() => onDispose(value));
    return value;
  }

  defer(onDispose: () => void): void {
    this.#expectOpen();
    expectFunction(onDispose);
    this.#disposals.push(onDispose);
  }

  move(): DisposableStack {
    this.#expectOpen();
    const moved = new DisposableStackHere();
    moved.#disposals = this.#disposals;
    this.#disposals = [];
    this.#disposed = true;
    return moved;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const thrown: { error: unknown }[] = [];
    // The last one that was added first; each is disposed of whatever the others throw.
    for (const dispose of this.#disposals.splice(0).reverse()) {
      try {
        dispose();
      } catch (error) {
        const earlier = thrown.pop();
        thrown.push({ error: earlier === undefined ? error : new SuppressedErrorHere(error, earlier.error) });
      }
    }
    const [last] = thrown;
    // What a disposal throws goes on as it is, whatever it is.
    if (last !== undefined) throw last.error;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #expectOpen(): void {
    if (this.#disposed) throw new ReferenceError("The DisposableStack is already disposed.");
  }
}

function expectFunction(value: unknown): void {
  if (typeof value !== "function") throw new TypeError(`${String(value)} is not a function.`);
}

/** Gives the thread what it lacks of the two. */
export function provideDisposableStack(): void {
  const provided = { DisposableStack: DisposableStackHere, SuppressedError: SuppressedErrorHere };
  for (const [name, value] of Object.entries(provided)) {
    if (!(name in globalThis))
      Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
}
