/** An expression without what changes nothing of its value. */
import type ts from "typescript";

type TypeScript = typeof ts;

/** Without parentheses and assertions. */
export function bare({ ts }: { readonly ts: TypeScript }, node: ts.Expression): ts.Expression {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isTypeAssertionExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}
