/** Replay tokens: the turns of one run in a few characters, with a checksum of each step. */
import { ExploreError } from "./explore-error.js";
import { hashText } from "./hash.js";
import { Schedule } from "./schedule.js";
import { formatValue } from "./text.js";
import type { TraceStep } from "./trace.js";

/** The version that is written and read. */
const VERSION = "v2";
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SUM = 2;
const NAME = 4;
/** What stands for the checksums of a run without a step: nothing would look as if it had been cut off. */
const NO_STEPS = ".";

/** A run that a token names. */
export interface TokenRun {
  /** Tells the scenario by its name, which the token does not hold. */
  readonly name: string;
  /** What was done, access by access. */
  readonly schedule: Schedule;
  /** Whether freed memory was given again. */
  readonly reuse: boolean;
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
  const came = result === undefined ? undefined : formatValue(result);
  return digits(hashText(`${task} ${operation} ${args.map(formatValue).join()} ${came} ${phase}`), SUM);
}

/** Writes a token, such as `v2:a4Bc:a12b3a4!20:kX3f`; `r` before the turns says that freed memory is given again. */
export function formatToken({ name, schedule, reuse, sums }: TokenRun): string {
  return `${VERSION}:${name}:${reuse ? "r" : ""}${schedule.toString()}:${sums.join("") || NO_STEPS}`;
}

/**
 * Reads a token.
 *
 * @throws {@link ExploreError} `token` when it is none, or of another version.
 */
export function parseToken(token: string): TokenRun {
  const refuse = (why: string): never => {
    throw new ExploreError("token", `"${token}" is no replay token: ${why}. Copy all of it, from v2: on.`);
  };
  const [version, name = "", run = "", last, ...more] = token.trim().split(":");
  if (version !== VERSION) {
    return refuse(
      /^v\d+$/.test(version ?? "")
        ? `its version is ${version}, and this is for ${VERSION}: explore again`
        : `it does not begin with ${VERSION}:`,
    );
  }
  const sums = last === NO_STEPS ? "" : last;
  const isWhole = sums !== undefined && more.length === 0 && name.length === NAME && sums.length % SUM === 0;
  if (!isWhole || !/^[\w-]*$/.test(name + sums)) return refuse("a part is missing or cut");
  const parts = sums.match(/../g) ?? [];
  const reuse = run.startsWith("r");
  const schedule = Schedule.parse(reuse ? run.slice(1) : run);
  if (schedule === undefined) return refuse("its turns cannot be read");
  if (last === "") return refuse("its last part is cut");
  return { name, schedule, reuse, sums: parts };
}

function digits(hash: number, length: number): string {
  let text = "";
  for (let index = 0; index < length; index++) text += DIGITS[(hash >>> (6 * index)) & 63] as string;
  return text;
}
