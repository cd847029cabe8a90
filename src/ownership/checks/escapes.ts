/** escape: a value, or a borrow of it, outlives the scope that disposes the value. */
import type ts from "typescript";
import type { Operand, Slot, Value } from "../graph.js";
import * as say from "../messages.js";
import { noValues, Typestate } from "../state.js";
import { lifeOf } from "./borrows.js";
import type { Point } from "./point.js";

/** Reports what leaves the function and is, or borrows, a value that a scope of the function disposes. */
export function checkEscape(
  at: Point,
  operand: Operand,
  node: ts.Node,
  how: say.Escape,
  { moves = false, ids = at.known.ids(operand) } = {},
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
          : Typestate.bound | Typestate.owned;
    const borrowedByClosure = via?.captures !== undefined && how === "sent" ? Typestate.borrowed : 0;
    if ((held.typestates & (local | borrowedByClosure)) !== 0 && (held.typestates & Typestate.moved) === 0) {
      const [holder] = known.holders(id);
      const name = holder?.name ?? known.name(operand, id);
      at.report(say.escapes(node, name, holder, known.value(id), via, how));
      return;
    }
    const from = via ?? known.value(id);
    waiting.push(...held.borrows.map((borrow) => ({ id: borrow.from, via: from })));
  }
}

/** Whether a value that is put into something outlives the function. */
export function isOutside({ known }: Point, into: Operand | undefined): boolean {
  const owners = into === undefined ? noValues : known.ids(into);
  const elsewhere = Typestate.borrowed | Typestate.captured | Typestate.kept | Typestate.moved;
  return owners.length === 0 || (known.typestates(owners) & elsewhere) !== 0;
}

/** Reports a value that is disposed with its scope while something outside of the scope still needs it. */
export function checkOutlived(at: Point, slot: Slot, id: number, leaving: readonly Slot[]): void {
  const { known } = at;
  const value = known.value(id);
  const report = (node: ts.Node): void => {
    at.report(say.outlived(slot, value, node));
    at.findings.outlived.add(id);
  };
  for (const other of known.holders(id, slot)) {
    const next = leaving.includes(other) ? undefined : at.nextUse(other);
    if (next !== undefined) report(next);
  }
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
