/** escape: a value, or a borrow of it, outlives the scope that disposes the value. */
import type ts from "typescript";
import type { Operand, Slot, Value } from "../graph.js";
import * as say from "../messages.js";
import { alive, noValues, owned, Typestate } from "../state.js";
import { lifeOf } from "./borrows.js";
import type { Point } from "./point.js";

/** Reports what leaves the function and is, or borrows, a value that a scope of the function disposes. */
export function checkEscape(
  at: Point,
  operand: Operand,
  node: ts.Node,
  how: say.Escape,
  {
    moves = false,
    ids = at.known.ids(operand),
  }: { readonly moves?: boolean; readonly ids?: readonly number[] } = {},
): void {
  const { known } = at;
  const seen = new Set<number>();
  const waiting = ids.map((id) => ({ id, via: undefined as Value | undefined }));
  for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
    const { id, via } = top;
    if (seen.has(id)) continue;
    seen.add(id);
    const held = known.held(id);
    if (held === undefined) continue;
    // What moves itself does not escape; what it borrows does. A closure owns nothing: what it keeps leaks.
    const isTakenAlong = how === "stored" || via?.captures !== undefined || !known.value(id).facts.strict;
    const local =
      via === undefined
        ? moves
          ? 0
          : Typestate.bound
        : isTakenAlong
          ? Typestate.bound
          : Typestate.bound | owned;
    const borrowedByClosure = via?.captures !== undefined && how === "sent" ? Typestate.borrowed : 0;
    if ((held.typestates & (local | borrowedByClosure)) !== 0 && (held.typestates & Typestate.moved) === 0) {
      const [holder] = known.holders(id);
      const name = holder?.name ?? known.name(operand, id);
      at.report(say.escapes(node, name, holder, known.value(id), via, how));
      return;
    }
    const value = known.value(id);
    const from = value.captures === undefined ? (via ?? value) : value;
    waiting.push(...held.borrows.map((borrow) => ({ id: borrow.from, via: from })));
  }
}

/** Reports a result that borrows from something that the signature does not name. */
export function checkSources(at: Point, operand: Operand, node: ts.Node, sources: readonly string[]): void {
  const { known } = at;
  for (const id of known.ids(operand)) {
    const value = known.value(id);
    for (const { from } of value.loans.length === 0 ? [] : (known.held(id)?.borrows ?? [])) {
      const lender = known
        .holders(from)
        .find(({ name, binding }) => binding === "parameter" || name === "this");
      if (lender === undefined || sources.includes(lender.name)) continue;
      at.report(say.borrowsFromOther(node, lender, value, sources));
      return;
    }
  }
}

/** Whether a value that is put into something outlives the function. */
export function isOutside({ known }: Point, into: Operand | undefined): boolean {
  const owners = into === undefined ? noValues : known.ids(into);
  const elsewhere = Typestate.borrowed | Typestate.captured | Typestate.kept | Typestate.moved;
  return owners.length === 0 || (known.typestates(owners) & elsewhere) !== 0;
}

/** `file.read()`, as opposed to `file.closed`. */
function isCalled(node: ts.Node): boolean {
  const access = node.parent as Partial<ts.PropertyAccessExpression>;
  const call = node.parent.parent as Partial<ts.CallExpression>;
  return access.expression !== node || access.name === undefined || call.expression === node.parent;
}

/** A name of the scope that is disposed after a value, and needs it for that. */
function disposedLater(at: Point, value: Value, before: readonly Slot[], seen: Set<Value>): Slot | undefined {
  const { known } = at;
  if (seen.has(value)) return undefined;
  seen.add(value);
  for (const borrower of value.borrowers) {
    const held = known.state.value(borrower.id);
    if (held?.borrows.some(({ from }) => from === value.id) !== true || (held.typestates & alive) === 0)
      continue;
    const disposes = borrower.facts.ends !== undefined && (held.typestates & Typestate.bound) !== 0;
    const slot = disposes
      ? before.find((one) => one.binding === "using" && known.idsOf(one).includes(borrower.id))
      : undefined;
    const found = slot ?? disposedLater(at, borrower, before, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Reports a value that is disposed with its scope while something outside of the scope still needs it. */
export function checkOutlived(at: Point, slot: Slot, id: number, leaving: readonly Slot[]): void {
  const { known } = at;
  const value = known.value(id);
  const report = (node: ts.Node, doubtful = false): void => {
    at.report({ ...say.outlived(slot, value, node), doubtful });
    at.findings.outlived.add(id);
  };
  for (const other of known.holders(id, slot)) {
    const next = leaving.includes(other) ? undefined : at.nextUse(other);
    // After its disposal a value of a type without annotations may still be inspected.
    if (next !== undefined) report(next, !value.facts.strict && !isCalled(next));
  }
  const later = disposedLater(at, value, leaving.slice(0, leaving.indexOf(slot)), new Set());
  if (later !== undefined) report(later.node);
  for (const borrower of value.borrowers) {
    const borrows = known.state.value(borrower.id)?.borrows.some(({ from }) => from === id) === true;
    if (!borrows) continue;
    // What has no name may still live in something that has one.
    const holders = known.holders(borrower.id);
    if (holders.length > 0 && holders.every((holder) => leaving.includes(holder))) continue;
    const life = lifeOf(at, borrower, noValues, new Set([id]));
    if (life?.node !== undefined) report(life.node);
  }
}
