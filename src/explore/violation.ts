/** What an error means for the run that threw it, and when two violations are the same. */
import { GuardError } from "../binding/index.js";
import { KernelBug, type Subject } from "../kernel/index.js";
import { breaksAlike } from "./alike.js";
import { placeOf } from "./source.js";
import type { Violation } from "./trace.js";

/** What an error that a run threw says about it: of several, the one that began it. */
export function violationOf(error: unknown): Violation {
  if (isSuppressed(error)) return violationOf(error.suppressed);
  if (error instanceof GuardError) {
    const { rule, said, about } = error;
    const madeAt = error.madeAt === undefined ? undefined : placeOf(error.madeAt);
    return {
      kind: "guard",
      rule,
      message: `${rule}: ${said}`,
      ...about,
      ...(madeAt === undefined ? {} : { madeAt }),
    };
  }
  if (error instanceof KernelBug) {
    const { kind, where, about, message } = error;
    return {
      kind: kind === "deadlock" ? "deadlock" : "kernel",
      rule: kind.toLowerCase().replaceAll(" ", "-"),
      message,
      where,
      ...about,
    };
  }
  return {
    kind: "exception",
    rule: error instanceof Error ? error.name : "exception",
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}

/** A violation that no error tells. Whatever the explorer finds is made here or in {@link violationOf}. */
export function newViolation(
  kind: Violation["kind"],
  rule: string,
  message: string,
  about: Subject & Pick<Violation, "object" | "where"> = {},
): Violation {
  return { kind, rule, message, ...about };
}

/**
 * Whether two runs show the same violation. What a check or a program says is told by its words alone; addresses differ
 * from run to run.
 */
export function isSameViolation(one: Violation, other: Violation): boolean {
  if (!breaksAlike(one, other)) return false;
  const isTheirs = one.kind === "check" || one.kind === "exception";
  return !isTheirs || plain(one.message) === plain(other.message);
}

/** Whether one run may be shown for another: it shows the same violation, and the one that the scenario must show. */
export function standsFor(one: Violation, other: Violation, expected: Expectation | undefined): boolean {
  return isSameViolation(one, other) && (isExpected(one, expected) || !isExpected(other, expected));
}

function plain(message: string): string {
  return message.replace(/@\d+/g, "");
}

/**
 * What a scenario must violate: one of the kinds of {@link Violation}, one of its rules, words of its message, or a
 * pattern for the message; or several of them.
 *
 * @public
 */
export type Expectation =
  | string
  | RegExp
  | {
      /** The kind. */
      readonly kind?: Violation["kind"];
      /** The rule. */
      readonly rule?: string;
      /** Words of the message, or a pattern for it. */
      readonly message?: string | RegExp;
    };

const KINDS: readonly string[] = [
  "guard",
  "kernel",
  "changed",
  "check",
  "exception",
  "deadlock",
] satisfies Violation["kind"][];

/** What the rules of the binding, of the kernel and of memory are called. */
const RULES: ReadonlySet<string> = new Set([
  ...[
    "use-after-move",
    "foreign-task",
    "live-reservation",
    "uncommitted-set",
    "leaked-reservation",
    "leaked-file",
    "leaked-object",
  ],
  ...[
    "wrong-count",
    "no-reservation",
    "no-syscall",
    "no-table",
    "bug",
    "warn",
    "corruption",
    "use-after-free",
    "leak",
  ],
  ...["null-pointer", "no-memory", "out-of-bounds", "double-free", "bad-free", "bad-size", "wrong-unlock"],
  ...["lock-held", "read-section-open", "failed-and-changed"],
]);

/** Whether a violation is the one that a scenario must show. */
export function isExpected(violation: Violation, expected: Expectation | undefined): boolean {
  if (expected === undefined) return false;
  if (typeof expected === "string") {
    if (KINDS.includes(expected)) return violation.kind === expected;
    return RULES.has(expected) ? violation.rule === expected : hasWords(violation.message, expected);
  }
  if (expected instanceof RegExp) return matches(violation.message, expected);
  const { kind = violation.kind, rule = violation.rule, message } = expected;
  if (kind !== violation.kind || rule !== violation.rule) return false;
  if (message === undefined) return true;
  return typeof message === "string"
    ? hasWords(violation.message, message)
    : matches(violation.message, message);
}

/** Whether an expectation can be met at all: `""` says nothing. */
export function isExpectation(value: unknown): value is Expectation {
  if (typeof value === "string") return value.trim() !== "";
  if (value instanceof RegExp) return !matches("", value);
  if (typeof value !== "object" || value === null) return false;
  const { kind, rule, message, ...others } = value as Record<string, unknown>;
  const isText = (part: unknown): boolean => typeof part === "string" && part.trim() !== "";
  return (
    Object.keys(others).length === 0 &&
    (kind !== undefined || rule !== undefined || message !== undefined) &&
    (kind === undefined || KINDS.includes(kind as string)) &&
    (rule === undefined || isText(rule)) &&
    (message === undefined || isText(message) || message instanceof RegExp)
  );
}

function matches(message: string, pattern: RegExp): boolean {
  return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, "")).test(message);
}

/** Whether a message has some words, whole ones: "saw 1" is not in "saw 12". */
function hasWords(message: string, words: string): boolean {
  for (let at = message.indexOf(words); at >= 0; at = message.indexOf(words, at + 1)) {
    const isWord = (index: number): boolean => /[\p{L}\p{N}_]/u.test(message.charAt(index));
    const end = at + words.length;
    if (!(isWord(at) && isWord(at - 1)) && !(isWord(end - 1) && isWord(end))) return true;
  }
  return false;
}

/** Whether a disposal threw while another error passed: what it broke on the way out says less than that one. */
function isSuppressed(error: unknown): error is Error & { readonly suppressed: unknown } {
  return error instanceof Error && error.name === "SuppressedError" && "suppressed" in error;
}
