/**
 * The model: a page that a driver pins while it writes to it, and reclaim, which takes a page that nobody uses. Replace it
 * by what your own API manages. Tasks share nothing but the words of the kernel's memory.
 */
import type { Kernel, Task } from "fd-reservation";

/** The address of a page. No other number is one: only `allocatePage` makes it. */
export type Page = number & { readonly isPage: unique symbol };

/** How many use the page; the page cache is one of them, until reclaim takes it. */
const USERS = 0;
const DATA = 1;

export function allocatePage({ memory }: Kernel): Page {
  const page = memory.allocate(2, "page") as Page;
  memory.store(page + USERS, 1);
  return page;
}

/** One more user, unless reclaim has taken the page. */
export function getPage({ kernel: { memory } }: Task, page: Page): boolean {
  return memory.incrementNotZero(page + USERS);
}

/** One user less. */
export function putPage({ kernel: { memory } }: Task, page: Page): void {
  memory.add(page + USERS, -1);
}

/** Writes to the page. A task that is no user of it may write into what is somebody else's page by now. */
export function writePage({ kernel: { memory } }: Task, page: Page, value: number): void {
  if (memory.load(page + USERS) === 0) throw new Error("a page is written to that reclaim has taken");
  memory.store(page + DATA, value);
}

/** Takes the page if nobody but the page cache uses it. */
export function reclaim({ kernel: { memory } }: Task, page: Page): boolean {
  return memory.compareExchange(page + USERS, 1, 0) === 1;
}

/** How many use it: for checks at the end. */
export function usersOf({ memory }: Kernel, page: Page): number {
  return memory.load(page + USERS);
}
