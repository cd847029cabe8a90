/** The tokens of one file as a configuration has them: one branch of each conditional, and the file's macros. */
import { evaluate, isDefined, type Configuration } from "./condition.js";
import { lex, type Directive, type Token } from "./lexer.js";

/** A macro that a file defines. */
export interface Macro {
  readonly name: string;
  /** Its parameters; undefined for one that takes none and no parentheses. */
  readonly parameters: readonly string[] | undefined;
  readonly body: readonly Token[];
}

/** What the preprocessor leaves of a file. */
export interface Preprocessed {
  readonly tokens: readonly Token[];
  readonly macros: ReadonlyMap<string, Macro>;
}

/** Words that say nothing about what code does: sections, checkers' marks, storage. */
const SILENT = new Set(
  (
    "__user __rcu __iomem __force __must_check __percpu __always_unused __maybe_unused __unused __init __exit __cold " +
    "__meminit __read_mostly __ro_after_init __always_inline __inline __inline__ inline noinline asmlinkage __kernel " +
    "__safe __nocast __bitwise __private __used __visible __weak __pure __attribute_const__ __noreturn __hot " +
    "__randomize_layout __extension__ __restrict restrict register volatile __volatile__ noinline_for_stack __net_init " +
    "__net_exit __sched notrace __latent_entropy __cacheline_aligned __nonstring __bpf_kfunc __ref __refdata " +
    "__initdata __flatten __deprecated __malloc __noscs __no_kcsan __packed __net_initdata fastcall __lsm_ro_after_init"
  ).split(" "),
);

/** The same, with arguments. */
const SILENT_CALLS = new Set(
  (
    "__attribute__ __attribute __printf __scanf __acquires __releases __must_hold __aligned __section __alias __counted_by " +
    "__no_sanitize __cond_acquires __guarded_by __alloc_size __realloc_size __returns_nonnull __nonnull __diag_push " +
    "__context_unsafe __no_context_analysis __assume_aligned __designated_init"
  ).split(" "),
);

/** A conditional that has not ended. */
interface Branch {
  isKept: boolean;
  /** Whether one of its branches was kept before. */
  isDecided: boolean;
}

/**
 * Reads a file.
 *
 * @param source - Its text.
 * @param configuration - Which macros are defined.
 */
export function preprocess(source: string, configuration: Configuration = {}): Preprocessed {
  const parts = [...lex(source)];
  const tokens: Token[] = [];
  const macros = new Map<string, Macro>();
  const branches: Branch[] = [];
  parts.forEach((part, index) => {
    const isLive = branches.every(({ isKept }) => isKept);
    if (part.kind !== "directive") {
      if (isLive) tokens.push(part);
      return;
    }
    const [, word = "", rest = ""] = /^(\w+)\s*([^]*)$/.exec(part.text) ?? [];
    if (word === "define") {
      if (isLive) define(macros, rest, part.line);
      return;
    }
    const guard = word === "ifndef" ? nextDirective(parts, index) : undefined;
    branch(branches, word, rest, configuration, guard);
  });
  return { tokens: withoutSilent(tokens), macros };
}

function branch(
  branches: Branch[],
  word: string,
  rest: string,
  configuration: Configuration,
  next: Directive | undefined,
): void {
  const top = branches.at(-1);
  switch (word) {
    case "ifdef":
      return open(branches, isDefined(rest.trim(), configuration));
    case "ifndef": {
      // What is defined where it was not yet, such as the mark of a header, is read.
      const isDefault = next !== undefined && new RegExp(`^define\\s+${rest.trim()}\\b`).test(next.text);
      return open(branches, isDefault || !isDefined(rest.trim(), configuration));
    }
    case "if":
      return open(branches, evaluate(rest, configuration) !== 0);
    case "elif":
    case "elifdef":
    case "else":
      if (top === undefined) return;
      top.isKept = !top.isDecided && (word !== "elif" || evaluate(rest, configuration) !== 0);
      top.isDecided ||= top.isKept;
      return;
    case "endif":
      branches.pop();
      return;
    default:
  }
}

function open(branches: Branch[], isKept: boolean): void {
  branches.push({ isKept, isDecided: isKept });
}

function nextDirective(parts: readonly (Token | Directive)[], index: number): Directive | undefined {
  const next = parts[index + 1];
  return next?.kind === "directive" ? next : undefined;
}

function define(macros: Map<string, Macro>, text: string, line: number): void {
  const [, name, parameters, body = ""] = /^(\w+)(?:\(([^)]*)\))?([^]*)$/.exec(text) ?? [];
  if (name === undefined) return;
  const tokens = [...lex(body)].filter((part): part is Token => part.kind !== "directive");
  macros.set(name, {
    name,
    parameters: parameters
      ?.split(",")
      .map((word) => word.trim())
      .filter((word) => word !== ""),
    body: withoutSilent(tokens.map((token) => ({ ...token, line }))),
  });
}

function withoutSilent(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.kind === "word") {
      if (SILENT.has(token.text)) continue;
      if (SILENT_CALLS.has(token.text) && tokens[index + 1]?.text === "(") {
        index = closing(tokens, index + 1);
        continue;
      }
    }
    kept.push(token);
  }
  return kept;
}

const PAIRS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** The number of the token that closes the bracket at another one; the last token where none does. */
export function closing(tokens: readonly Token[], open: number): number {
  const wanted: string[] = [];
  for (let index = open; index < tokens.length; index++) {
    const { kind, text } = tokens[index] as Token;
    if (kind !== "punctuator") continue;
    const pair = PAIRS[text];
    if (pair !== undefined) wanted.push(pair);
    else if (text === wanted.at(-1)) {
      wanted.pop();
      if (wanted.length === 0) return index;
    }
  }
  return tokens.length - 1;
}
