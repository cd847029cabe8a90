/** Conditions that always hold: the tests before them have left nothing else. */
import type ts from "typescript";
import { bare, type Lowering } from "./lowering.js";

/** `kind === "b"` where `kind` can only be `"b"`, as at the end of a chain of tests that covers every case. */
export function alwaysHolds(l: Lowering, node: ts.Expression): boolean {
  const { ts, b } = l;
  if (!ts.isBinaryExpression(node)) return false;
  const { left, right, operatorToken } = node;
  const tested = bare(l, left);
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- of the dozens of operators, those that narrow
  switch (operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken: {
      if (ts.isTypeOfExpression(tested)) return isTypeOf(l, tested.expression, bare(l, right));
      const subject = narrowed(l, tested);
      if (subject === undefined) return false;
      const other = b.checker.getTypeAtLocation(right);
      return (subject.flags & literal(l)) !== 0 && regular(subject) === regular(other);
    }
    case ts.SyntaxKind.InstanceOfKeyword: {
      const subject = narrowed(l, tested);
      const [made] = b.checker.getTypeAtLocation(right).getConstructSignatures();
      const symbol = made?.getReturnType().getSymbol();
      return subject !== undefined && symbol !== undefined && subject.getSymbol() === symbol;
    }
    case ts.SyntaxKind.InKeyword: {
      const subject = narrowed(l, bare(l, right));
      if (subject === undefined || !ts.isStringLiteralLike(tested)) return false;
      const property = subject.isUnion() ? undefined : subject.getProperty(tested.text);
      return property !== undefined && (property.flags & ts.SymbolFlags.Optional) === 0;
    }
    default:
      return false;
  }
}

/** What the type of a name, or of what tells its kind, has come down to; undefined where it may have changed since. */
function narrowed(l: Lowering, node: ts.Expression): ts.Type | undefined {
  const { ts, b } = l;
  let root = node;
  while (ts.isPropertyAccessExpression(root)) root = bare(l, root.expression);
  if (!ts.isIdentifier(root)) return undefined;
  const symbol = b.checker.getSymbolAtLocation(root);
  if (symbol === undefined || isReassigned(l, symbol, root.text)) return undefined;
  const isNarrowed = b.checker.getTypeOfSymbol(symbol) !== b.checker.getTypeAtLocation(root);
  return isNarrowed ? b.checker.getTypeAtLocation(node) : undefined;
}

function isReassigned({ ts, contracts }: Lowering, symbol: ts.Symbol, name: string): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined) return true;
  if (ts.isVariableDeclaration(declaration) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0)
    return false;
  if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration)) return true;
  const around = ts.findAncestor(declaration, ts.isFunctionLike) ?? declaration.getSourceFile();
  return contracts.uses
    .of(symbol, name, around)
    .some(
      ({ parent }) =>
        ts.isBinaryExpression(parent) &&
        parent.left.getText() === name &&
        parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment,
    );
}

function isTypeOf(l: Lowering, subject: ts.Expression, name: ts.Expression): boolean {
  const { ts } = l;
  const type = narrowed(l, bare(l, subject));
  if (type === undefined || !ts.isStringLiteralLike(name)) return false;
  const { StringLike, NumberLike, BooleanLike, BigIntLike } = ts.TypeFlags;
  const kinds: Readonly<Record<string, ts.TypeFlags>> = {
    string: StringLike,
    number: NumberLike,
    boolean: BooleanLike,
    bigint: BigIntLike,
  };
  const kind = kinds[name.text];
  const parts = type.isUnion() ? type.types : [type];
  return kind !== undefined && parts.every(({ flags }) => (flags & kind) !== 0);
}

/** Types of one value; what is there or not is another question. */
function literal({ ts }: Lowering): ts.TypeFlags {
  return ts.TypeFlags.Unit & ~(ts.TypeFlags.Undefined | ts.TypeFlags.Null);
}

function regular(type: ts.Type): ts.Type {
  return (type as Partial<ts.FreshableType>).regularType ?? type;
}
