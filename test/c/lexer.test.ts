/** Tokens: what is kept of a text, where it stands, and which branch of each conditional. */
import { describe, expect, test } from "vitest";
import { evaluate, numberOf } from "../../src/c/condition.js";
import { preprocess } from "../../src/c/preprocessor.js";

const words = (source: string, configuration = {}): string =>
  preprocess(source, configuration)
    .tokens.map(({ text }) => text)
    .join(" ");

describe("tokens", () => {
  test("comments go, lines and columns stay", () => {
    const { tokens } = preprocess("a /* one\n two */ b\n// three\n  c->d");
    expect(tokens.map(({ text, line, column }) => [text, line, column])).toEqual([
      ["a", 1, 1],
      ["b", 2, 9],
      ["c", 4, 3],
      ["->", 4, 4],
      ["d", 4, 6],
    ]);
  });

  test("text and characters are one token each, whatever is in them", () => {
    expect(preprocess(`f("/* \\" */", '\\'', "a" "b");`).tokens.map(({ kind }) => kind)).toEqual([
      ...["word", "punctuator", "string", "punctuator", "character", "punctuator", "string", "string"],
      ...["punctuator", "punctuator"],
    ]);
  });

  test("marks for compilers and checkers are silent", () => {
    expect(words("static __always_inline int __must_hold(&a->lock) f(void __user *p)")).toBe(
      "static int f ( void * p )",
    );
  });

  test("numbers with their suffixes", () => {
    expect(["10", "0x1fUL", "017", "0b101", "1.5"].map(numberOf)).toEqual([10, 31, 15, 5, undefined]);
  });
});

describe("conditionals", () => {
  test("what a configuration does not name is defined", () => {
    expect(words("#ifdef CONFIG_A\na\n#else\nb\n#endif")).toBe("a");
    expect(words("#ifdef CONFIG_A\na\n#else\nb\n#endif", { CONFIG_A: false })).toBe("b");
    expect(words("#ifndef CONFIG_A\na\n#else\nb\n#endif")).toBe("b");
  });

  test("one branch of a chain is kept, and nothing of what is in a branch that is not", () => {
    const chain = "#if A\na\n#elif B\n#if 1\nb\n#endif\n#else\nc\n#endif\nd";
    expect(words(chain)).toBe("a d");
    expect(words(chain, { A: false })).toBe("b d");
    expect(words(chain, { A: false, B: false })).toBe("c d");
  });

  test("a header's mark keeps the header", () => {
    expect(words("#ifndef _X_H\n#define _X_H\nx\n#endif")).toBe("x");
  });

  test.each([
    ["0", 0],
    ["!defined(CONFIG_A)", 0],
    ["defined(CONFIG_A) && !defined CONFIG_OFF", 1],
    ["IS_ENABLED(CONFIG_OFF) || BITS_PER_LONG == 64", 1],
    ["BITS_PER_LONG == 32", 0],
    ["(1 + 2 * 3 << 1) == 14", 1],
    ["LINUX_VERSION_CODE >= KERNEL_VERSION(6, 1, 0)", undefined],
  ])("%s is %s", (text, value) => {
    expect(evaluate(text, { CONFIG_OFF: false })).toBe(value);
  });

  test("macros of the file, with their parameters", () => {
    const { macros } = preprocess("#define TWICE(x) ((x) + \\\n (x))\n#define NONE (-1)\n");
    expect([...macros.values()].map(({ name, parameters, body }) => [name, parameters, body.length])).toEqual(
      [
        ["TWICE", ["x"], 9],
        ["NONE", undefined, 4],
      ],
    );
  });
});
