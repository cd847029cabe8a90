/** What a run came to, as a sentence: whether there is a bug, what it is, when it happens, and at which line. */
import type { Trace, Violation } from "../../../src/explore/index.js";
import { amount } from "./amount.js";
import type { Explored } from "./messages.js";

/** How a sentence is to be taken. */
export type Tone = "good" | "bug" | "unsure" | "failed";

/** A sentence about one scenario on one kernel. */
export interface Told {
  readonly tone: Tone;
  readonly text: string;
  /** The line that it is about. */
  readonly line?: number;
}

/** What announces the bug that is expected. */
export type Author = "example" | "program";

/** The sentence for one scenario on one kernel. */
export function tell(
  { verdict, coverage, tasks, states }: Explored,
  trace: Trace | undefined,
  author: Author,
): Told {
  const isWhole = coverage === "EXHAUSTIVE";
  const runs = amount(states, tasks === 1 ? "run" : "state");
  switch (verdict) {
    case "violated":
    case "expected": {
      const begin = verdict === "expected" ? `Bug found, as this ${author} says` : "Bug found";
      const line = trace === undefined ? undefined : lineOf(trace);
      const at = line === undefined ? "" : ` (line ${line})`;
      const bug = trace?.violation === undefined ? "" : `: ${what(trace.violation)}${when(trace)}${at}`;
      return { tone: "bug", text: `${begin}${bug}.`, ...(line === undefined ? {} : { line }) };
    }
    case "holds":
      if (!isWhole) {
        return {
          tone: "unsure",
          text: `No bug in the ${runs} seen so far: the time was up before all were. Allow more time to see more.`,
        };
      }
      return {
        tone: "good",
        text:
          tasks === 1
            ? `No bug: ${all(states)}, whatever fails.`
            : `No bug: every interleaving holds, whatever fails (${runs}).`,
      };
    case "not-reproduced":
      if (!isWhole) {
        return {
          tone: "unsure",
          text: `The bug that this ${author} announces is not in the ${runs} seen so far: the time was up before all were.`,
        };
      }
      return {
        tone: "bug",
        text: `The bug that this ${author} announces does not happen in any run (${runs}).`,
      };
  }
}

/** A sentence about all of them, for a program with several. */
export function tellAll(
  all: readonly (Pick<Explored, "verdict"> & Pick<Told, "tone">)[],
  author: Author,
): Told {
  const count = (tone: Tone, ...verdicts: readonly Explored["verdict"][]): number =>
    all.filter((one) => one.tone === tone && (verdicts.length === 0 || verdicts.includes(one.verdict)))
      .length;
  const [found, expected, absent] = [
    count("bug", "violated"),
    count("bug", "expected"),
    count("bug", "not-reproduced"),
  ];
  const parts = [
    found === 0 ? "" : `${amount(found, "bug")} found`,
    expected === 0 ? "" : `${amount(expected, "bug")} found, as this ${author} says`,
    absent === 0 ? "" : `${amount(absent, "announced bug")} not found`,
    count("good") === 0 ? "" : `${amount(count("good"), "result")} without a bug`,
    count("unsure") === 0 ? "" : `${amount(count("unsure"), "search", "searches")} ended by the time limit`,
  ].filter((part) => part !== "");
  const tone = (["bug", "unsure", "good"] as const).find((one) => count(one) > 0) ?? "good";
  return { tone, text: `${parts.join("; ")}.` };
}

function all(runs: number): string {
  return runs === 1 ? "the one run holds" : `all ${runs.toLocaleString("en")} runs hold`;
}

/** Where the bug is in the program: the step that fails, or the last one that the program itself made. */
export function lineOf({ steps, violation }: Trace): number | undefined {
  const made = steps.filter(({ source }) => source !== undefined);
  const step = made.findLast(({ failure }) => failure !== undefined) ?? made.at(-1);
  return (step?.source ?? violation?.madeAt)?.line;
}

/** What is violated, in a few words; what a check or the kernel says is told as it is. */
function what({ kind, rule, message, descriptor }: Violation): string {
  if (kind === "deadlock") return "the tasks wait for each other";
  const fd = descriptor === undefined ? undefined : `fd ${descriptor}`;
  switch (rule) {
    case "leaked-reservation":
    case "leak":
    case "leaked-file":
      return `${fd ?? "a file"} leaks`;
    case "leaked-object":
      return "an object is never freed";
    case "use-after-free":
      return fd === undefined ? "freed memory is used" : `${fd} stays open with a freed file`;
    case "corruption":
      return `the descriptor table is corrupt${fd === undefined ? "" : ` at ${fd}`}`;
    case "use-after-move":
      return "a value is used after it was given away";
    case "live-reservation":
    case "uncommitted-set":
      return "the table is left while a reservation is held";
    case "foreign-task":
      return "a task uses the reservation of another one";
    case "wrong-count":
      return "there are not as many files as descriptors";
    default:
      return message.replace(/\.$/, "");
  }
}

/** What fails, by the kernel function that does. */
const FAILURES: Readonly<Record<string, string>> = {
  alloc_fd: "no number is left",
  alloc_empty_file: "the file cannot be made",
  put_user: "the write to user memory fails",
  get_user: "the read of user memory fails",
  kzalloc: "memory is short",
};

/** When it happens: by a failure, by the order of the tasks, or always. */
function when({ failures, tasks }: Trace): string {
  if (failures.length > 0) {
    return ` when ${failures.map(({ where }) => FAILURES[where] ?? `${where} fails`).join(" and ")}`;
  }
  return tasks.length > 1 ? ` in one order of ${tasks.slice(0, -1).join(", ")} and ${tasks.at(-1)}` : "";
}
