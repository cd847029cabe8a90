/**
 * Who owns what in flight: a record for each reservation and file reference that kernel code holds outside the
 * tables. Linux keeps no such list; the guards and the invariants read it, and nothing else may depend on it. So it lies
 * beside the kernel's memory, and no access reads or writes it.
 */
import type { KernelBase } from "./kernel.js";

/** What a record stands for. */
export const OwnerState = {
  /** A reservation that no token has taken over yet. */
  unclaimed: 1,
  /** A reservation with a token. */
  reservation: 2,
  /** A reference to a file. */
  file: 3,
  /** The first of several reservations made together, which no token has taken over yet. */
  unclaimedFirst: 4,
  /** One of the others. */
  unclaimedNext: 5,
} as const;

/** An obligation of a task that is still open. Never changed: another state is another object of the same serial. */
export interface Owned {
  /** Names the obligation for good, among all that were noted in one run of a task. */
  readonly serial: number;
  /** One of {@link OwnerState}. */
  readonly state: number;
  /** A reservation's descriptor number, or a file's address. */
  readonly value: number;
  /** The task that owns it. */
  readonly task: number;
  /** The files_struct in which a reservation was made; 0 for a file reference. */
  readonly files: number;
  /** Where it was made, when that was noted. */
  readonly madeAt: string | undefined;
}

/** What is in flight at one moment. Never changed, so that a moment can be kept, and come back to. */
export interface InFlight {
  /** How many obligations there have been. */
  readonly noted: number;
  /** Those that are open, newest first. */
  readonly open: OwnedList | undefined;
}

interface OwnedList {
  readonly owned: Owned;
  readonly older: OwnedList | undefined;
}

export const NOTHING: InFlight = { noted: 0, open: undefined };

/** Notes that a task now owns something. */
export function own(kernel: KernelBase, made: Omit<Owned, "serial">): Owned {
  const { noted, open } = kernel.inFlight;
  const owned = { ...made, serial: noted + 1 };
  kernel.inFlight = { noted: owned.serial, open: { owned, older: open } };
  return owned;
}

/** Whether an obligation is still open. */
export function isOpen({ inFlight }: KernelBase, serial: number): boolean {
  for (const owned of ownedIn(inFlight)) if (owned.serial === serial) return true;
  return false;
}

/** Notes that an obligation has ended, if it is still open. */
export function disown(kernel: KernelBase, serial: number): void {
  replace(kernel, serial, undefined);
}

/** Notes that a token has taken over a reservation. */
export function claim(kernel: KernelBase, owned: Owned): void {
  replace(kernel, owned.serial, { ...owned, state: OwnerState.reservation });
}

/** Notes that what a task has reserved in one table is now reserved in another. */
export function transferOwned(kernel: KernelBase, task: number, from: number, to: number): void {
  const transferred = (list: OwnedList | undefined): OwnedList | undefined => {
    if (list === undefined) return undefined;
    const { owned, older } = list;
    const isItsOwn = owned.task === task && owned.files === from;
    return { owned: isItsOwn ? { ...owned, files: to } : owned, older: transferred(older) };
  };
  kernel.inFlight = { ...kernel.inFlight, open: transferred(kernel.inFlight.open) };
}

/** What a task owns, newest first. What is noted meanwhile does not show. */
export function ownedBy({ inFlight }: KernelBase, task: number): Owned[] {
  return [...ownedIn(inFlight)].filter((owned) => owned.task === task);
}

/** What is open at a moment, newest first. */
export function* ownedIn({ open }: InFlight): Generator<Owned, undefined> {
  for (let list = open; list !== undefined; list = list.older) yield list.owned;
}

/**
 * What is in flight where several tasks stand, each of which has gone its own way from one moment on: what all of them
 * have left as it was, and what each has added.
 */
export function joined(before: InFlight, ways: readonly InFlight[]): InFlight {
  const changed = new Set(ways);
  changed.delete(before);
  if (changed.size === 0) return before;
  const [only] = changed;
  if (changed.size === 1) return only as InFlight;
  const old = new Set(ownedIn(before));
  let open: OwnedList | undefined;
  const kept = new Map([...old].map((owned) => [owned, 0]));
  for (const way of changed) {
    for (const owned of ownedIn(way)) {
      if (old.has(owned)) kept.set(owned, (kept.get(owned) as number) + 1);
      else open = { owned, older: open };
    }
  }
  for (const [owned, count] of kept) if (count === changed.size) open = { owned, older: open };
  // What is noted from here on is told from all of these.
  return { noted: Math.max(...ways.map(({ noted }) => noted)), open };
}

/** Puts another record in the place of one, or none. Mostly it is among the newest. */
function replace(kernel: KernelBase, serial: number, by: Owned | undefined): void {
  const { noted, open } = kernel.inFlight;
  const newer: Owned[] = [];
  let at = open;
  for (; at !== undefined && at.owned.serial !== serial; at = at.older) newer.push(at.owned);
  if (at === undefined) return;
  let list = by === undefined ? at.older : { owned: by, older: at.older };
  for (let owned = newer.pop(); owned !== undefined; owned = newer.pop()) list = { owned, older: list };
  kernel.inFlight = { noted, open: list };
}
