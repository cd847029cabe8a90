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

/** The expression around it that changes nothing of its value; itself where there is none. */
export function wrapped({ ts }: { readonly ts: TypeScript }, node: ts.Expression): ts.Expression {
  let outer = node;
  for (;;) {
    const { parent } = outer;
    if (
      !ts.isParenthesizedExpression(parent) &&
      !ts.isNonNullExpression(parent) &&
      !ts.isAsExpression(parent)
    )
      return outer;
    outer = parent;
  }
}
