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
  const [tested, literal] = [bare(l, subject), bare(l, other)];
  if (!ts.isTypeOfExpression(tested) || !ts.isStringLiteralLike(literal)) return undefined;
  const kind = b.factsOf(tested.expression).callable ? "function" : "object";
  const absentWhen = literal.text === kind ? !equal : equal;
  return { subject: tested.expression, others: [], absentWhen };
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
