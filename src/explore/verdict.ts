/** What an exploration means for its scenario: the verdict, its words, and whether it is a failure. */

/**
 * Whether a scenario does what it says. `holds`: no run violates anything. `violated`: a run does. For a scenario with
 * `violates`: `expected`, a run violates as the scenario says (an expected failure); `not-reproduced`, no run does.
 *
 * @public
 */
export type Verdict = "holds" | "violated" | "expected" | "not-reproduced";

const texts: Readonly<Record<Verdict, string>> = {
  holds: "holds",
  violated: "violated",
  expected: "expected failure",
  "not-reproduced": "not reproduced",
};

/** A verdict as people read it. */
export function verdictText(verdict: Verdict): string {
  return texts[verdict];
}

/** Whether a verdict fails a check. */
export function isFailing(verdict: Verdict): boolean {
  return verdict === "violated" || verdict === "not-reproduced";
}
