/** Replay tokens: the turns of one run in a few characters, with a checksum of each step. */
import { ExploreError } from "./explore-error.js";
import { hashText } from "./operation.js";
import type { Turn } from "./search.js";
import type { TraceStep } from "./trace.js";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SUM = 2;
const NAME = 4;

/** A run that a token names. */
export interface TokenRun {
  /** Tells the scenario by its name, which the token does not hold. */
  readonly name: string;
  /** What was done operation by operation; or, for one task, which of its fallible points failed (0: none). */
  readonly run: { readonly turns: readonly Turn[] } | { readonly point: number };
  /** A checksum for each step of the trace. */
  readonly sums: readonly string[];
}

/** The mark of a scenario's name in its tokens. */
export function nameMark(name: string): string {
  return digits(hashText(name), NAME);
}

/** Whether a token is one of a scenario's. */
export function isTokenOf(token: string, name: string): boolean {
  return parseToken(token).name === nameMark(name);
}

/** The checksum of a step: what was called, with what, and what came of it. */
export function stepSum({ task, operation, args, result, phase }: TraceStep): string {
  return digits(hashText(`${task} ${operation} ${args.join()} ${result} ${phase}`), SUM);
}

/** Writes a token, such as `v1:a4Bc:a12b3a4!20:kX3f`. */
export function formatToken({ name, run, sums }: TokenRun): string {
  return `v1:${name}:${"point" in run ? `p${run.point}` : formatTurns(run.turns)}:${sums.join("")}`;
}

function formatTurns(turns: readonly Turn[]): string {
  let text = "";
  for (let index = 0; index < turns.length;) {
    const { task } = turns[index] as Turn;
    let end = index;
    while (turns[end]?.task === task) end++;
    text += `${String.fromCharCode(97 + task)}${end - index}`;
    index = end;
  }
  return text + turns.flatMap(({ fails }, index) => (fails ? [`!${index}`] : [])).join("");
}

/**
 * Reads a token.
 *
 * @throws {@link ExploreError} `token` when it is none, or of another version.
 */
export function parseToken(token: string): TokenRun {
  const refuse = (why: string): never => {
    throw new ExploreError("token", `"${token}" is no replay token: ${why}. Copy all of it, from v1: on.`);
  };
  const [version, name = "", run = "", sums, ...more] = token.trim().split(":");
  if (version !== "v1") {
    return refuse(
      /^v\d+$/.test(version ?? "")
        ? `its version is ${version}, and this is for v1`
        : "it does not begin with v1:",
    );
  }
  const isWhole = sums !== undefined && more.length === 0 && name.length === NAME && sums.length % SUM === 0;
  if (!isWhole || !/^[\w-]*$/.test(name + sums)) return refuse("a part is missing or cut");
  const parts = sums.match(/../g) ?? [];
  const point = /^p(\d+)$/.exec(run);
  if (point !== null) return { name, run: { point: Number(point[1]) }, sums: parts };
  // There may be no turn at all: what is wrong then was so from the beginning.
  if (!/^(?:[a-h]\d+)*(?:!\d+)*$/.test(run)) return refuse("its turns cannot be read");
  const [taken = "", ...failing] = run.split("!");
  const fails = new Set(failing.map(Number));
  const turns: Turn[] = [];
  for (const [, task = "a", length] of taken.matchAll(/([a-h])(\d+)/g)) {
    if (Number(length) > 1e6) return refuse("a turn is too long");
    for (let count = Number(length); count > 0; count--) {
      turns.push({ task: task.charCodeAt(0) - 97, fails: fails.has(turns.length) });
    }
  }
  // Each turn is in a step.
  if (turns.length > 0 && parts.length === 0) return refuse("its last part is cut");
  return { name, run: { turns }, sums: parts };
}

function digits(hash: number, length: number): string {
  let text = "";
  for (let index = 0; index < length; index++) text += DIGITS[(hash >>> (6 * index)) & 63] as string;
  return text;
}
