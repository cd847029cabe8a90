/** Decides conditions of the preprocessor, as far as a configuration does. */
import { lex, type Token } from "./lexer.js";
import { LEVELS } from "./operators.js";

/**
 * Which macros a configuration defines: by name, whether it does. What it does not name is taken to be defined, so that
 * code for optional features is read.
 *
 * @beta
 */
export type Configuration = Readonly<Record<string, boolean>>;

/** Macros whose values decide conditions: of a 64-bit machine. */
const VALUES: Readonly<Record<string, number>> = {
  BITS_PER_LONG: 64,
  __LITTLE_ENDIAN: 1234,
  true: 1,
  false: 0,
};

/** What asks whether an option is set: include/linux/kconfig.h (Linux 6.12). */
const ASKS = /^(?:defined|IS_ENABLED|IS_BUILTIN|IS_MODULE|IS_REACHABLE|__has_attribute|__has_builtin)$/;

/**
 * The value of a condition.
 *
 * @param text - What stands after `#if`.
 * @param configuration - Which macros are defined.
 * @returns A number, or undefined where the configuration does not decide it.
 */
export function evaluate(text: string, configuration: Configuration): number | undefined {
  const tokens = [...lex(text)].filter((token): token is Token => token.kind !== "directive");
  return new Condition(tokens, configuration).value(0);
}

/** Whether a macro is defined. */
export function isDefined(name: string, configuration: Configuration): boolean {
  return Object.hasOwn(configuration, name) ? configuration[name] === true : true;
}

class Condition {
  #at = 0;

  constructor(
    readonly tokens: readonly Token[],
    readonly configuration: Configuration,
  ) {}

  value(level: number): number | undefined {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.value(level + 1);
    for (let operator = this.#text(); operators.includes(operator); operator = this.#text()) {
      this.#at++;
      left = combine(operator, left, this.value(level + 1));
    }
    return left;
  }

  #text(): string {
    return this.tokens[this.#at]?.text ?? "";
  }

  #eat(text: string): boolean {
    if (this.#text() !== text) return false;
    this.#at++;
    return true;
  }

  #unary(): number | undefined {
    if (this.#eat("!")) {
      const value = this.#unary();
      return value === undefined ? undefined : Number(value === 0);
    }
    if (this.#eat("-")) {
      const value = this.#unary();
      return value === undefined ? undefined : -value;
    }
    if (this.#eat("(")) {
      const value = this.value(0);
      this.#eat(")");
      return value;
    }
    const token = this.tokens[this.#at++];
    if (token === undefined) return undefined;
    if (token.kind === "number") return numberOf(token.text);
    if (ASKS.test(token.text)) {
      const hasParentheses = this.#eat("(");
      const name = this.tokens[this.#at++]?.text ?? "";
      if (hasParentheses) this.#eat(")");
      return Number(isDefined(name, this.configuration));
    }
    if (this.#text() === "(") this.#skipArguments();
    if (Object.hasOwn(this.configuration, token.text)) return Number(this.configuration[token.text]);
    return VALUES[token.text];
  }

  #skipArguments(): void {
    let depth = 0;
    do {
      if (this.#text() === "(") depth++;
      else if (this.#text() === ")") depth--;
      this.#at++;
    } while (depth > 0 && this.#at < this.tokens.length);
  }
}

function combine(operator: string, left: number | undefined, right: number | undefined): number | undefined {
  if (operator === "&&" && (left === 0 || right === 0)) return 0;
  if (operator === "||" && ((left ?? 0) !== 0 || (right ?? 0) !== 0)) return 1;
  if (left === undefined || right === undefined) return undefined;
  return calculate(operator, left, right);
}

/**
 * A binary operator of C on two numbers; comparisons come to 0 or 1.
 *
 * @returns undefined for a division by zero, and for what is no operator.
 */
export function calculate(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? undefined : Math.trunc(left / right);
    case "%":
      return right === 0 ? undefined : left % right;
    case "<<":
      return right >= 0 && right < 63 ? left * 2 ** right : 0;
    case ">>":
      return Math.floor(left / 2 ** right);
    case "&":
    case "|":
    case "^":
      return bitwise(operator, left, right);
    case "==":
      return Number(left === right);
    case "!=":
      return Number(left !== right);
    case "<":
      return Number(left < right);
    case ">":
      return Number(left > right);
    case "<=":
      return Number(left <= right);
    case ">=":
      return Number(left >= right);
    case "&&":
      return Number(left !== 0 && right !== 0);
    case "||":
      return Number(left !== 0 || right !== 0);
    default:
      return undefined;
  }
}

function bitwise(operator: "&" | "|" | "^", left: number, right: number): number {
  const [a, b] = [BigInt(Math.trunc(left)), BigInt(Math.trunc(right))];
  return Number(operator === "&" ? a & b : operator === "|" ? a | b : a ^ b);
}

/**
 * The value of a number as C writes it: decimal, octal, hexadecimal or binary, with its suffix.
 *
 * @returns undefined for what is no number, such as a floating point one.
 */
export function numberOf(text: string): number | undefined {
  const [, digits] = /^(0[xX][\da-fA-F]+|0[bB][01]+|\d+)[uUlL]*$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
}
