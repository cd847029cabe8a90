/** What is found wrong with a function, and what the search comes to. */

/**
 * What paths do wrong, each in one sentence.
 *
 * @beta
 */
export const kinds = {
  "file leak": "A reference to a file is left when the function has returned, and nobody has it.",
  "reserved descriptor left":
    "A descriptor stays reserved when the function has returned, and nobody has it.",
  "open after failure": "The function returns an error, and a descriptor that it installed stays open.",
  "untold descriptor": "A descriptor is open when the function has returned, and nobody is told its number.",
  "put of no reservation": "A descriptor is given back that is not reserved.",
  "install without reservation": "A file is installed where nothing is reserved.",
  "double put": "A reference to a file is dropped that the function does not have.",
  "use after free": "A file or an object is used after it may be gone.",
  "double free": "Memory is freed that is free.",
  "NULL pointer": "NULL is used as a file.",
  "error pointer": "An error pointer is followed, or used as a file.",
  "another's descriptor": "A descriptor is closed by its number, and is another task's by then.",
  "inconsistent table": "The descriptor table is no longer what it must be.",
} as const;

/**
 * What a path does wrong.
 *
 * @beta
 */
export type Kind = keyof typeof kinds;

/**
 * A place in C.
 *
 * @beta
 */
export interface CPlace {
  /** The file, as it was named. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
}

/**
 * One thing that a path did, or that was decided on it.
 *
 * @beta
 */
export interface CEvent extends CPlace {
  /** What happened, in words. */
  readonly text: string;
}

/**
 * Something that is wrong, with a path that shows it.
 *
 * @beta
 */
export interface Finding extends CPlace {
  /** What is wrong. */
  readonly kind: Kind;
  /** What is wrong, in words. */
  readonly message: string;
  /** What was not read, or is only assumed, that it depends on. */
  readonly doubt?: string;
  /** The path that shows it, the shortest that was seen. */
  readonly events: readonly CEvent[];
  /** How many steps of C that path has. */
  readonly steps: number;
  /** What is decided on that path, in order. */
  readonly decisions: readonly number[];
}

/**
 * What a function comes to. `left open`: it returns an error and a descriptor that it installed stays open, which some
 * interfaces document. `unsure`: what is wrong depends on functions that were not read. `refused`: it was not read.
 *
 * @beta
 */
export type CVerdict = "holds" | "violated" | "left open" | "unsure" | "refused";
