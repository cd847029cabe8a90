/** Random code over a few disposable values: every statement and most expressions that move values about. */
import fc from "fast-check";

const name = fc.constantFrom("a", "b", "p", "q", "x", "y", "this");

const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => {
  const e = tie("expression");
  return {
    part: e.map((text) => `(${text})`),
    expression: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      name,
      fc.constantFrom(
        "make()",
        "c",
        "null",
        "undefined",
        "new R()",
        "[...[a, b]]",
        "yield",
        "function () { a; }",
      ),
      fc
        .tuple(e, fc.constantFrom(".n", "?.n", "['n']", "[0]", "!", ".n.n"))
        .map(([one, way]) => `(${one})${way}`),
      fc.tuple(e, e).map(([one, two]) => `(${one}).take(${two})`),
      fc.tuple(e, e).map(([one, two]) => `make(${one}, ...[${two}])`),
      fc.tuple(e, e, e).map(([one, two, three]) => `((${one}) ? ${two} : ${three})`),
      fc
        .tuple(e, fc.constantFrom("&&", "||", "??", ",", "===", "in"), e)
        .map((parts) => `((${parts.join(") ")} ))`.replace(/\) (\S+)\) /, ") $1 (")),
      fc
        .tuple(name, fc.constantFrom("=", "??=", "&&=", "||="), e)
        .map(([to, how, from]) => `(${to} ${how} ${from})`),
      e.map((one) => `((${one}) as unknown as R)`),
      e.map((one) => `(await (${one}))`),
      e.map((one) => `(yield (${one}))`),
      e.map((one) => `(() => ${one})`),
      e.map((one) => `{ k: ${one}, a, ...b, get z() { return ${one}; } }`).map((text) => `(${text})`),
      e.map((one) => `(class { static s = ${one}; [Symbol.dispose]() { ${one}; } })`),
      e.map((one) => `void (${one})`),
      e.map((one) => "`${" + one + "}`"),
      e.map((one) => `delete (${one}).n`),
    ),
  };
});

/** One statement. */
export const { statement } = fc.letrec<{ statement: string; block: string }>((tie) => {
  const s = tie("statement");
  const block = tie("block");
  return {
    block: fc.array(s, { maxLength: 3 }).map((all) => `{ ${all.join(" ")} }`),
    statement: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      expression.map((text) => `;(${text});`),
      fc
        .tuple(
          fc.constantFrom("using", "await using", "const", "let", "var"),
          fc.constantFrom("x", "y"),
          expression,
        )
        .map(([kind, to, text]) => `{ ${kind} ${to} = ${text}; ${to}; }`),
      expression.map((text) => `{ const { n: x, ...y } = ${text}; const [z, ...w] = [x, y]; z; w; }`),
      expression.map((text) => `return ${text};`),
      expression.map((text) => `throw ${text};`),
      fc.tuple(expression, block, block).map(([test, yes, no]) => `if (${test}) ${yes} else ${no}`),
      fc
        .tuple(expression, block)
        .map(([test, body]) => `l: while (${test}) ${body.replace(/}$/, " if (c) continue l; }")}`),
      fc.tuple(expression, block).map(([test, body]) => `do ${body} while (${test});`),
      fc.tuple(expression, block).map(([of, body]) => `for (using x of [${of}]) ${body}`),
      fc.tuple(expression, block).map(([of, body]) => `for await (const y of [${of}]) ${body}`),
      fc
        .tuple(expression, expression, block)
        .map(([one, two, body]) => `for (let x = ${one}; c; x = ${two}) ${body}`),
      fc.tuple(block, block, block).map(([a, b, c]) => `try ${a} catch (x) ${b} finally ${c}`),
      fc.tuple(block, block).map(([a, b]) => `try ${a} finally ${b}`),
      fc
        .tuple(expression, block, block)
        .map(([on, a, b]) => `switch (${on}) { case p: ${a} default: ${b} break; }`),
      block.map((body) => `m: { ${body} if (c) break m; }`),
      block.map((body) => `function x(y = a) ${body}`),
    ),
  };
});
