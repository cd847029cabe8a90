/** moved-out-of-borrow, moved-in-closure: a value is moved or disposed by code that does not own it. */
import type ts from "typescript";
import type { Operand, Pass, Slot } from "../graph.js";
import { isDisposal } from "../idioms.js";
import * as say from "../messages.js";
import { alive, noValues, Typestate } from "../state.js";
import { checkAccess, isSharedOnly, liveBorrower } from "./borrows.js";
import type { Point } from "./point.js";
import { checkUsable } from "./usable.js";

const gone = Typestate.moved | Typestate.ended;
const lent = Typestate.borrowed | Typestate.captured;

/**
 * Reports a move of what is gone, borrowed, captured, bound with `using`, or lent to something that is live. A move that no
 * annotation states, as `stack.move()`, leaves an empty receiver to its owner: it may be lent.
 */
export function checkMove(
  at: Point,
  operand: Operand,
  node: ts.Node,
  taker: string,
  { passed = noValues, said = true }: { readonly passed?: readonly number[]; readonly said?: boolean } = {},
): void {
  const { known } = at;
  if (!checkUsable(at, operand, node)) return;
  if (said && operand.kind === "slot") checkBoundOwner(at, operand.slot, node);
  for (const id of known.ids(operand)) {
    const held = known.held(id);
    const value = known.value(id);
    if (held === undefined || (value.facts.callable && value.facts.ends === undefined)) continue;
    const { typestates } = held;
    const name = known.name(operand, id);
    if ((typestates & Typestate.kept) !== 0 && held.at !== undefined && value.facts.strict) {
      const maybe = (typestates & alive & ~Typestate.kept) !== 0;
      at.report(say.usedAfter(node, name, value, held, { moved: true, maybe, again: false }));
    } else if ((typestates & lent) !== 0) {
      if (said) checkLent(at, operand, id, node, taker);
    } else if ((typestates & Typestate.bound) !== 0 && !value.facts.disarms) {
      const by = known.holders(id).find(({ binding }) => binding === "using");
      at.report(say.movedWhileBound(node, name, by, taker, value));
    } else {
      const life = liveBorrower(at, id, { exclusiveOnly: false, except: [id], passed });
      if (life !== undefined) at.report(say.movedWhileBorrowed(node, name, value, life, taker));
    }
  }
}

/** Reports that code takes what it was only lent, unless what it was lent gets something else in its place. */
function checkLent(at: Point, operand: Operand, id: number, node: ts.Node, taker: string): void {
  if (at.isReplaced(id)) return;
  const { known } = at;
  const isCaptured = (known.typestates([id]) & Typestate.captured) !== 0;
  const report = isCaptured ? say.movedInClosure : say.movedOutOfBorrow;
  at.report(report(node, known.name(operand, id), known.value(id), taker));
}

/** Reports a part that is taken out of what is lent, or out of what `using` disposes along with its parts. */
export function checkPartOf(at: Point, slot: Slot, node: ts.Node): void {
  const { root, name } = slot;
  if (root === undefined) return;
  const { known } = at;
  const taker = `\`${name}\` hands it over`;
  for (const id of known.idsOf(root)) {
    if (isSharedOnly(at, id)) at.report(say.movedOutOfBorrow(node, root.name, known.value(id), taker));
  }
  checkBoundOwner(at, slot, node);
}

/** Reports a part that is moved out of what `using` disposes along with its parts. */
function checkBoundOwner(at: Point, { root, name }: Slot, node: ts.Node): void {
  if (root === undefined) return;
  const { known } = at;
  for (const id of known.idsOf(root)) {
    const value = known.value(id);
    if ((known.typestates([id]) & Typestate.bound) !== 0 && !value.facts.disarms)
      at.report(say.partTakenFromBound(node, name, root, value));
  }
}

/** Reports a disposal of what is gone, not the code's own, or lent to something that is live. */
export function checkEnd(at: Point, { operand, node, cleansUp }: Pass, name: string): void {
  const { known } = at;
  for (const id of known.ids(operand)) {
    const held = known.held(id);
    if (held === undefined) continue;
    const { typestates } = held;
    const value = known.value(id);
    const { strict } = value.facts;
    const called = known.name(operand, id);
    const taker = `\`${name}\` disposes it`;
    if (!isDisposal(name)) {
      // A type with annotations states what disposes it; without them, only names tell.
      if (strict || (typestates & Typestate.moved) !== 0) checkUsable(at, operand, node);
      if (strict) checkAccess(at, false, node, operand, { ids: [id] });
    } else if (value.facts.idempotent && (typestates & (Typestate.ended | Typestate.moved)) !== 0) {
      continue;
    } else if (cleansUp && value.facts.disarms && (typestates & gone) === Typestate.moved) {
      // As `using` does: where nothing has thrown before the move, this disposal is disarmed.
      continue;
    } else if ((typestates & Typestate.ended) !== 0 && ((typestates & alive) === 0 || strict)) {
      at.report(say.endedTwice(node, called, value, held));
    } else if ((typestates & Typestate.moved) !== 0) {
      checkUsable(at, operand, node);
    } else if (strict && (typestates & lent) !== 0) {
      checkLent(at, operand, id, node, taker);
    } else {
      const life = liveBorrower(at, id, { exclusiveOnly: false, except: [id], passed: noValues });
      if (life !== undefined) at.report(say.movedWhileBorrowed(node, called, value, life, taker));
    }
  }
}

/** Reports what is to become somebody's own and is only lent. */
export function checkOwned(at: Point, operand: Operand, node: ts.Node, taker: string): void {
  const { known } = at;
  for (const id of known.ids(operand)) {
    const typestates = known.typestates([id]);
    const value = known.value(id);
    const { callable, ends } = value.facts;
    if ((typestates & Typestate.borrowed) === 0 || callable || ends === undefined || at.isReplaced(id))
      continue;
    at.report(say.movedOutOfBorrow(node, known.name(operand, id), value, taker));
  }
}
