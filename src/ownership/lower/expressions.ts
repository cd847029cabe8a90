/** Expressions: what each results in, and the steps that it takes. */
import type ts from "typescript";
import { plainFacts } from "../facts.js";
import type { Operand } from "../graph.js";
import { access } from "./access.js";
import { choice, choiceAssigned, setFlag } from "./branches.js";
import { awaiting, call } from "./calls.js";
import {
  bare,
  children,
  discarded,
  disown,
  iterated,
  made,
  none,
  read,
  suspend,
  type Lowering,
  Beside,
} from "./lowering.js";
import { assign } from "./names.js";

/** What an expression results in. */
export function expression(l: Lowering, node: ts.Expression): Operand {
  const inner = bare(l, node);
  const operand = bareExpression(l, inner);
  if (inner !== node) disown(l, operand, node);
  return operand;
}

function bareExpression(l: Lowering, node: ts.Expression): Operand {
  const { ts, b } = l;
  if (ts.isIdentifier(node)) {
    const slot = b.slotOf(node);
    return slot === undefined ? none : { kind: "slot", slot };
  }
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- of the hundreds of kinds, those that are a word
  switch (node.kind) {
    case ts.SyntaxKind.ThisKeyword:
      return { kind: "slot", slot: b.thisSlot };
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NumericLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
    case ts.SyntaxKind.NullKeyword:
    case ts.SyntaxKind.SuperKeyword:
    case ts.SyntaxKind.MetaProperty:
      return none;
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return access(l, node);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return call(l, node);
  if (ts.isAwaitExpression(node)) return awaiting(l, node);
  if (ts.isYieldExpression(node)) return yielding(l, node);
  if (ts.isBinaryExpression(node)) return binary(l, node);
  if (ts.isConditionalExpression(node)) return choice(l, node);
  if (ts.isVoidExpression(node)) {
    discarded(l, node.expression);
    return none;
  }
  if (ts.isDeleteExpression(node)) {
    assign(l, node.expression, none, node);
    return none;
  }
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return l.closure(node);
  if (ts.isClassExpression(node)) {
    l.class(node);
    return none;
  }
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return literal(l, node);
  if (ts.isTaggedTemplateExpression(node)) {
    read(l, node.tag);
    children(l, node.template);
    b.mayThrow(node);
    return none;
  }
  children(l, node);
  return none;
}

function yielding(l: Lowering, node: ts.YieldExpression): Operand {
  const { expression: inner, asteriskToken } = node;
  const operand = inner === undefined ? none : l.expression(inner);
  // `yield*` hands out what is in something, one after the other, and has walked it when it goes on.
  if (inner !== undefined && asteriskToken !== undefined && !l.ts.isArrayLiteralExpression(bare(l, inner)))
    iterated(l, operand, inner);
  else if (operand.kind !== "none") l.b.emit({ kind: "yield", operand, node });
  suspend(l, "yield", node);
  return none;
}

function binary(l: Lowering, node: ts.BinaryExpression): Operand {
  const { ts } = l;
  const { left, right } = node;
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- of the dozens of operators, those that result in an operand
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.EqualsToken: {
      const flag = ts.isIdentifier(left) ? l.flags.of(left) : undefined;
      if (flag !== undefined) {
        setFlag(l, flag, right, node);
        return none;
      }
      return assign(l, left, l.expression(right), node);
    }
    case ts.SyntaxKind.CommaToken:
      discarded(l, left);
      return l.expression(right);
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return choice(l, node);
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
      return choiceAssigned(l, node, () => assign(l, left, l.expression(right), node));
    default:
      for (const part of terms(l, node)) read(l, part, part, true);
      return none;
  }
}

/** `a + b + c`: what stands between the operators, however many there are. */
function terms({ ts }: Lowering, node: ts.BinaryExpression): ts.Expression[] {
  const found: ts.Expression[] = [];
  const operator = node.operatorToken.kind;
  let left: ts.Expression = node;
  while (ts.isBinaryExpression(left) && left.operatorToken.kind === operator) {
    found.push(left.right);
    ({ left } = left);
  }
  return [...found, left].reverse();
}

/**
 * Whether a literal has nothing that demands anything of its holder. The compiler is not asked for its type: it would go
 * through all the literals in it, at each level again.
 */
function isPlain({ ts }: Lowering, node: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression): boolean {
  if (ts.isArrayLiteralExpression(node)) return true;
  return node.properties.every(
    ({ kind, name }) =>
      (kind === ts.SyntaxKind.PropertyAssignment || kind === ts.SyntaxKind.ShorthandPropertyAssignment) &&
      !ts.isComputedPropertyName(name) &&
      name.getText() !== "notThreadSafe",
  );
}

/** An object or an array, which holds its parts. */
function literal(l: Lowering, node: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression): Operand {
  const { ts, b } = l;
  const parts: { operand: Operand; node: ts.Node }[] = [];
  const beside = new Beside(l);
  const add = (part: ts.Expression): void => {
    const operand = l.expression(part);
    beside.keep(operand, part);
    parts.push({ operand, node: part });
  };
  if (ts.isArrayLiteralExpression(node)) {
    for (const element of node.elements) {
      if (ts.isSpreadElement(element)) iterated(l, l.expression(element.expression), element);
      else if (!ts.isOmittedExpression(element)) add(element);
    }
  } else {
    for (const property of node.properties) {
      if (property.name !== undefined && ts.isComputedPropertyName(property.name))
        read(l, property.name.expression, property.name);
      if (ts.isPropertyAssignment(property)) add(property.initializer);
      else if (ts.isShorthandPropertyAssignment(property)) add(property.name);
      else if (ts.isSpreadAssignment(property)) discarded(l, property.expression);
      else parts.push({ operand: l.closure(property), node: property });
    }
  }
  beside.done();
  const value = b.repeated(node, isPlain(l, node) ? plainFacts : b.factsOf(node));
  const whole = made(l, value, "free");
  for (const part of parts) {
    if (part.operand.kind !== "none")
      b.emit({ kind: "store", operand: part.operand, into: whole, node: part.node });
  }
  return whole;
}
