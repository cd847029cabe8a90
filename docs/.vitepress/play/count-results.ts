/** How many results a run will have, told by the program's text: for the room that the page keeps for them. */
import type { DesignChoice } from "./messages.js";

/** A scenario that is made; not one that is declared or imported. */
const SCENARIO = /(?<!function\s+|\.)\bscenario\s*(?:<[^;(){}]*>)?\(/g;

/** One for each scenario on each kernel; at least one. */
export function countResults(program: string, design: DesignChoice): number {
  const scenarios = Math.max(1, program.match(SCENARIO)?.length ?? 0);
  return design === "both" ? 2 * scenarios : scenarios;
}
