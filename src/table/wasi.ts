/** Results as WASI preview 1 has them. */

/** The error number of Linux at each place of WASI's `errno`, from 1 (`2big`) to 75 (`xdev`). */
const linuxNumbers = [
  7, 13, 98, 99, 97, 11, 114, 9, 74, 16, 125, 10, 103, 111, 104, 35, 89, 33, 122, 17, 14, 27, 113, 43, 84,
  115, 4, 22, 5, 106, 21, 40, 24, 31, 90, 72, 36, 100, 102, 101, 23, 105, 19, 2, 8, 37, 67, 12, 42, 92, 28,
  38, 107, 20, 39, 131, 88, 95, 25, 6, 75, 130, 1, 32, 71, 93, 91, 34, 30, 29, 3, 116, 110, 26, 18,
];

/**
 * A result of the table as a WASI call returns it.
 *
 * Mirrors `errno` of WASI preview 1 (`wasi_snapshot_preview1`).
 *
 * @param result - What a call of {@link FdTable} returned: a result, or a negative error number of Linux.
 * @returns 0 for a result; WASI's number for an error, 29 (`io`) where WASI has none.
 *
 * @beta
 */
export function wasiErrno(result: number): number {
  if (result >= 0) return 0;
  const place = linuxNumbers.indexOf(-result);
  return place < 0 ? 29 : place + 1;
}
