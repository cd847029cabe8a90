/** How much the tests do: FAST=1 leaves out what takes long, LONG=1 runs the random ones at length. Read here alone. */

export const isFast = process.env["FAST"] === "1";
export const isLong = process.env["LONG"] === "1";

/** How often something random is tried: in `npm run test:fast`, in `npm test`, and in `npm run test:long`. */
export function runs(times: {
  readonly fast: number;
  readonly usual: number;
  readonly long: number;
}): number {
  if (isLong) return times.long;
  return isFast ? times.fast : times.usual;
}
