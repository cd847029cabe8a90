/** Splits C into tokens and preprocessor directives; comments go, lines stay. */

/** What a token is. */
export type TokenKind = "word" | "number" | "string" | "character" | "punctuator" | "end";

/** One token. */
export interface Token {
  readonly kind: TokenKind;
  /** As it is written. */
  readonly text: string;
  /** Its line, from 1. */
  readonly line: number;
  /** Its column, from 1. */
  readonly column: number;
}

/** A line that begins with `#`, with its continuations. */
export interface Directive {
  readonly kind: "directive";
  /** What follows the `#`, on one line. */
  readonly text: string;
  readonly line: number;
}

const PATTERN =
  /(?<space>[ \t\f\v\r]+|\\\r?\n)|(?<newline>\n)|(?<comment>\/\*[^]*?(?:\*\/|$)|\/\/(?:\\\r?\n|[^\n])*)|(?<word>[A-Za-z_$][\w$]*)|(?<number>\.?\d(?:[eEpP][+-]|[\w.])*)|(?<string>"(?:[^"\\\n]|\\[^])*")|(?<character>'(?:[^'\\\n]|\\[^])+')|(?<punctuator><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||\+=|-=|\*=|\/=|%=|&=|\|=|\^=|##|[^])/uy;

const KINDS = ["word", "number", "string", "character", "punctuator"] as const;

const COMMENT = /\/\*[^]*?(?:\*\/|$)|\/\/[^\n]*/g;

/**
 * Splits a text.
 *
 * @param source - The text of a file.
 * @param firstLine - The line at which it begins.
 */
export function* lex(source: string, firstLine = 1): Generator<Token | Directive, void> {
  const pattern = new RegExp(PATTERN);
  let line = firstLine;
  let lineStart = 0;
  let isLineStart = true;
  while (pattern.lastIndex < source.length) {
    const start = pattern.lastIndex;
    if (isLineStart && source[start] === "#") {
      const end = endOfDirective(source, start);
      const whole = source.slice(start, end);
      const text = whole
        .slice(1)
        .replace(/\\\r?\n/g, " ")
        .replace(COMMENT, " ");
      yield { kind: "directive", text: text.trim(), line };
      line += countLines(whole);
      pattern.lastIndex = end;
      continue;
    }
    const groups = pattern.exec(source)?.groups ?? {};
    const end = pattern.lastIndex;
    const kind = KINDS.find((name) => groups[name] !== undefined);
    if (groups["newline"] !== undefined) isLineStart = true;
    if (kind !== undefined) {
      isLineStart = false;
      yield { kind, text: source.slice(start, end), line, column: start - lineStart + 1 };
    }
    for (let at = source.indexOf("\n", start); at >= 0 && at < end; at = source.indexOf("\n", at + 1)) {
      line++;
      lineStart = at + 1;
    }
  }
}

/** Where the lines of a directive end; a comment in it may go over lines. */
function endOfDirective(source: string, start: number): number {
  let at = start;
  while (at < source.length && source[at] !== "\n") {
    if (source.startsWith("\\\n", at)) at += 2;
    else if (source.startsWith("\\\r\n", at)) at += 3;
    else if (source.startsWith("/*", at)) {
      const close = source.indexOf("*/", at + 2);
      at = close < 0 ? source.length : close + 2;
    } else at++;
  }
  return at;
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}
