/** The table: which layer catches each mistake first, in each design, and the place of each design. */
import type { Measure } from "./measure.js";

/**
 * The first layer that catches a mistake. `cannot be written`: the design has no form of it, so the attempt does not
 * compile and leaves nothing to run. `harmless`: no run has a violation, although the same mistake has one in another
 * design. `none`: no layer catches it in any design.
 */
export type Layer = "cannot be written" | "harmless" | "types" | "lint" | "guard" | "explorer" | "none";

/** The designs that this package compares, in the order of their columns; a user's own come after. */
export const knownDesigns: readonly string[] = [
  "raw",
  "guard",
  "prepare",
  "token",
  "transaction",
  "slots",
  "ignore-fault",
];

/** One mistake in one design. */
export interface Cell extends Measure {
  readonly layer: Layer;
  /** Its level on the scale. */
  readonly level: number;
}

/** One mistake. */
export interface Row {
  /** The folder that the rows of a kind lie in: `bugs`. */
  readonly group: string;
  /** The folder of this one. */
  readonly name: string;
  /** By design; a design without a file was not tried. */
  readonly cells: Readonly<Record<string, Cell>>;
}

/** Where a design stands. */
export interface Place {
  readonly design: string;
  /** How many mistakes were tried in it. What follows is about these alone. */
  readonly tried: number;
  /** How many mistakes each layer catches first. */
  readonly counts: Readonly<Record<Layer, number>>;
  /** The level that three quarters of its mistakes reach. */
  readonly place: number;
  /** The lowest level of any of its mistakes. */
  readonly lowest: number;
}

/** The whole table. */
export interface Matrix {
  readonly version: 1;
  readonly designs: readonly string[];
  readonly rows: readonly Row[];
  readonly places: readonly Place[];
}

/** The layers, in the order in which they apply. */
export const layers: readonly Layer[] = [
  "cannot be written",
  "harmless",
  "types",
  "lint",
  "guard",
  "explorer",
  "none",
];

/** What a cell with a layer says. */
export const meanings: Readonly<Record<Layer, string>> = {
  "cannot be written": "the design has no form of it: the attempt does not compile and leaves nothing to run",
  harmless: "no run has a violation, although the same mistake has one in another design",
  types: "it does not compile; the line is marked `@ts-expect-error`",
  lint: "it compiles, and the ownership lint reports it",
  guard: "a run-time guard stops the run in which it happens",
  explorer: "the explorer finds a violation: with a failure, in an interleaving, or in every run",
  none: "no layer catches it, in any design",
};

/**
 * The levels in use of Rusty Russell's scale (2008), from 10, impossible to get wrong, down to -10: the
 * scale's name for a level, in short, and this project's rule that puts a mistake on it.
 */
export const levels: readonly { readonly level: number; readonly name: string; readonly rule: string }[] = [
  {
    level: 10,
    name: "impossible to get wrong",
    rule: "it cannot be written, or it does no harm in this design",
  },
  { level: 9, name: "the compiler won't let you", rule: "it does not compile" },
  { level: 8, name: "the compiler warns", rule: "the ownership lint reports it" },
  { level: 5, name: "wrong use always breaks at run time", rule: "every run has a violation" },
  {
    level: 3,
    name: "right for who reads the manual",
    rule: "some runs have a violation, and a guard states the fix",
  },
  {
    level: 1,
    name: "right for who reads the mailing list thread",
    rule: "some runs have a violation, which only the explorer finds",
  },
  { level: -5, name: "right use may break at run time", rule: "no layer catches it" },
];

function levelOf(layer: Layer, { run }: Measure): number {
  if (layer === "cannot be written" || layer === "harmless") return 10;
  if (layer === "types") return 9;
  if (layer === "lint") return 8;
  if (layer === "none") return -5;
  if (run?.always === true) return 5;
  return layer === "guard" ? 3 : 1;
}

/** A file that was measured, with its place in the table. */
export interface Measured {
  readonly group: string;
  readonly name: string;
  readonly design: string;
  readonly measure: Measure;
}

/**
 * Makes the table of what was measured.
 *
 * @param measured - In the order of the rows.
 */
export function tabulate(measured: readonly Measured[]): Matrix {
  const rows = new Map<string, { group: string; name: string; measures: Map<string, Measure> }>();
  for (const { group, name, design, measure } of measured) {
    let row = rows.get(name);
    if (row === undefined) rows.set(name, (row = { group, name, measures: new Map() }));
    row.measures.set(design, measure);
  }
  const found = new Set(measured.map(({ design }) => design));
  const designs = [
    ...knownDesigns.filter((design) => found.has(design)),
    ...[...found].filter((design) => !knownDesigns.includes(design)).sort(),
  ];
  const finished = [...rows.values()].map(({ group, name, measures }): Row => {
    const goesWrong = [...measures.values()].some(({ run }) => run !== undefined);
    const cells: Record<string, Cell> = {};
    for (const design of designs) {
      const measure = measures.get(design);
      if (measure === undefined) continue;
      const layer = layerOf(measure, goesWrong);
      cells[design] = { layer, level: levelOf(layer, measure), ...measure };
    }
    return { group, name, cells };
  });
  return { version: 1, designs, rows: finished, places: designs.map((design) => placeOf(design, finished)) };
}

function layerOf({ types, lint, run, runs }: Measure, goesWrong: boolean): Layer {
  if (!runs) return "cannot be written";
  if (types !== undefined) return "types";
  if (lint !== undefined) return "lint";
  if (run !== undefined) return run.layer;
  return goesWrong ? "harmless" : "none";
}

function placeOf(design: string, rows: readonly Row[]): Place {
  const cells = rows.flatMap(({ cells: { [design]: cell } }) => (cell === undefined ? [] : [cell]));
  const sorted = cells.map(({ level }) => level).sort((a, b) => a - b);
  const counts = Object.fromEntries(
    layers.map((layer) => [layer, cells.filter((cell) => cell.layer === layer).length]),
  ) as Record<Layer, number>;
  // With n levels in rising order, three quarters of them are at or above the one a quarter of the way up.
  return {
    design,
    tried: cells.length,
    counts,
    place: sorted[Math.floor(sorted.length / 4)] ?? 0,
    lowest: sorted[0] ?? 0,
  };
}
