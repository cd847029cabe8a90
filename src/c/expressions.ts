/** Parses expressions of C. */
import { Cursor } from "./cursor.js";
import type { Token } from "./lexer.js";
import { Refusal } from "./refusal.js";
import { LEVELS } from "./operators.js";
import type { Block, DeclaredType, Expression, InitialiserItem } from "./syntax.js";
import { isTypeName, isTypeWord } from "./type-words.js";

const ASSIGNMENTS = new Set(["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="]);
const UNARY = new Set(["!", "~", "-", "+", "*", "&", "++", "--"]);

/** Binary operators, by how tightly they bind. */
const BINDING = new Map(LEVELS.flatMap((operators, level) => operators.map((operator) => [operator, level])));

/** Types end where none of these follows. */
const QUALIFIERS = new Set(["const", "static", "extern"]);
const TAGGED = new Set(["struct", "union", "enum"]);
const TYPE_OF = /^(?:__)?typeof(?:__|_member|_unqual)?$/;

/** Parses expressions. Statements, which may be in them, are another parser's. */
export abstract class ExpressionParser extends Cursor {
  protected abstract block(): Block;

  /** An expression, with commas. */
  expression(): Expression {
    let left = this.assignment();
    while (this.is(",")) {
      const { line } = this.token;
      this.at++;
      left = { kind: "comma", left, right: this.assignment(), line };
    }
    return left;
  }

  protected assignment(): Expression {
    return this.nested(() => {
      const left = this.conditional();
      const { kind, text: operator, line } = this.token;
      if (kind !== "punctuator" || !ASSIGNMENTS.has(operator)) return left;
      this.at++;
      return { kind: "assignment", operator, left, right: this.initialiserOrAssignment(), line };
    });
  }

  protected initialiserOrAssignment(): Expression {
    return this.is("{") ? this.initialiser() : this.assignment();
  }

  protected conditional(): Expression {
    const test = this.#binary(0);
    if (!this.is("?")) return test;
    const { line } = this.token;
    this.at++;
    const then = this.is(":") ? undefined : this.expression();
    this.expect(":");
    return this.nested(() => ({ kind: "conditional", test, then, otherwise: this.conditional(), line }));
  }

  #binary(least: number): Expression {
    let left = this.#unary();
    for (;;) {
      const { kind, text: operator, line } = this.token;
      const level = kind === "punctuator" ? BINDING.get(operator) : undefined;
      if (level === undefined || level < least) return left;
      this.at++;
      const right = this.nested(() => this.#binary(level + 1));
      left = { kind: "binary", operator, left, right, line };
    }
  }

  #unary(): Expression {
    return this.nested(() => {
      const { kind, text: operator, line } = this.token;
      if (kind === "punctuator" && UNARY.has(operator)) {
        this.at++;
        return { kind: "unary", operator, operand: this.#unary(), line };
      }
      if (this.is("(") && this.#isCast()) {
        this.at++;
        const type = this.typeInParentheses();
        if (this.is("{")) return this.#postfix(this.initialiser());
        return { kind: "cast", type, operand: this.#unary(), line };
      }
      if (kind === "word" && /^(?:sizeof|__alignof__|_Alignof|__alignof)$/.test(operator))
        return this.#sizeof();
      return this.#postfix(this.#primary());
    });
  }

  #sizeof(): Expression {
    const { line } = this.token;
    const from = this.at++;
    if (this.is("(")) {
      this.skipBrackets();
      // What follows belongs to the operand: sizeof(x)->y.
      while (this.is("->") || this.is(".") || this.is("[")) {
        if (this.is("[")) this.skipBrackets();
        else this.at += 2;
      }
    } else this.#unary();
    return { kind: "sizeof", text: this.text(from), line };
  }

  /** Reads a type up to the parenthesis that closes it. */
  protected typeInParentheses(): DeclaredType {
    const close = this.closing(this.at - 1);
    const type = this.type();
    let { pointers } = type;
    // What is left of it, such as the parameters of a function, is not looked at.
    for (; this.at < close; this.at++) if (this.is("*")) pointers++;
    this.expect(")");
    return { ...type, pointers };
  }

  /** Reads the words of a type, without its pointers. */
  protected type(): DeclaredType {
    const words: string[] = [];
    let struct: string | undefined;
    while (this.isWord()) {
      const { text } = this.token;
      if (QUALIFIERS.has(text)) {
        this.at++;
      } else if (TAGGED.has(text)) {
        this.at++;
        words.push(text);
        const tag = this.isWord() ? this.word("a name") : "";
        words.push(tag);
        if (text !== "enum") struct = tag;
        if (this.is("{")) this.skipBrackets();
      } else if (TYPE_OF.test(text)) {
        const from = this.at++;
        if (!this.is("(")) this.refuse('"(" was expected');
        this.skipBrackets();
        words.push(this.text(from));
      } else if (isTypeWord(text) || words.length === 0) {
        this.at++;
        words.push(text);
      } else break;
    }
    if (words.length === 0) this.refuse("a type was expected");
    return { words: words.join(" "), pointers: 0, struct };
  }

