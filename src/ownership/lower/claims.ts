/** Values that a call puts into a property, as its type predicate states: `asserts current is Reserving`. */
import type ts from "typescript";
import type { Contract } from "../contract.js";
import type { Loan, Operand, Slot } from "../graph.js";
import { bare, made, type Lowering } from "./lowering.js";

/** The values that a call has put into properties of its receiver or its arguments. */
export function claims(
  l: Lowering,
  node: ts.CallExpression | ts.NewExpression,
  kind: "assertion" | "guard",
): void {
  const { ts, b, contracts } = l;
  if (!ts.isCallExpression(node)) return;
  for (const claim of contracts.claims(node, kind)) {
    const subject =
      claim.parameter === "this"
        ? ts.isPropertyAccessExpression(node.expression)
          ? node.expression.expression
          : undefined
        : node.arguments[claim.parameter];
    if (subject === undefined) continue;
    const inner = bare(l, subject);
    const slot = ts.isIdentifier(inner)
      ? b.slotOf(inner)
      : inner.kind === ts.SyntaxKind.ThisKeyword
        ? b.thisSlot
        : undefined;
    if (slot === undefined) continue;
    const facts = contracts.facts.of(claim.type);
    const path = b.pathWith(slot, `.${claim.property}`, node, facts);
    const value = b.repeated(node, facts, { loans: loansOf(claim.borrows, { kind: "slot", slot }) });
    const operand = made(l, value, facts.ends === undefined ? "free" : "owned");
    b.emit({ kind: "bind", slot: path, operand, declares: true, using: false, node });
    b.enterScope(path);
  }
}

/** What a property hands over to the code that reads it: from a part of an object it can be taken once. */
export function taken(
  { b }: Lowering,
  slot: Slot,
  borrows: Contract["borrows"],
  owner: Operand,
  node: ts.Node,
): Operand {
  const value = b.repeated(node, b.factsOf(node), { loans: loansOf(borrows, owner) });
  b.emit({ kind: "claim", value, slot, part: borrows.length === 0, node });
  return { kind: "value", value };
}

/** What a value borrows from, of a receiver and the arguments of a call. */
export function loansOf(
  borrows: Contract["borrows"],
  self: Operand,
  contract?: Contract,
  operands: readonly Operand[] = [],
): Loan[] {
  return borrows.flatMap(({ name, exclusive }) => {
    const from =
      name === "this" ? self : operands[contract?.parameters.findIndex((p) => p.name === name) ?? -1];
    return from === undefined || from.kind === "none" ? [] : [{ from, exclusive }];
  });
}
