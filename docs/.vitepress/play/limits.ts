/** What the playground takes at most, whether it comes from a link, a file, the compiler or a program that runs. */

/** Bytes of a program. */
export const MOST_BYTES = 256 * 1024;

/** Problems that are shown. */
export const MOST_PROBLEMS = 200;

/** Characters of a text that a worker sends. */
export const MOST_CHARACTERS = 10_000;

/** Lines that a program prints in one run. */
export const MOST_LINES = 200;

/** Scenarios of a program whose results are shown. */
export const MOST_SCENARIOS = 200;

/** Steps of a run that is shown. */
export const MOST_STEPS = 2_000;

/** Which part of the time of a run is for the search; the rest is for its result. */
export const SEARCH_SHARE = 0.7;

/** A text as it is shown: the end of one that is too long is left out, and it says so. */
export function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS)} … (${text.length.toLocaleString("en")} characters in all)`;
}

/** Whether a program is larger than the playground takes. */
export function isTooLarge(program: string): boolean {
  return new TextEncoder().encode(program).length > MOST_BYTES;
}

/** What is said instead of taking a program that is too large. */
export const TOO_LARGE = `larger than ${MOST_BYTES / 1024} kB, the most that the playground takes`;
