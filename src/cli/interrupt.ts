/** Ctrl-C: a check that is stopped reports what is finished, and where the searches stand. */

/** A scenario that was not explored to its end. */
export interface Unfinished {
  readonly file: string;
  readonly scenario: string;
  /** How many states its search had seen; absent when it had not begun. */
  readonly states?: number;
}

/** Listens to one SIGINT; a second one ends the process, as without it. */
export class Interrupt implements Disposable {
  readonly #controller = new AbortController();
  readonly #stop = (): void => this.#controller.abort();
  /** What was not explored to its end: known once it was asked for. */
  unfinished: readonly Unfinished[] = [];

  constructor() {
    process.once("SIGINT", this.#stop);
  }

  get isAsked(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Calls a function when the user asks to stop: at once if that has happened. */
  onAsked(act: () => void): void {
    const { signal } = this.#controller;
    if (signal.aborted) act();
    else signal.addEventListener("abort", act, { once: true });
  }

  [Symbol.dispose](): void {
    process.off("SIGINT", this.#stop);
  }
}
