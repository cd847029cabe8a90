/** The run-time guards: what is refused when the types could not see it, and what the error says. */

import type { Kernel, Subject } from "../kernel/index.js";

/**
 * The rule that a {@link GuardError} enforces.
 *
 * - `use-after-move`: a token or a file was used after it was committed, or after its scope ended;
 * - `foreign-task`: a token was used by a task that does not own it;
 * - `live-reservation`: unshare, exec or exit while the task holds a reservation;
 * - `uncommitted-set`: a kernel thread blocks with installed files that nobody has committed;
 * - `leaked-reservation`: a reservation outlived its syscall: it was not bound with `using`;
 * - `leaked-file`: a file reference outlived its syscall;
 * - `wrong-count`: several reservations were committed with another number of files;
 * - `no-reservation`: the task holds no unclaimed reservation;
 * - `no-syscall`: the task reserves outside a syscall frame;
 * - `no-table`: the task has exited and has no descriptor table.
 *
 * @public
 */
export type GuardRule =
  | "use-after-move"
  | "foreign-task"
  | "live-reservation"
  | "uncommitted-set"
  | "leaked-reservation"
  | "leaked-file"
  | "wrong-count"
  | "no-reservation"
  | "no-syscall"
  | "no-table";

/**
 * A rule of the reservation was about to be broken. The message says what was done, where the token or file came
 * from, and what to do instead.
 *
 * It is never part of a program's control flow: no syscall turns it into a return value.
 *
 * @public
 */
export class GuardError extends Error {
  /** Always `"GuardError"`. */
  override readonly name = "GuardError";
  /** The message without the place. */
  readonly said: string;

  /**
   * @param rule - The rule.
   * @param what - What was done.
   * @param instead - What to do instead.
   * @param madeAt - Where the token or file was made, when that was recorded.
   * @param about - Which descriptor and file it is about, as data.
   */
  constructor(
    /** The rule. */
    readonly rule: GuardRule,
    what: string,
    instead: string,
    /** Where the token or file was made: a line of a stack trace. */
    readonly madeAt?: string,
    /** Which descriptor and file it is about, as data. */
    readonly about: Subject = {},
  ) {
    super(`${what}${madeAt === undefined ? "" : ` (made ${madeAt})`}. ${instead}`);
    this.said = `${what}. ${instead}`;
  }
}

/**
 * The first stack line outside the binding: the place in the user's code, as `at name (file:line:column)`. Undefined where no
 * guard would say it: with guards off, and where runs are made to be thrown away.
 */
export function callSite({ guards, memory }: Kernel): string | undefined {
  if (!guards || memory.probe?.calls?.quiet === true) return undefined;
  const lines = new Error().stack?.split("\n").filter((line) => PLACE.test(line)) ?? [];
  // The first line is this function's own, and so tells the binding's folder as this engine writes it.
  const folder = PLACE.exec(lines[0] ?? "")?.[1];
  const place = lines.find((line) => folder !== undefined && !line.includes(folder))?.trim();
  // A function without a name says nothing.
  return place?.replace(/^at (?:\S+\.)?<anonymous> \((.*)\)$/, "at $1");
}

// The end of a stack line: folder, file, line and column.
const PLACE = /([^\s()@]*\/)[^/]*:\d+:\d+\)?$/;
