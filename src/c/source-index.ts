/** The files that are at hand: who defines a name, who calls whom, and which functions have to do with descriptors. */
import type { Configuration } from "./condition.js";
import { DESCRIPTOR_CLASSES, type Facts } from "./facts.js";
import { lower, type Code } from "./lower.js";
import type { Macro } from "./preprocessor.js";
import { Refusal } from "./refusal.js";
import { parseExpression } from "./statements.js";
import type { Block, Expression } from "./syntax.js";
import { readUnit, type FunctionDefinition, type Unit } from "./unit.js";

/** How many calls deep a function is searched for descriptors. */
const DEPTH = 4;

/** A macro that is an expression. */
export interface ExpressionMacro {
  readonly parameters: readonly string[] | undefined;
  readonly expression: Expression;
}

export class SourceIndex {
  readonly units = new Map<string, Unit>();
  /** Functions that other files can call. */
  readonly #shared = new Map<string, FunctionDefinition>();
  readonly #tables = new Map<string, ReadonlyMap<string, string>>();
  /** Macros with parameters of headers. */
  readonly #headerMacros = new Map<string, Macro>();
  readonly #code = new Map<FunctionDefinition, Code | Refusal>();
  readonly #calls = new Map<FunctionDefinition, ReadonlySet<string>>();
  /** The functions of its file that a function leads to. */
  readonly #reached = new Map<FunctionDefinition, Set<FunctionDefinition>>();
  readonly #about = new Map<FunctionDefinition, Map<number, boolean>>();
  readonly #expressions = new Map<Macro, ExpressionMacro | undefined>();
  /** Expansions by the arguments as they stand in the text: the same expression each time. */
  readonly #expanded = new WeakMap<readonly Expression[], Map<ExpressionMacro, Expression>>();
  readonly #nested = new WeakMap<Block, Code>();

  constructor(
    readonly facts: Facts,
    readonly configuration: Configuration = {},
  ) {}

  /** Reads a file; one that was read is read anew. */
  add(file: string, text: string): Unit {
    const unit = readUnit(file, text, this.configuration);
    const isHeader = file.endsWith(".h");
    for (const definition of unit.functions.values())
      if (!definition.isStatic || isHeader) this.#shared.set(definition.name, definition);
    for (const [name, table] of unit.tables) this.#tables.set(name, table);
    if (isHeader)
      for (const [name, macro] of unit.macros)
        if (macro.parameters !== undefined) this.#headerMacros.set(name, macro);
    this.units.set(file, unit);
    return unit;
  }

  /** The function of a name, as a file sees it. */
  find(name: string, file: string): FunctionDefinition | undefined {
    return this.units.get(file)?.functions.get(name) ?? this.#shared.get(name);
  }

  /** The table of functions of a name, as a file sees it. */
  table(name: string, file: string): ReadonlyMap<string, string> | undefined {
    return this.units.get(file)?.tables.get(name) ?? this.#tables.get(name);
  }

