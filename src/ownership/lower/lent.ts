/** What `using` must not dispose, because it stays where it is: fields, entries of collections, elements that are lent. */
import type ts from "typescript";
import { disposesOnPurpose } from "../idioms.js";
import { bare, isAssignment, type Lowering } from "./lowering.js";

type Lent = "certain" | "doubtful" | "taken" | undefined;

/** Whether the initializer of a `using` variable shows something that stays in its place. */
export function lentTo(l: Lowering, initializer: ts.Expression | undefined): Lent {
  const { ts } = l;
  if (initializer === undefined || disposesOnPurpose(l.ts, l.contracts.conventions, l.node)) return undefined;
  const inner = bare(l, initializer);
  if (ts.isConditionalExpression(inner)) return lentTo(l, inner.whenTrue) ?? lentTo(l, inner.whenFalse);
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return lentTo(l, inner.left) ?? lentTo(l, inner.right);
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner))
    return !isField(l, inner) ? undefined : isEmptied(l, inner) ? "taken" : "certain";
  return isLookUp(l, inner) ? "certain" : undefined;
}

/** Whether a loop with `using` shows what stays in its array. */
export function lentElements(l: Lowering, expression: ts.Expression): Lent {
  const { ts, b } = l;
  if (disposesOnPurpose(l.ts, l.contracts.conventions, l.node)) return undefined;
  const inner = bare(l, expression);
  if (ts.isPropertyAccessExpression(inner))
    return isField(l, inner) && !isEmptied(l, inner) ? "certain" : undefined;
  if (!ts.isIdentifier(inner)) return undefined;
  const declaration = b.checker.getSymbolAtLocation(inner)?.valueDeclaration;
  if (declaration === undefined || !ts.isParameter(declaration)) return undefined;
  if (l.contracts.annotations.read(declaration.type).move || isEmptied(l, inner)) return undefined;
  const { type } = declaration;
  const isReadonly =
    type !== undefined &&
    (ts.isTypeOperatorNode(type) ||
      (ts.isTypeReferenceNode(type) && /^Readonly/.test(type.typeName.getText())));
  return isReadonly ? "certain" : "doubtful";
}

/** A property that holds what it shows, as an accessor need not. */
function isField(
  { ts, b }: Lowering,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): boolean {
  if (ts.isElementAccessExpression(access)) return true;
  const symbol = b.checker.getSymbolAtLocation(access.name);
  return symbol?.valueDeclaration !== undefined && ts.isPropertyDeclaration(symbol.valueDeclaration);
}

/** `files.get(key)`, `files.at(0)`, of a collection of the library, without a deletion nearby. */
function isLookUp(l: Lowering, node: ts.Expression): boolean {
  const { ts, contracts } = l;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { name, expression } = node.expression;
  return (
    /^(get|at|find|findLast)$/.test(name.text) && contracts.of(node).fromLibrary && !isEmptied(l, expression)
  );
}

/** `this.file = undefined`, `files.delete(key)`, `files.length = 0`, `files.splice(0)`: further down: what was there is taken out. */
export function isEmptied({ ts, node }: Lowering, place: ts.Expression): boolean {
  const text = place.getText();
  const root = ts.isElementAccessExpression(place) ? place.expression.getText() : text;
  const visit = (inner: ts.Node): boolean => {
    if (inner.end <= place.end) return false;
    if (ts.isBinaryExpression(inner) && inner.left.pos >= place.end && isAssignment({ ts }, inner)) {
      const left = inner.left.getText();
      if (left === text || left === root || left === `${root}.length`) return true;
    }
    if (ts.isDeleteExpression(inner) && inner.expression.getText() === text) return true;
    if (ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression)) {
      const { name, expression } = inner.expression;
      if (expression.getText() === root && /^(delete|clear|splice|pop|shift)$/.test(name.text)) return true;
    }
    return ts.forEachChild(inner, visit) ?? false;
  };
  return ts.forEachChild(node, visit) ?? false;
}
