/** The API under design: a pin as a value that `using` disposes of, in two forms. */
import { Errno, errnoNumbers, type Task } from "fd-reservation";
import type { Exclusive, Move } from "fd-reservation/ownership";
import { getPage, putPage, writePage, type Page } from "./page.js";

/** A guard's error: the rule was broken where the types and the lint could not see it. */
export class PinError extends Error {
  override readonly name = "PinError";
}

/** A pinned page: reclaim leaves it alone until the pin is disposed of. */
export class PagePin implements Disposable {
  readonly #current: Task;
  #page: Page | undefined;

  private constructor(current: Task, page: Page) {
    this.#current = current;
    this.#page = page;
  }

  /**
   * Pins a page.
   *
   * @throws Errno EFAULT when reclaim has taken the page, and ENOMEM.
   */
  static pin(current: Task, page: Page): PagePin {
    current.mayFail("ENOMEM", "pin_user_pages");
    if (!getPage(current, page)) throw new Errno(-errnoNumbers.EFAULT, "pin_user_pages");
    return new PagePin(current, page);
  }

  /** Writes to the page: nobody else may use the pin meanwhile. */
  write(this: Exclusive<PagePin>, value: number): void {
    writePage(this.#current, this.#pinned("write"), value);
  }

  /** Unpins now, and not at scope exit. */
  unpin(this: Move<PagePin>): void {
    putPage(this.#current, this.#pinned("unpin"));
    this.#page = undefined;
  }

  [Symbol.dispose](): void {
    if (this.#page !== undefined) putPage(this.#current, this.#page);
    this.#page = undefined;
  }

  #pinned(what: string): Page {
    if (this.#page === undefined) throw new PinError(`${what} of a page that is no longer pinned`);
    return this.#page;
  }
}

/**
 * The scoped form: the page is pinned while a function runs. The function may return anything but the pin.
 *
 * @throws Errno as PagePin.pin does, and what the function throws.
 */
export function withPin<T>(
  current: Task,
  page: Page,
  body: (pin: PagePin) => T extends PagePin ? never : T,
): T {
  using pin = PagePin.pin(current, page);
  return body(pin);
}
