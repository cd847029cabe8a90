/** Prints expressions as C, with all parentheses: what a choice is about, and what unknown values are called. */
import type { DeclaredType, Expression } from "./syntax.js";

/** An expression as text. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case "number":
    case "string":
    case "sizeof":
    case "text":
      return expression.text;
    case "name":
      return expression.name;
    case "unary":
      return expression.operator + printExpression(expression.operand);
    case "postfix":
      return printExpression(expression.operand) + expression.operator;
    case "binary":
    case "assignment":
      return `(${printExpression(expression.left)} ${expression.operator} ${printExpression(expression.right)})`;
    case "conditional": {
      const { test, then, otherwise } = expression;
      const middle = then === undefined ? "?:" : `? ${printExpression(then)} :`;
      return `(${printExpression(test)} ${middle} ${printExpression(otherwise)})`;
    }
    case "comma":
      return `(${printExpression(expression.left)}, ${printExpression(expression.right)})`;
    case "call":
      return `${printExpression(expression.callee)}(${expression.args.map(printExpression).join(", ")})`;
    case "index":
      return `${printExpression(expression.base)}[${printExpression(expression.index)}]`;
    case "member":
      return `${printExpression(expression.base)}${expression.isArrow ? "->" : "."}${expression.name}`;
    case "cast":
      return `(${printType(expression.type)})${printExpression(expression.operand)}`;
    case "initialiser":
      return `{ ${expression.items.map(({ path, value }) => `${path.join(".")} = ${printExpression(value)}`).join(", ")} }`;
    case "statements":
      return "({ ... })";
  }
}

function printType({ words, pointers }: DeclaredType): string {
  return pointers === 0 ? words : `${words} ${"*".repeat(pointers)}`;
}
