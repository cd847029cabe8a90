/** Parses statements and declarations of C. */
import { ExpressionParser } from "./expressions.js";
import { Refusal } from "./refusal.js";
import type { Token } from "./lexer.js";
import type { Block, Declarator, DeclaredType, Expression, Statement } from "./syntax.js";
import { isTypeName, isTypeWord } from "./type-words.js";

/** Macros that are loops. */
const LOOP = /for_each|foreach|_each_|^hlist_for|^list_for|^for_/;
/** Macros that open a block. */
const SCOPE = /^scoped_|^with_/;
/** What may stand behind the name that a declaration declares. */
const DECLARED = /^__(?:free|cleanup|aligned|deprecated|nosanitize|bpf)\w*$/;
/** Macros that declare a name. */
const DECLARES = /^(?:DEFINE_|DECLARE_|LIST_HEAD$)/;
const INT: DeclaredType = { words: "int", pointers: 0, struct: undefined };

/** Parses the body of one function. */
export class StatementParser extends ExpressionParser {
  block(): Block {
    const { line } = this.token;
    this.expect("{");
    const body: Statement[] = [];
    while (!this.is("}")) {
      if (this.isAtEnd) this.refuse('"}" was expected');
      body.push(this.#statement());
    }
    const { line: endLine } = this.token;
    this.at++;
    return { kind: "block", body, line, endLine };
  }

  #statement(): Statement {
    return this.nested(() => this.#readStatement());
  }

  #readStatement(): Statement {
    const { kind, text, line } = this.token;
    if (this.is("{")) return this.block();
    if (this.eat(";")) return { kind: "empty", line };
    if (kind !== "word") return this.#simple();
    const isLabel = this.is(":", 1) && text !== "default";
    switch (text) {
      case "if": {
        this.at++;
        const test = this.#test();
        const then = this.#statement();
        const otherwise = this.eat("else") ? this.#statement() : undefined;
        return { kind: "if", test, then, otherwise, line };
      }
      case "while":
        this.at++;
        return { kind: "while", test: this.#test(), body: this.#statement(), line };
      case "do":
        return this.#do();
      case "for":
        return this.#for();
      case "switch":
        this.at++;
        return { kind: "switch", value: this.#test(), body: this.#statement(), line };
      case "case": {
        this.at++;
        const low = this.conditional();
        const high = this.eat("...") ? this.conditional() : undefined;
        this.expect(":");
        return { kind: "case", low, high, line };
      }
      case "default":
        if (!this.is(":", 1)) break;
        this.at += 2;
        return { kind: "default", line };
      case "goto": {
        this.at++;
        if (this.is("*")) this.refuse("a label was expected (computed gotos are not read)");
        const name = this.word("a label");
        this.expect(";");
        return { kind: "goto", name, line };
      }
      case "return": {
        this.at++;
        const value = this.is(";") ? undefined : this.expression();
        this.expect(";");
        return { kind: "return", value, line };
      }
      case "break":
      case "continue":
        this.at++;
        this.expect(";");
        return { kind: text, line };
      case "asm":
      case "__asm__":
      case "__asm":
        while (!this.isAtEnd && !this.is("(")) this.at++;
        this.skipBrackets();
        this.eat(";");
        return { kind: "empty", line };
      case "typedef":
      case "__label__":
        this.skipTo(";");
        return { kind: "empty", line };
      case "fallthrough":
        this.at++;
        this.eat(";");
        return { kind: "empty", line };
      default:
        if (!isLabel) break;
        this.at += 2;
        return { kind: "label", name: text, line };
    }
    return this.#simple();
  }

  /** What `if`, `while` and `switch` ask, in its parentheses. */
  #test(): Expression {
    this.expect("(");
    const test = this.expression();
    this.expect(")");
    return test;
  }

  #do(): Statement {
    const { line } = this.token;
    this.at++;
    const body = this.#statement();
    if (this.isWord() && LOOP.test(this.token.text)) {
      // `do { ... } for_each_x(...);`
      const name = this.word("a loop");
      this.expect("(");
      const args = this.args();
      this.eat(";");
      return { kind: "each", name, args, body, line };
    }
    this.expect("while");
    const test = this.#test();
    this.eat(";");
    return { kind: "do", test, body, line };
  }

  #for(): Statement {
    const { line } = this.token;
    this.at++;
    this.expect("(");
    const first = this.eat(";") ? undefined : this.#simple();
    const test = this.is(";") ? undefined : this.expression();
    this.expect(";");
    const step = this.is(")") ? undefined : this.expression();
    this.expect(")");
    return { kind: "for", first, test, step, body: this.#statement(), line };
  }

