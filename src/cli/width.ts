/** How wide counterexamples are printed. */

/** As wide as fits into a reply on a mailing list, in columns. */
export const WIDTH = 72;
/** As wide as a pipe is taken to be. */
const PIPE_WIDTH = 160;

/** The width in columns: for a mail, or as the terminal is. */
export function widthOf(isWide: boolean): number {
  return isWide ? Math.max(WIDTH, process.stdout.columns ?? PIPE_WIDTH) : WIDTH;
}
