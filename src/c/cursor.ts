/** Walks over tokens: what the parsers of expressions, declarations and statements share. */
import type { Token } from "./lexer.js";
import { closing } from "./preprocessor.js";
import { Refusal } from "./refusal.js";

/** How deep code may be nested. */
const MOST_NESTED = 200;

/** A place in a list of tokens. */
export class Cursor {
  protected at = 0;
  readonly #end: Token;
  #depth = 0;

  constructor(readonly tokens: readonly Token[]) {
    const line = tokens.at(-1)?.line ?? 0;
    this.#end = { kind: "end", text: "", line, column: 1 };
  }

  protected peek(offset = 0): Token {
    return this.tokens[this.at + offset] ?? this.#end;
  }

  protected get token(): Token {
    return this.peek();
  }

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  /** Whether a token stands here; text and characters stand for themselves. */
  protected is(text: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token.text === text && (token.kind === "punctuator" || token.kind === "word");
  }

  protected isWord(offset = 0): boolean {
    return this.peek(offset).kind === "word";
  }

  protected eat(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  protected expect(text: string): void {
    if (!this.eat(text)) this.refuse(`"${text}" was expected`);
  }

  protected word(what: string): string {
    if (!this.isWord()) this.refuse(`${what} was expected`);
    return (this.tokens[this.at++] as Token).text;
  }

  /** The number of the token that closes the bracket here. */
  protected closing(at = this.at): number {
    return closing(this.tokens, at);
  }

  /** Goes behind the bracket that is opened here. */
  protected skipBrackets(): void {
    this.at = this.closing() + 1;
  }

  /** Goes behind the next token of a text. */
  protected skipTo(text: string): void {
    while (!this.isAtEnd && !this.eat(text)) this.at++;
  }

  /** The tokens from one place to another, as text. */
  protected text(from: number, to = this.at): string {
    return this.tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join(" ");
  }

  /** Reads what may be nested: not endlessly deep. */
  protected nested<Part>(read: () => Part): Part {
    if (++this.#depth > MOST_NESTED) this.refuse(`it is nested more than ${MOST_NESTED} deep`);
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  protected refuse(reason: string): never {
    const { kind, text, line } = this.token;
    const found = kind === "end" ? "the function ends here" : `"${text.slice(0, 40)}" stands here`;
    throw new Refusal(line, `${reason}, and ${found}`);
  }
}
