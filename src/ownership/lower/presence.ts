/** Tests of presence: what a condition says of a value that may not be there. */
import type ts from "typescript";
import { bare, isNothing, type Lowering } from "./lowering.js";

/** A condition that tells whether something is there. */
export interface PresenceTest {
  readonly subject: ts.Expression;
  /** What else the condition evaluates. */
  readonly others: readonly ts.Expression[];
  /** The result for which the subject is no value of interest. */
  readonly absentWhen: boolean;
}

/** `x === undefined`, `typeof x === "object"`, `x instanceof X`, `"key" in x`, `isX(x)`, `Boolean(x)`. */
export function presenceTest(l: Lowering, node: ts.Expression): PresenceTest | undefined {
  const { ts } = l;
  const state = ofState(l, node);
  if (state !== undefined) return state;
  if (ts.isCallExpression(node)) return ofCall(l, node);
  if (!ts.isBinaryExpression(node)) return undefined;
  const { left, right, operatorToken } = node;
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- of the dozens of operators, those that test
  switch (operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
      return ofEquality(l, left, right, true) ?? ofEquality(l, right, left, true);
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
      return ofEquality(l, left, right, false) ?? ofEquality(l, right, left, false);
    case ts.SyntaxKind.InstanceOfKeyword: {
      const tested = instanceType(l, right);
      return tested !== undefined && disposables(l, left).every((part) => isAssignable(l, part, tested))
        ? { subject: left, others: [right], absentWhen: false }
        : undefined;
    }
    case ts.SyntaxKind.InKeyword: {
      const key = bare(l, left);
      return ts.isStringLiteralLike(key) &&
        disposables(l, right).every((part) => part.getProperty(key.text) !== undefined)
        ? { subject: right, others: [], absentWhen: false }
        : undefined;
    }
    default:
      return undefined;
  }
}

function ofEquality(
  l: Lowering,
  subject: ts.Expression,
  other: ts.Expression,
  equal: boolean,
): PresenceTest | undefined {
  const { ts, b } = l;
  if (isNothing(l, other)) return { subject, others: [], absentWhen: equal };
  if (choosesFrom(l, other, subject)) return { subject, others: [other], absentWhen: !equal };
  // `handle === this.empty`: then it is that one, whose owner is another.
  if (ts.isIdentifier(bare(l, subject)) && ts.isPropertyAccessExpression(bare(l, other)))
    if (b.factsOf(other).ends !== undefined) return { subject, others: [other], absentWhen: equal };
  const [tested, literal] = [bare(l, subject), bare(l, other)];
  if (!ts.isTypeOfExpression(tested) || !ts.isStringLiteralLike(literal)) return undefined;
  const kind = b.factsOf(tested.expression).callable ? "function" : "object";
  const absentWhen = literal.text === kind ? !equal : equal;
  return { subject: tested.expression, others: [], absentWhen };
}

/** `page.closed`, `handle.alive`, `socket.isOpen()`: what tells that it is disposed needs no disposal. */
function ofState(l: Lowering, node: ts.Expression): PresenceTest | undefined {
  const { ts, b, contracts } = l;
  const access = ts.isCallExpression(node) && node.arguments.length === 0 ? node.expression : node;
  if (!ts.isPropertyAccessExpression(access)) return undefined;
  const { expression: subject, name } = access;
  if (!ts.isIdentifier(bare(l, subject)) || b.factsOf(subject).ends === undefined) return undefined;
  const isDisposed = contracts.conventions.matches("disposed-state", name.text);
  if (!isDisposed && !contracts.conventions.matches("alive-state", name.text)) return undefined;
  return { subject, others: [], absentWhen: isDisposed };
}

/** `const page = given ?? open()`: `page === given` tells that something was given. */
function choosesFrom(l: Lowering, chosen: ts.Expression, from: ts.Expression): boolean {
  const { ts, b } = l;
  const [name, first] = [bare(l, chosen), bare(l, from)];
  if (!ts.isIdentifier(name) || !ts.isIdentifier(first)) return false;
  const declaration = b.checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  if ((ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0) return false;
  const made = declaration.initializer && bare(l, declaration.initializer);
  if (made === undefined || !ts.isBinaryExpression(made)) return false;
  const { kind } = made.operatorToken;
  if (kind !== ts.SyntaxKind.QuestionQuestionToken && kind !== ts.SyntaxKind.BarBarToken) return false;
  const left = bare(l, made.left);
  return (
    ts.isIdentifier(left) && b.checker.getSymbolAtLocation(left) === b.checker.getSymbolAtLocation(first)
  );
}

function ofCall(l: Lowering, node: ts.CallExpression): PresenceTest | undefined {
  const { ts, b } = l;
  const [subject] = node.arguments;
  if (subject === undefined || node.arguments.length > 1) return undefined;
  const callee = bare(l, node.expression);
  if (ts.isIdentifier(callee) && callee.text === "Boolean") return { subject, others: [], absentWhen: false };
  if (!ts.isIdentifier(callee)) return undefined;
  const signature = b.checker.getResolvedSignature(node);
  const predicate = signature && b.checker.getTypePredicateOfSignature(signature);
  const tested = predicate?.type;
  if (predicate?.kind !== ts.TypePredicateKind.Identifier || tested === undefined) return undefined;
  // What a guard puts into a property is made by its call.
  if (l.contracts.claims(node, "guard").length > 0) return undefined;
  const parts = disposables(l, subject);
  if (parts.length === 0) return undefined;
  if (parts.every((part) => isAssignable(l, part, tested))) return { subject, others: [], absentWhen: false };
  return parts.some((part) => isAssignable(l, part, tested) || isAssignable(l, tested, part))
    ? undefined
    : { subject, others: [], absentWhen: true };
}

function instanceType({ b }: Lowering, constructor: ts.Expression): ts.Type | undefined {
  const [signature] = b.checker.getTypeAtLocation(constructor).getConstructSignatures();
  return signature?.getReturnType();
}

/** The parts of the type of an expression that must be disposed. */
function disposables({ b, contracts }: Lowering, node: ts.Expression): readonly ts.Type[] {
  const type = b.checker.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  return parts.filter((part) => contracts.facts.of(part).ends !== undefined);
}

function isAssignable({ b }: Lowering, from: ts.Type, to: ts.Type): boolean {
  return b.checker.isTypeAssignableTo(from, to);
}