  /** A declaration or an expression with its semicolon, or a macro that is a statement. */
  #simple(): Statement {
    const { line, text, kind } = this.token;
    if (this.#isDeclaration()) return { kind: "declaration", declarators: this.#declaration(), line };
    const expression = this.expression();
    if (this.eat(";")) return { kind: "expression", expression, line };
    // Macros that are statements without a semicolon: a name alone on its line, or with arguments.
    if (kind !== "word") return this.refuse('";" was expected');
    if (expression.kind === "name" && this.token.line > line) return { kind: "expression", expression, line };
    if (expression.kind !== "call" || expression.callee.kind !== "name")
      return this.refuse('";" was expected');
    const { args } = expression;
    if (LOOP.test(text)) return { kind: "each", name: text, args, body: this.#statement(), line };
    if (this.is("{") || SCOPE.test(text))
      return { kind: "scope", name: text, args, body: this.#statement(), line };
    return { kind: "expression", expression, line };
  }

  /** By words that are types, and by the shapes `a b`, `a *b =`, `a **b`. */
  #isDeclaration(): boolean {
    if (!this.isWord()) return false;
    const { text } = this.token;
    const next = this.peek(1);
    if (text === "CLASS" || text === "FD_PREPARE" || DECLARES.test(text)) return next.text === "(";
    if (isTypeWord(text)) return true;
    if (next.kind === "word") return next.text !== "if" && next.line === this.token.line;
    if (next.text !== "*") return false;
    if (isTypeName(text)) return true;
    let at = 1;
    while (this.is("*", at) || this.is("const", at)) at++;
    return (
      this.isWord(at) && (/^[=;,[]$/.test(this.peek(at + 1).text) || DECLARED.test(this.peek(at + 1).text))
    );
  }

  #declaration(): readonly Declarator[] {
    const { text } = this.token;
    if (text === "CLASS") return [this.#class()];
    if (text === "FD_PREPARE") return [this.#prepare()];
    if (this.is("(", 1) && DECLARES.test(text)) return [this.#declaredByMacro()];
    const type = this.type();
    const declarators: Declarator[] = [];
    if (this.eat(";")) return declarators;
    do declarators.push(this.#declarator(type));
    while (this.eat(","));
    this.expect(";");
    return declarators;
  }

  /** `CLASS(kind, name)(args);` */
  #class(): Declarator {
    const { line } = this.token;
    this.at += 2;
    const name = this.word("a class");
    this.expect(",");
    const variable = this.word("a name");
    this.expect(")");
    this.expect("(");
    const args = this.args();
    this.expect(";");
    return { name: variable, type: INT, isArray: false, class: { name, args }, line };
  }

  /** `FD_PREPARE(name, flags, file);` */
  #prepare(): Declarator {
    const { line } = this.token;
    this.at += 2;
    const name = this.word("a name");
    this.expect(",");
    const args = this.args();
    this.expect(";");
    return { name, type: INT, isArray: false, class: { name: "fd_prepare", args }, line };
  }

  /** `LIST_HEAD(name);`, `DECLARE_BITMAP(name, bits);` */
  #declaredByMacro(): Declarator {
    const { line, text } = this.token;
    this.at++;
    const close = this.closing();
    const name = this.tokens.slice(this.at, close).find(({ kind }) => kind === "word")?.text ?? "";
    this.at = close + 1;
    this.eat(";");
    return { name, type: { words: text, pointers: 0, struct: text }, isArray: false, line };
  }

  #declarator(base: DeclaredType): Declarator {
    const { line } = this.token;
    let { pointers } = base;
    let { struct } = base;
    let isArray = false;
    while (this.is("*") || this.is("const")) if ((this.tokens[this.at++] as Token).text === "*") pointers++;
    let name: string;
    if (this.is("(")) {
      // A pointer to a function or to an array.
      const close = this.closing();
      name = this.tokens.slice(this.at, close).find(({ kind }) => kind === "word")?.text ?? "";
      if (name === "") this.refuse("a name was expected");
      this.at = close + 1;
      if (this.is("(")) this.skipBrackets();
      pointers++;
    } else name = this.word("a name");
    while (this.is("[")) {
      isArray = true;
      this.skipBrackets();
    }
    if (this.is("(")) {
      // A function that is declared here.
      this.skipBrackets();
      struct = undefined;
    }
    const cleanup = this.#attributes();
    if (this.eat(":")) this.conditional();
    const initialiser = this.eat("=") ? this.initialiserOrAssignment() : undefined;
    return {
      name,
      type: { ...base, pointers, struct },
      isArray,
      ...(cleanup === undefined ? {} : { cleanup }),
      ...(initialiser === undefined ? {} : { initialiser }),
      line,
    };
  }

  /** Reads `__free(x)` and its like behind a name; returns what `__free` names. */
  #attributes(): string | undefined {
    let cleanup: string | undefined;
    while (this.isWord() && DECLARED.test(this.token.text) && this.is("(", 1)) {
      const { text } = this.token;
      this.at++;
      const from = this.at + 1;
      this.skipBrackets();
      if (text === "__free" || text === "__cleanup") cleanup = this.text(from, this.at - 1);
    }
    return cleanup;
  }
}

/**
 * Parses one expression: of a macro.
 *
 * @throws {@link Refusal} when the tokens are none.
 */
export function parseExpression(tokens: readonly Token[]): Expression {
  const parser = new StatementParser(tokens);
  const expression = parser.expression();
  if (!parser.isAtEnd) throw new Refusal(tokens[0]?.line ?? 0, "the macro is no expression");
  return expression;
}
