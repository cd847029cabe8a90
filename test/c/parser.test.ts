/** Functions: what is found in a file, how their bodies are read, and what is refused, with line and cause. */
import { describe, expect, test } from "vitest";
import { lower } from "../../src/c/lower.js";
import { printExpression } from "../../src/c/print.js";
import { Refusal } from "../../src/c/refusal.js";
import type { Statement } from "../../src/c/syntax.js";
import { readUnit } from "../../src/c/unit.js";

/** The statements of a body. */
function bodyOf(body: string): readonly Statement[] {
  const f = readUnit("a.c", `static int f(void)\n{\n${body}\n}`).functions.get("f");
  if (f === undefined) throw new Error("f is not found");
  return f.body.body;
}

/** An expression with all its parentheses. */
function read(expression: string): string {
  const [statement] = bodyOf(`x = ${expression};`);
  if (statement?.kind !== "expression" || statement.expression.kind !== "assignment")
    throw new Error("no assignment");
  return printExpression(statement.expression.right);
}

describe("what a file defines", () => {
  test("functions with their parameters and what they return", () => {
    const { functions } = readUnit(
      "a.c",
      `
      struct a { int b; };
      static const struct file_operations ops = { .release = a_release, .poll = a_poll };
      struct file *open_it(const char *name, unsigned int flags, int (*call)(int), u32 list[2]) { return 0; }
      static void quiet(void) { }
      SYSCALL_DEFINE2(two, int, fd, struct a __user *, where) { return 0; }
      DEFINE_FREE(x, struct a *, if (_T) free_it(_T))
      static ssize_t last(struct file *) { return 0; }
      `,
    );
    expect(
      [...functions.values()].map(({ name, returns, isStatic, parameters }) => [
        name,
        returns,
        isStatic,
        parameters.map(({ name, type }) => `${type.words}${"*".repeat(type.pointers)} ${name}`).join(", "),
      ]),
    ).toEqual([
      ["open_it", "pointer", false, "char* name, unsigned int flags, int* call, u32* list"],
      ["quiet", "nothing", true, "void "],
      ["sys_two", "number", false, "int fd, struct a* where"],
      ["last", "number", true, "struct file* "],
    ]);
  });

  test("tables of operations", () => {
    const { tables } = readUnit(
      "a.c",
      "static const struct ops o = { .owner = THIS, .release = f, .n = 1 };",
    );
    expect([...(tables.get("o") ?? [])]).toEqual([
      ["owner", "THIS"],
      ["release", "f"],
    ]);
  });
});

describe("expressions", () => {
  test.each([
    ["a + b * c - d", "((a + (b * c)) - d)"],
    ["a = b ?: c", "(a = (b ?: c))"],
    ["*p->q[1].r++", "*p->q[1].r++"],
    ["(struct a *)b->c", "(struct a *)b->c"],
    ["(int)-1", "(int)-1"],
    ["(a) - 1", "(a - 1)"],
    ["!a && -b == c || ~d", "((!a && (-b == c)) || ~d)"],
    ["sizeof(*a) + sizeof b", "(sizeof ( * a ) + sizeof b)"],
    ["f(a, struct b, c)", "f(a, struct b, c)"],
    ["(a, b)", "(a, b)"],
    ["(struct p){ .a = 1, .b.c = d }", "{ a = 1, b.c = d }"],
    ['g("a" NAME "b")', 'g("a")'],
    ["({ int t = a; t; })", "({ ... })"],
  ])("%s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe("statements", () => {
  const kinds = (body: string): string[] => bodyOf(body).map(({ kind }) => kind);

  test("declarations are told from expressions", () => {
    expect(
      kinds(
        "struct a *b; a * b; u32 c = 1; foo_t *d; f(a); a b; a *b = c; a = b * c; CLASS(fd, f)(n); LIST_HEAD(l);",
      ),
    ).toEqual([
      ...["declaration", "declaration", "declaration", "declaration", "expression", "declaration"],
      ...["declaration", "expression", "declaration", "declaration"],
    ]);
  });

  test("clean-ups of declarations are kept, and types", () => {
    const [statement] = bodyOf("struct file *f __free(fput) = NULL, g[2];");
    if (statement?.kind !== "declaration") throw new Error("no declaration");
    expect(
      statement.declarators.map(({ name, type, cleanup, isArray }) => [
        name,
        type.struct,
        type.pointers,
        cleanup,
        isArray,
      ]),
    ).toEqual([
      ["f", "file", 1, "fput", false],
      ["g", "file", 0, undefined, true],
    ]);
  });

  test("loops and blocks of macros, labels, and macros without a semicolon", () => {
    expect(
      kinds(
        "list_for_each(a, b) { f(); }\nscoped_guard(mutex, &m) g();\nagain: ;\nSILENT\nCALL(1)\nif (a) b(); else c();\nfor_each_x(x) ++n;",
      ),
    ).toEqual(["each", "scope", "label", "empty", "expression", "expression", "if", "each"]);
  });
});

describe("what is not read is refused", () => {
  const refusal = (body: string): string => {
    try {
      lower({ kind: "block", body: bodyOf(body), line: 1, endLine: 9 });
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
    return "";
  };
  test.each([
    ["goto *p;", 'line 3: a label was expected (computed gotos are not read), and "*" stands here'],
    ["a = ;", 'line 3: an expression was expected, and ";" stands here'],
    ["a\n= 1", 'line 5: ";" was expected, and "}" stands here'],
    ["goto out;", 'line 3: there is no label "out" in the function'],
    ["break;", "line 3: a break stands outside of what it leaves"],
    ["case 1: ;", "line 3: a case stands outside of a switch"],
    [
      `x = ${"(".repeat(300)}1${")".repeat(300)};`,
      'line 3: it is nested more than 200 deep, and "(" stands here',
    ],
  ])("%s", (body, message) => {
    expect(refusal(body)).toBe(message);
  });
});

describe("steps", () => {
  test("a goto out of a block leaves its scope, cases may stand in inner blocks", () => {
    const body = bodyOf("switch (a) { case 1: { case 2: goto out; } default: break; }\nout: return 0;");
    const code = lower({ kind: "block", body, line: 1, endLine: 9 });
    const found = code.find(({ op }) => op === "switch");
    if (found?.op !== "switch") throw new Error("no switch");
    expect(found.cases.map(({ low }) => printExpression(low))).toEqual(["1", "2"]);
    const jump = code[found.cases[1]?.to ?? 0];
    if (jump?.op !== "jump") throw new Error("no jump");
    expect(jump.scopes.length).toBeGreaterThan(code[jump.to.at]?.scopes.length ?? 9);
    expect(code[jump.to.at]).toMatchObject({ op: "return", isWritten: true });
    expect(code[found.otherwise.at]).toMatchObject({ op: "jump" });
  });
});
