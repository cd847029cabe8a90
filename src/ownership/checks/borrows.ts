/** exclusive-borrow: a value is borrowed exclusively, moved or replaced while another borrow of it is live. */
import type ts from "typescript";
import type { ActOf } from "../acts.js";
import type { Operand, Pass, Slot, Value } from "../graph.js";
import type { Life } from "../messages.js";
import * as say from "../messages.js";
import { alive, noValues, owned, Typestate, type Borrowed } from "../state.js";
import type { Point } from "./point.js";

/** Reports something that borrows what is accessed, in a way that the access disturbs; returns whether it does. */
export function checkAccess(
  at: Point,
  exclusive: boolean,
  node: ts.Node,
  operand: Operand,
  { ids = at.known.ids(operand), passed = noValues } = {},
): boolean {
  const { known } = at;
  for (const id of exclusive ? withParts(at, ids, operand) : ids) {
    if (known.value(id).borrowers.size === 0) continue;
    const life = liveBorrower(at, id, {
      exclusiveOnly: !exclusive,
      except: ids,
      // What this function was lent, a call may know by more than one way: `syscall(current, () => current.exit())`.
      passed: exclusive || (known.typestates([id]) & Typestate.borrowed) === 0 ? passed : noValues,
    });
    if (life === undefined) continue;
    const isExclusive =
      known.held(life.value.id)?.borrows.some((one) => one.from === id && one.exclusive) === true;
    const how = { access: exclusive, borrow: isExclusive };
    at.report(say.conflict(node, known.name(operand, id), life, how));
    return true;
  }
  return false;
}

/** Reports a value that one argument takes or borrows exclusively and that is an earlier argument as well. */
export function checkTogether(at: Point, { pass, call }: ActOf<"pass">): void {
  const { known } = at;
  for (const earlier of call.passes) {
    if (earlier === pass) return;
    if (pass.effect === "move") {
      if (earlier.effect === "shared" || earlier.effect === "exclusive") checkLentAndTaken(at, pass, earlier);
      continue;
    }
    if (pass.effect !== "exclusive" && earlier.effect !== "exclusive") continue;
    if (earlier.effect === "move") continue;
    const others = known.ids(earlier.operand);
    const shared = withParts(at, known.ids(pass.operand), pass.operand).find((id) => others.includes(id));
    if (shared === undefined) continue;
    const how = { access: pass.effect === "exclusive", borrow: earlier.effect === "exclusive" };
    at.report(say.passedTwice(pass.node, known.name(pass.operand, shared), earlier.node, how));
    return;
  }
}

/** Reports a value that a call takes, and that an earlier argument of the same call is. */
function checkLentAndTaken(at: Point, pass: Pass, earlier: Pass): void {
  const { known } = at;
  const others = known.ids(earlier.operand);
  const [id] = known.ids(pass.operand).filter((one) => others.includes(one));
  if (id === undefined || known.value(id).facts.callable) return;
  const value = known.value(id);
  const life: Life = { value: { ...value, node: earlier.node }, node: undefined, why: "passed" };
  at.report(say.movedWhileBorrowed(pass.node, known.name(pass.operand, id), value, life, pass.taker));
}

/** Reports an exclusive borrow of what is only lent as a shared one. */
export function checkEditable(at: Point, operand: Operand, node: ts.Node): void {
  const { known } = at;
  for (const id of known.ids(operand)) {
    if (isSharedOnly(at, id))
      return at.report(say.editedThroughShared(node, known.name(operand, id), known.value(id)));
  }
}

/** A part of what is lent as a shared borrow is so as well. */
export function isSharedOnly(at: Point, id: number, seen = new Set<number>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const { known } = at;
  const { sharedOnly, memberOf } = known.value(id);
  if ((known.typestates([id]) & Typestate.borrowed) === 0) return false;
  return (
    sharedOnly || (memberOf !== undefined && known.idsOf(memberOf).some((one) => isSharedOnly(at, one, seen)))
  );
}

/** Reports a variable that gets another value while its first one is borrowed. */
export function checkReplaced(at: Point, slot: Slot, id: number, node: ts.Node): void {
  const { known } = at;
  const typestates = known.typestates([id]);
  if ((typestates & (owned | Typestate.bound | Typestate.free)) === 0) return;
  // The object that has the property holds it as well, and loses it by the assignment.
  const except = slot.root === undefined ? noValues : known.idsOf(slot.root);
  const life = liveBorrower(at, id, { exclusiveOnly: false, except, passed: noValues });
  if (life !== undefined) at.report(say.overwrittenWhileBorrowed(node, slot.name, known.value(id), life));
}

/** The other values that a call is given. */
export function passedWith({ known }: Point, pass: Pass, passes: readonly Pass[]): readonly number[] {
  return passes.filter((other) => other !== pass).flatMap(({ operand }) => known.ids(operand));
}

/** A property is borrowed with the whole, the whole with its properties. */
function withParts({ known }: Point, ids: readonly number[], operand: Operand): readonly number[] {
  if (operand.kind !== "slot") return ids;
  const { slot } = operand;
  if (slot.root !== undefined) return [...ids, ...known.idsOf(slot.root)];
  return slot.paths.length === 0 ? ids : [...ids, ...slot.paths.flatMap((path) => known.idsOf(path))];
}

/** A value that borrows from this one and is still needed. */
export function liveBorrower(
  at: Point,
  id: number,
  how: {
    readonly exclusiveOnly: boolean;
    readonly except: readonly number[];
    readonly passed: readonly number[];
  },
): Life | undefined {
  const { known } = at;
  for (const borrower of known.value(id).borrowers) {
    if (how.except.includes(borrower.id)) continue;
    const held = known.state.value(borrower.id);
    const borrow = held?.borrows.find((one) => one.from === id && (one.exclusive || !how.exclusiveOnly));
    if (borrow === undefined || isOfNoConcern(known.value(id), borrower, borrow)) continue;
    const life = lifeOf(at, borrower, how.passed, new Set(how.except));
    if (life !== undefined) return life;
  }
  return undefined;
}

/** A closure over plain data: JavaScript shares it freely. */
function isOfNoConcern({ facts }: Value, borrower: Value, { exclusive }: Borrowed): boolean {
  return facts.ends === undefined && !facts.strict && borrower.captures !== undefined && !exclusive;
}

/** What keeps a value needed: its next use, its disposal, the same call, or something that borrows from it. */
export function lifeOf(
  at: Point,
  value: Value,
  passed: readonly number[],
  seen: Set<number>,
): Life | undefined {
  const { known } = at;
  if (seen.has(value.id)) return undefined;
  seen.add(value.id);
  const held = known.state.value(value.id);
  if (held === undefined || (held.typestates & alive) === 0) return undefined;
  if (passed.includes(value.id)) return { value, node: undefined, why: "passed" };
  for (const slot of known.allHolders(value.id)) {
    const node = at.nextUse(slot);
    if (node !== undefined) return { value, node, why: "used" };
  }
  if (value.facts.ends !== undefined && (held.typestates & (owned | Typestate.bound)) !== 0) {
    return { value, node: undefined, why: "ends" };
  }
  for (const borrower of value.borrowers) {
    if (known.state.value(borrower.id)?.borrows.some(({ from }) => from === value.id) !== true) continue;
    const life = lifeOf(at, borrower, passed, seen);
    if (life !== undefined) return { ...life, value };
  }
  return undefined;
}
