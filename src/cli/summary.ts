/** What a check comes to as a whole, in one word and in one line. */
import type { Exploration } from "../explore/index.js";
import { isFailing } from "../explore/results.js";
import { count } from "./count.js";

/**
 * The verdict on all scenarios. `bounded`: none is violated, and at least one search was stopped by a limit before it
 * had seen all. `interrupted`: the check itself was stopped. `error`: it could not begin.
 */
export type Overall = "holds" | "bounded" | "violated" | "interrupted" | "error";

/** What is said about a scenario's exploration here. */
type Explored = Pick<Exploration, "verdict" | "coverage">;

/** What was found, and what was not looked at. */
export interface Outcome {
  readonly explorations: readonly Explored[];
  /** How many reports of the ownership lint count as mistakes. */
  readonly lintReports: number;
  /** How many scenarios were not explored to their end. */
  readonly unfinished: number;
  /** Whether the user stopped the check. */
  readonly isInterrupted: boolean;
}

export function overall({ explorations, lintReports, isInterrupted }: Outcome): Exclude<Overall, "error"> {
  if (lintReports > 0 || explorations.some(({ verdict }) => isFailing(verdict))) return "violated";
  if (isInterrupted) return "interrupted";
  return explorations.some(isBounded) ? "bounded" : "holds";
}

/** How many scenarios came to what, in words: `2 violated, 3 hold, 1 failed as expected`. */
export function verdictSums({ explorations, lintReports, unfinished, isInterrupted }: Outcome): string {
  const number = (wanted: (explored: Explored) => boolean): number => explorations.filter(wanted).length;
  const holding = number((explored) => explored.verdict === "holds" && !isBounded(explored));
  const sums: readonly (readonly [number, string])[] = [
    [number(({ verdict }) => verdict === "violated"), "violated"],
    [number(({ verdict }) => verdict === "not-reproduced"), "not reproduced"],
    [holding, holding === 1 ? "holds" : "hold"],
    [number(isBounded), "without a violation so far (BOUNDED)"],
    [number(({ verdict }) => verdict === "expected"), "failed as expected"],
    [unfinished, "unfinished"],
  ];
  const said = sums.filter(([sum]) => sum > 0).map(([sum, what]) => `${sum} ${what}`);
  const isAll = holding === explorations.length && unfinished === 0 && holding > 0;
  const interrupted = isInterrupted ? "interrupted: " : "";
  const rules = lintReports === 0 ? "" : `; ${count(lintReports, "lint report")}`;
  return `${interrupted}${isAll ? "all hold" : said.join(", ") || "nothing was explored"}${rules}`;
}

function isBounded({ verdict, coverage }: Explored): boolean {
  return verdict === "holds" && coverage === "BOUNDED";
}
