/** What a file of C defines: functions, tables of functions, macros. */
import type { Configuration } from "./condition.js";
import type { Token } from "./lexer.js";
import { closing, preprocess, type Macro } from "./preprocessor.js";
import { StatementParser } from "./statements.js";
import type { Block, DeclaredType, Parameter } from "./syntax.js";
import { isTypeWord } from "./type-words.js";

/** What a function returns, as far as it tells failures. */
export type Returns = "number" | "pointer" | "nothing";

/** A function that a file defines. */
export class FunctionDefinition {
  #body: Block | undefined;

  constructor(
    readonly name: string,
    /** The file, as it was named. */
    readonly file: string,
    /** The line at which it begins. */
    readonly line: number,
    readonly parameters: readonly Parameter[],
    readonly returns: Returns,
    readonly isStatic: boolean,
    /** Its body, with the braces. */
    readonly tokens: readonly Token[],
  ) {}

  /**
   * Its body, parsed when it is first asked for.
   *
   * @throws Refusal when it cannot be read.
   */
  get body(): Block {
    return (this.#body ??= new StatementParser(this.tokens).block());
  }
}

/** A file. */
export interface Unit {
  readonly file: string;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
  readonly macros: ReadonlyMap<string, Macro>;
  /** For each table, such as a `struct file_operations`, which function each field names. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Reads a file.
 *
 * @param file - Its name.
 * @param source - Its text.
 * @param configuration - Which macros are defined.
 */
export function readUnit(file: string, source: string, configuration: Configuration = {}): Unit {
  const { tokens, macros } = preprocess(source, configuration);
  const functions = new Map<string, FunctionDefinition>();
  let start = 0;
  for (let index = 0; index < tokens.length;) {
    const { text, kind } = tokens[index] as Token;
    if (kind !== "punctuator") index++;
    else if (text === ";" || text === "}") start = ++index;
    else if (text === "(" || text === "[") index = closing(tokens, index) + 1;
    else if (text === "{") {
      const end = closing(tokens, index);
      const definition = definitionOf(file, tokens.slice(start, index), tokens.slice(index, end + 1));
      if (definition !== undefined) functions.set(definition.name, definition);
      index = end + 1;
      // `struct x { ... } y;` goes on; a function does not.
      if (definition !== undefined) start = index;
    } else index++;
  }
  return { file, functions, macros, tables: tablesOf(tokens) };
}

/** `name = { .release = f, ... }`: which functions a table names. */
function tablesOf(tokens: readonly Token[]): Map<string, ReadonlyMap<string, string>> {
  const tables = new Map<string, ReadonlyMap<string, string>>();
  for (let index = 0; index + 2 < tokens.length; index++) {
    const [name, equals, open] = tokens.slice(index, index + 3) as [Token, Token, Token];
    if (name.kind !== "word" || equals.text !== "=" || open.text !== "{") continue;
    const end = closing(tokens, index + 2);
    const entries = new Map<string, string>();
    for (let at = index + 3; at + 3 < end; at++) {
      const [dot, field, is, value] = tokens.slice(at, at + 4) as [Token, Token, Token, Token];
      if (dot.text === "." && is.text === "=" && value.kind === "word") entries.set(field.text, value.text);
    }
    if (entries.size > 0) tables.set(name.text, entries);
  }
  return tables;
}

/** Macros that define a syscall or a program, with its name as their first argument. */
const CALL = /^(?:(COMPAT_)?SYSCALL(?:32)?_DEFINE\d|BPF_CALL_\d)$/;
/** Macros that look like functions and are none. */
const NO_FUNCTION = /^(?:DEFINE_|DECLARE_|TRACE_EVENT|EXPORT_|TEST_F)/;

/** The function whose head stands before a brace. */
function definitionOf(
  file: string,
  head: readonly Token[],
  body: readonly Token[],
): FunctionDefinition | undefined {
  const [first] = head;
  if (first === undefined || first.text === "typedef" || head.some(({ text }) => text === "="))
    return undefined;
  const close = head.findLastIndex(({ text }) => text === ")");
  // Up to two words, such as marks of a section, may stand behind the parameters.
  if (close < 0 || head.length - 1 - close > 2 || head.slice(close + 1).some(({ kind }) => kind !== "word"))
    return undefined;
  const open = opening(head, close);
  const name = head[open - 1];
  if (name?.kind !== "word" || isTypeWord(name.text) || NO_FUNCTION.test(name.text)) return undefined;
  const args = splitArguments(head.slice(open + 1, close));
  const call = CALL.exec(name.text);
  if (call !== null) return syscall(file, first.line, call[1] !== undefined, args, body);
  // A macro before it has no semicolon, and is no part of its type.
  const typeFrom = head.slice(0, open - 1).findLastIndex(({ text }) => text === ")") + 1;
  const type = head.slice(typeFrom, open - 1).filter(({ text }) => !/^(?:static|extern|const)$/.test(text));
  if (type.length === 0) return undefined;
  const isVoid = type.length === 1 && type[0]?.text === "void";
  const returns = type.some(({ text }) => text === "*") ? "pointer" : isVoid ? "nothing" : "number";
  const isStatic = head.some(({ text }) => text === "static");
  const line = head[typeFrom]?.line ?? name.line;
  return new FunctionDefinition(name.text, file, line, args.map(parameterOf), returns, isStatic, body);
}

function syscall(
  file: string,
  line: number,
  isCompat: boolean,
  [name = [], ...rest]: readonly (readonly Token[])[],
  body: readonly Token[],
): FunctionDefinition {
  const parameters: Parameter[] = [];
  for (let at = 0; at + 1 < rest.length; at += 2) {
    parameters.push({
      type: typeOf(rest[at] as Token[]),
      name: rest[at + 1]?.at(-1)?.text ?? "",
    });
  }
  const prefix = isCompat ? "compat_sys_" : "sys_";
  return new FunctionDefinition(
    `${prefix}${name[0]?.text ?? ""}`,
    file,
    line,
    parameters,
    "number",
    false,
    body,
  );
}

function opening(tokens: readonly Token[], close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    const { text } = tokens[at] as Token;
    if (text === ")") depth++;
    if (text === "(" && --depth === 0) return at;
  }
  return 0;
}

/** Splits a list at its commas. */
function splitArguments(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (/^[([{]$/.test(token.text)) depth++;
    if (/^[)\]}]$/.test(token.text)) depth--;
    if (token.text === "," && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.length === 1 && parts[0]?.length === 0 ? [] : parts;
}

function parameterOf(tokens: readonly Token[]): Parameter {
  const pointer = tokens.findIndex(({ text }, at) => text === "(" && tokens[at + 1]?.text === "*");
  if (pointer >= 0) {
    const type = typeOf(tokens.slice(0, pointer));
    return { name: tokens[pointer + 2]?.text ?? "", type: { ...type, pointers: type.pointers + 1 } };
  }
  const bracket = tokens.findIndex(({ text }) => text === "[");
  const own = bracket < 0 ? tokens : tokens.slice(0, bracket);
  const words = own.filter(({ kind }) => kind === "word");
  const isNamed = words.length > 1 && !/^(?:struct|union|enum)$/.test(words.at(-2)?.text ?? "");
  const isPlain = words.length === 1 && own.some(({ text }) => text === "*") && own.at(-1)?.kind === "word";
  const hasName = isNamed || isPlain || (words.length > 2 && own.at(-1)?.kind === "word");
  const type = typeOf(hasName ? own.slice(0, -1) : own);
  return {
    name: hasName ? (words.at(-1)?.text ?? "") : "",
    type: bracket < 0 ? type : { ...type, pointers: type.pointers + 1 },
  };
}

function typeOf(tokens: readonly Token[]): DeclaredType {
  const words = tokens
    .filter(({ kind, text }) => kind === "word" && text !== "const")
    .map(({ text }) => text);
  const tag = words.findIndex((word) => word === "struct" || word === "union");
  return {
    words: words.join(" "),
    pointers: tokens.filter(({ text }) => text === "*").length,
    struct: tag < 0 ? undefined : words[tag + 1],
  };
}