  /** A macro that is an expression, as a file sees it. */
  macro(name: string, file: string): ExpressionMacro | undefined {
    const macro = this.units.get(file)?.macros.get(name) ?? this.#headerMacros.get(name);
    if (macro === undefined) return undefined;
    if (!this.#expressions.has(macro)) this.#expressions.set(macro, expressionOf(macro));
    return this.#expressions.get(macro);
  }

  /** A macro's expression with arguments in place of its parameters. */
  expanded(macro: ExpressionMacro, args: readonly Expression[]): Expression {
    let known = this.#expanded.get(args);
    if (known === undefined) this.#expanded.set(args, (known = new Map<ExpressionMacro, Expression>()));
    let expression = known.get(macro);
    if (expression === undefined) known.set(macro, (expression = expand(macro, args)));
    return expression;
  }

  /** The steps of a statement expression. */
  nested(body: Block): Code {
    let code = this.#nested.get(body);
    if (code === undefined) this.#nested.set(body, (code = lower(body)));
    return code;
  }

  /**
   * A function's steps.
   *
   * @throws {@link Refusal} when it cannot be read.
   */
  code(definition: FunctionDefinition): Code {
    let code = this.#code.get(definition);
    if (code === undefined) {
      try {
        code = lower(definition.body);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        code = error;
      }
      this.#code.set(definition, code);
    }
    if (code instanceof Refusal) throw code;
    return code;
  }

  /** The names of what a function calls. */
  callsOf(definition: FunctionDefinition): ReadonlySet<string> {
    let calls = this.#calls.get(definition);
    if (calls === undefined) {
      const { tokens } = definition;
      calls = new Set(
        tokens
          .filter(({ kind }, at) => kind === "word" && tokens[at + 1]?.text === "(")
          .map(({ text }) => text),
      );
      this.#calls.set(definition, calls);
    }
    return calls;
  }

  /** Functions of the same file that call a function. */
  callers({ name, file }: FunctionDefinition): readonly FunctionDefinition[] {
    const functions = [...(this.units.get(file)?.functions.values() ?? [])];
    return functions.filter((other) => other.name !== name && this.callsOf(other).has(name));
  }

  /** Functions of the same file that nobody there calls, and that lead to a function; not the function itself. */
  entriesOf(definition: FunctionDefinition): readonly FunctionDefinition[] {
    const found = new Set<FunctionDefinition>();
    const seen = new Set([definition]);
    for (const one of seen) {
      const callers = this.callers(one);
      if (callers.length === 0 && one !== definition) found.add(one);
      for (const caller of callers) seen.add(caller);
    }
    return [...found];
  }

  /** Whether a function calls another one of its file, or what it calls there does. */
  leadsTo(from: FunctionDefinition, to: FunctionDefinition): boolean {
    let reached = this.#reached.get(from);
    if (reached === undefined) {
      reached = new Set([from]);
      for (const one of reached) {
        for (const name of this.callsOf(one)) {
          const callee = this.units.get(from.file)?.functions.get(name);
          if (callee !== undefined) reached.add(callee);
        }
      }
      this.#reached.set(from, reached);
    }
    return reached.has(to);
  }

  /** Whether a function, or what it calls, makes, gives away or ends a descriptor or a file. */
  isAboutDescriptors(definition: FunctionDefinition, depth = DEPTH): boolean {
    let known = this.#about.get(definition);
    if (known === undefined) this.#about.set(definition, (known = new Map<number, boolean>()));
    const before = known.get(depth);
    if (before !== undefined) return before;
    known.set(depth, false); // while it is asked: recursion
    const isAbout =
      this.namesDescriptors(definition) ||
      (depth > 0 &&
        [...this.callsOf(definition)].some((name) => {
          const callee = this.find(name, definition.file);
          return callee !== undefined && callee !== definition && this.isAboutDescriptors(callee, depth - 1);
        }));
    known.set(depth, isAbout);
    return isAbout;
  }

  /** Whether a function itself calls what has to do with descriptors. */
  namesDescriptors(definition: FunctionDefinition): boolean {
    const { tokens } = definition;
    const calls = this.callsOf(definition);
    if ([...calls].some((name) => this.facts.isAboutDescriptors(name)) || calls.has("FD_PREPARE"))
      return true;
    if (!calls.has("CLASS") && !calls.has("scoped_class")) return false;
    return tokens.some(
      ({ text }, at) =>
        (text === "CLASS" || text === "scoped_class") && DESCRIPTOR_CLASSES.has(tokens[at + 2]?.text ?? ""),
    );
  }

  /** Whether a call, as a file makes it, has to do with descriptors. */
  isCallAboutDescriptors(name: string, file: string): boolean {
    if (this.facts.isAboutDescriptors(name)) return true;
    const callee = this.find(name, file);
    return callee !== undefined && this.isAboutDescriptors(callee);
  }
}

function expressionOf({ parameters, body }: Macro): ExpressionMacro | undefined {
  const isVariadic = parameters?.some((name) => name.endsWith("...")) === true;
  if (body.length === 0 || isVariadic || body.some(({ text }) => text === "#" || text === "##"))
    return undefined;
  try {
    return { parameters, expression: parseExpression(body) };
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** A macro's expression with arguments in place of its parameters. */
function expand({ parameters = [], expression }: ExpressionMacro, args: readonly Expression[]): Expression {
  const copy = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(copy);
    if (node === null || typeof node !== "object") return node;
    const { kind, name } = node as { readonly kind?: string; readonly name?: string };
    const at = kind === "name" ? parameters.indexOf(name ?? "") : -1;
    if (at >= 0) return args[at] ?? node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, copy(value)]));
  };
  return copy(expression) as Expression;
}
