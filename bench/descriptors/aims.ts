/** What the numbers should be, and whether they are. */
import type { Cell } from "./cell.js";
import { yardstickName } from "./measure.js";
import type { Pattern } from "./patterns.js";

/** A ratio at one pattern and size. */
export interface Ratio {
  readonly contender: string;
  readonly pattern: Pattern;
  readonly size: number;
  readonly ratio: number;
}

/** An aim and what became of it. */
export interface Aim {
  readonly aim: string;
  readonly verdict: "met" | "not met" | "not measured";
  /** The ratio that is furthest from the aim, or nearest to missing it. */
  readonly worst: Ratio | undefined;
  /** How many ratios were measured. */
  readonly measured: number;
  /** Every ratio that misses it. */
  readonly missed: readonly Ratio[];
}

/**
 * Holds the medians against the aims.
 *
 * @param cells - What was measured.
 * @param subject - Whose aims they are.
 * @param lowestFirst - The tables that give the lowest number first.
 */
export function judge(cells: readonly Cell[], subject: string, lowestFirst: readonly string[]): Aim[] {
  const own = cells.filter((cell) => cell.contender === subject);
  const ratios = (contender: string, ratio: (own: number, other: number) => number): Ratio[] =>
    own.flatMap(({ pattern, size, median }) => {
      const other = cells.find(
        (cell) => cell.contender === contender && cell.pattern === pattern && cell.size === size,
      )?.median;
      if (median === undefined || other === undefined) return [];
      return [{ contender, pattern, size, ratio: ratio(median, other) }];
    });
  const toC = ratios(yardstickName, (mine, other) => mine / other);
  const peers = lowestFirst.filter((name) => name !== subject && name !== yardstickName);
  const faster = peers
    .flatMap((name) => ratios(name, (mine, other) => other / mine))
    .filter(({ size }) => size === 1024);
  return [
    verdict("at most 3 times C everywhere", toC, (ratio) => ratio <= 3, Math.max),
    verdict(
      "at least 10 times faster than every lowest-number peer at 1,024",
      faster,
      (ratio) => ratio >= 10,
      Math.min,
    ),
  ];
}

function verdict(
  aim: string,
  ratios: readonly Ratio[],
  holds: (ratio: number) => boolean,
  extreme: (...values: number[]) => number,
): Aim {
  const worst = ratios.find(({ ratio }) => ratio === extreme(...ratios.map((one) => one.ratio)));
  const missed = ratios.filter(({ ratio }) => !holds(ratio));
  const state = ratios.length === 0 ? "not measured" : missed.length === 0 ? "met" : "not met";
  return { aim, verdict: state, worst, measured: ratios.length, missed };
}
