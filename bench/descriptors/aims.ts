/** What the numbers should be, and whether they are. */
import type { Cell } from "./cell.js";
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

/** Which tables an own one is held against. */
export interface Against {
  /** The limit of plain JavaScript on the same work. */
  readonly limit: string;
  /** Tables of other packages. */
  readonly peers: readonly string[];
  /** Those of them that give the lowest number first. */
  readonly lowestFirst: readonly string[];
}

/** What a ratio must be, where. */
interface Bound {
  readonly holds: (ratio: number) => boolean;
  /** The ratio of several that is furthest from the aim. */
  readonly extreme: (...ratios: number[]) => number;
  /** How many may miss it, and by how much. */
  readonly tolerated?: { readonly most: number; readonly within: (ratio: number) => boolean };
}

/**
 * Holds the medians of a table against the aims.
 *
 * @param cells - What was measured.
 * @param subject - Whose aims they are.
 * @param against - What it is compared with.
 */
export function judge(
  cells: readonly Cell[],
  subject: string,
  { limit, peers, lowestFirst }: Against,
): Aim[] {
  const own = cells.filter((cell) => cell.contender === subject);
  const ratios = (contender: string, ratio: (own: number, other: number) => number): Ratio[] =>
    own.flatMap(({ pattern, size, median }) => {
      const other = cells.find(
        (cell) => cell.contender === contender && cell.pattern === pattern && cell.size === size,
      )?.median;
      if (median === undefined || other === undefined) return [];
      return [{ contender, pattern, size, ratio: ratio(median, other) }];
    });
  const toLimit = ratios(limit, (mine, other) => mine / other).filter(({ size }) => size <= 65536);
  const faster = (names: readonly string[]): Ratio[] =>
    names.flatMap((name) => ratios(name, (mine, other) => other / mine));
  const scanned = faster(lowestFirst).filter(({ size, pattern }) => size === 1024 && pattern !== "lowest");
  return [
    verdict(
      `${subject}: at most 1.3 times plain JavaScript up to 65,536, at most two above and none above 1.6`,
      toLimit,
      {
        holds: (ratio) => ratio <= 1.3,
        extreme: Math.max,
        tolerated: { most: 2, within: (ratio) => ratio <= 1.6 },
      },
    ),
    verdict(`${subject}: never behind a peer`, faster(peers), {
      holds: (ratio) => ratio >= 1,
      extreme: Math.min,
    }),
    verdict(
      `${subject}: at least 20 times faster than every lowest-number peer at 1,024 in tail, random and adversarial`,
      scanned,
      { holds: (ratio) => ratio >= 20, extreme: Math.min },
    ),
  ];
}

function verdict(aim: string, ratios: readonly Ratio[], { holds, extreme, tolerated }: Bound): Aim {
  const worst = ratios.find(({ ratio }) => ratio === extreme(...ratios.map((one) => one.ratio)));
  const missed = ratios.filter(({ ratio }) => !holds(ratio));
  const isTolerated =
    tolerated !== undefined &&
    missed.length <= tolerated.most &&
    missed.every(({ ratio }) => tolerated.within(ratio));
  const state = missed.length === 0 || isTolerated ? "met" : "not met";
  return {
    aim,
    verdict: ratios.length === 0 ? "not measured" : state,
    worst,
    measured: ratios.length,
    missed,
  };
}
