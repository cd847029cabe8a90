/** Properties that are read: parts that are taken, parts that are borrowed, parts that stay where they are. */
import type ts from "typescript";
import { parameterAt } from "../bodies.js";
import type { Operand } from "../graph.js";
import { loansOf, taken } from "./claims.js";
import { bare, made, member, none, read, use, type Lowering } from "./lowering.js";

/** `value.property`, `value[key]`. */
export function access(l: Lowering, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Operand {
  const { ts, b, contracts } = l;
  const reached = withinReach(l, node);
  if (reached !== node) {
    read(l, reached, node, true);
    return none;
  }
  const base = l.expression(node.expression);
  let key: string | undefined;
  if (ts.isPropertyAccessExpression(node)) key = `.${node.name.text}`;
  else {
    const argument = node.argumentExpression;
    read(l, argument);
    if (ts.isStringLiteralLike(argument) || ts.isNumericLiteral(argument)) key = `[${argument.text}]`;
  }
  const property = key === undefined ? undefined : contracts.property(node);
  use(l, base, node.expression, true);
  if (property !== undefined && key !== undefined && base.kind === "slot") {
    const takes = property.move && (property.borrows.length > 0 || !isReadThrough(l, node));
    const slot = takes ? b.pathOf(base.slot, key, node) : undefined;
    if (slot !== undefined) return taken(l, slot, property.borrows, base, node);
  }
  if (property !== undefined && (property.shared || property.exclusive || property.borrows.length > 0)) {
    const loans =
      property.borrows.length > 0
        ? loansOf(property.borrows, base)
        : [{ from: base, exclusive: property.exclusive }];
    const value = b.repeated(node, b.factsOf(node), { loans, sharedOnly: property.shared });
    return made(l, value, "borrowed");
  }
  if (key !== undefined && base.kind === "slot") {
    const slot = b.pathOf(base.slot, key, node);
    return slot === undefined ? member(l, node, base) : { kind: "slot", slot };
  }
  return base.kind === "none" ? none : member(l, node, base);
}

/**
 * How many properties of properties are followed. Of what lies deeper nothing is known: for the type at each of its levels
 * the compiler goes through all the others.
 */
const REACH = 16;

/** The part of a chain of properties that is followed: all of it, unless it is longer than {@link REACH}. */
function withinReach(l: Lowering, node: ts.Expression): ts.Expression {
  let length = 0;
  for (let at = ownerIn(l, node); at !== undefined; at = ownerIn(l, at)) length++;
  let part = node;
  for (; length > REACH; length--) part = ownerIn(l, part) as ts.Expression;
  return part;
}

/** What the property belongs to that an expression names. */
function ownerIn(l: Lowering, node: ts.Expression): ts.Expression | undefined {
  const { ts } = l;
  const isNamed =
    ts.isPropertyAccessExpression(node) ||
    (ts.isElementAccessExpression(node) &&
      (ts.isStringLiteralLike(node.argumentExpression) || ts.isNumericLiteral(node.argumentExpression)));
  return isNamed ? bare(l, node.expression) : undefined;
}

/** `pair.first.size`, `show(pair.first)`, `pair.first === other`: a part is read where it is, and not taken. */
function isReadThrough(l: Lowering, node: ts.Expression): boolean {
  const { ts, contracts } = l;
  let outer: ts.Node = node;
  while (ts.isParenthesizedExpression(outer.parent) || ts.isNonNullExpression(outer.parent))
    outer = outer.parent;
  const { parent } = outer;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent))
    return parent.expression === outer;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const position = parent.arguments?.indexOf(outer as ts.Expression) ?? -1;
    const effect = parameterAt(contracts.of(parent).parameters, position)?.effect;
    return position >= 0 && (effect === "shared" || effect === "exclusive");
  }
  return (
    ts.isExpressionStatement(parent) ||
    ts.isIfStatement(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    ts.isTypeOfExpression(parent) ||
    (ts.isBinaryExpression(parent) &&
      parent.operatorToken.kind >= ts.SyntaxKind.LessThanToken &&
      parent.operatorToken.kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken)
  );
}
