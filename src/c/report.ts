/** What came of exploring a function, and its verdict. */
import type { CVerdict, Finding } from "./finding.js";
import type { PathFinding } from "./path.js";

/**
 * What came of exploring a function.
 *
 * @beta
 */
export interface FunctionReport {
  /** The function's name. */
  readonly name: string;
  /** Its file. */
  readonly file: string;
  /** The line at which it begins. */
  readonly line: number;
  /** What it comes to. */
  readonly verdict: CVerdict;
  /**
   * `EXHAUSTIVE`: every path and every failure was seen, as far as the assumptions hold. `BOUNDED`: loops, deep calls or
   * the number of paths were cut.
   */
  readonly coverage: "EXHAUSTIVE" | "BOUNDED";
  /** What is wrong, the sure and short first. */
  readonly findings: readonly Finding[];
  /** How many paths were run. */
  readonly paths: number;
  /** How many of them returned. */
  readonly returned: number;
  /** Functions that were called and not read: they are assumed to touch no descriptor. */
  readonly unread: readonly string[];
  /** What could not be read, with line and cause. */
  readonly refusals: readonly string[];
  /** Callers of the same file that were explored for it. */
  readonly callers: readonly string[];
}

/** Tells findings apart: numbers of descriptors differ from path to path. */
export function keyOf({ kind, message, file, line }: Omit<PathFinding, "isOwn">): string {
  return `${kind}|${message.replace(/\d+/g, "N")}|${file}:${line}`;
}

/** What is told of, and does not make a function wrong by itself. */
const HINTS = new Set(["untold descriptor"]);

/** The verdict that findings come to. */
export function verdictOf(findings: readonly Finding[], returned: number): CVerdict {
  const sure = findings.filter(({ doubt, kind }) => doubt === undefined && !HINTS.has(kind));
  if (sure.some(({ kind }) => kind !== "open after failure")) return "violated";
  if (sure.length > 0) return "left open";
  if (findings.some(({ kind }) => !HINTS.has(kind))) return "unsure";
  return returned === 0 ? "refused" : "holds";
}
