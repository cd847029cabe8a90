/** The reader's own program, kept for the session: what was written is there again after a visit to another page. */

const KEY = "fd-reservation.playground.draft";

/** The draft; undefined when nothing was written, or nothing may be kept. */
export function readDraft(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined; // storage is switched off
  }
}

/** Keeps a draft, or forgets it. */
export function keepDraft(program: string | undefined): void {
  try {
    if (program === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, program);
  } catch {
    // Storage is switched off or full: the address has the program as well.
  }
}