  #isCast(): boolean {
    const close = this.closing();
    const inner = this.tokens.slice(this.at + 1, close);
    const [first] = inner;
    if (first?.kind !== "word") return false;
    if (isTypeWord(first.text)) return true;
    if (!inner.slice(1).every(({ text }) => text === "*" || text === "const")) return false;
    const hasPointers = inner.some(({ text }) => text === "*");
    const after = this.tokens[close + 1];
    if (after === undefined) return false;
    if (isTypeName(first.text) || hasPointers)
      return after.kind !== "punctuator" || /^[(~!*&{-]$/.test(after.text);
    return /^(?:word|number|string|character)$/.test(after.kind);
  }

  #postfix(base: Expression): Expression {
    let whole = base;
    for (;;) {
      const { line, text } = this.token;
      if (this.eat("(")) {
        whole = { kind: "call", callee: whole, args: this.args(), line };
      } else if (this.eat("[")) {
        whole = { kind: "index", base: whole, index: this.expression(), line };
        this.expect("]");
      } else if (this.is("->") || this.is(".")) {
        this.at++;
        whole = { kind: "member", base: whole, name: this.word("a field"), isArrow: text === "->", line };
      } else if ((this.is("++") || this.is("--")) && whole.kind !== "call") {
        // Behind a call that is a macro's loop, it belongs to the body.
        this.at++;
        whole = { kind: "postfix", operator: text as "++" | "--", operand: whole, line };
      } else return whole;
    }
  }

  /** Reads arguments up to the closing parenthesis. */
  protected args(): readonly Expression[] {
    const args: Expression[] = [];
    if (this.eat(")")) return args;
    do args.push(this.#argument());
    while (this.eat(","));
    this.expect(")");
    return args;
  }

  /** An argument; one that is no expression (a type, a piece of a macro) stays text. */
  #argument(): Expression {
    const { line, kind, text } = this.token;
    const from = this.at;
    const isNone = this.is(",") || this.is(")") || (kind === "word" && isTypeWord(text));
    if (!isNone) {
      try {
        const argument = this.initialiserOrAssignment();
        if (this.is(",") || this.is(")")) return argument;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
      this.at = from;
    }
    while (!this.isAtEnd && !this.is(",") && !this.is(")")) {
      if (this.is("(") || this.is("[") || this.is("{")) this.skipBrackets();
      else this.at++;
    }
    return { kind: "text", text: this.text(from), line };
  }

  #primary(): Expression {
    const { kind, text, line } = this.token;
    switch (kind) {
      case "word":
        this.at++;
        return { kind: "name", name: text, line };
      case "number":
      case "character":
        this.at++;
        return { kind: "number", text, line };
      case "string":
        this.#skipText();
        return { kind: "string", text, line };
      case "punctuator":
        if (text === "(") return this.#inParentheses();
        return this.refuse("an expression was expected");
      case "end":
        return this.refuse("an expression was expected");
    }
  }

  /** Text is put together with the text, and the macros that are text, behind it. */
  #skipText(): void {
    const isPart = (token: Token): boolean =>
      token.kind === "string" || (token.kind === "word" && /^[A-Z_][A-Za-z\d_]*$/.test(token.text));
    while (isPart(this.token)) this.at++;
  }

  #inParentheses(): Expression {
    const { line } = this.token;
    this.at++;
    if (this.is("{")) {
      const body = this.nested(() => this.block());
      this.expect(")");
      return { kind: "statements", body, line };
    }
    const inner = this.expression();
    this.expect(")");
    return inner;
  }

  /** `{ .a = b, [c] = d, e }` */
  protected initialiser(): Expression {
    const { line } = this.token;
    return this.nested(() => {
      this.expect("{");
      const items: InitialiserItem[] = [];
      while (!this.is("}")) {
        const path = this.#designator();
        items.push({ path: path ?? [`[${items.length}]`], value: this.initialiserOrAssignment() });
        if (!this.eat(",")) break;
      }
      this.expect("}");
      return { kind: "initialiser", items, line };
    });
  }

  #designator(): string[] | undefined {
    const path: string[] = [];
    while (this.is(".") || this.is("[")) {
      if (this.eat(".")) path.push(this.word("a field"));
      else {
        const from = this.at;
        this.skipBrackets();
        path.push(this.text(from));
      }
    }
    if (path.length > 0) this.expect("=");
    else if (this.isWord() && this.is(":", 1)) {
      path.push(this.word("a field"));
      this.at++;
    }
    return path.length > 0 ? path : undefined;
  }
}
