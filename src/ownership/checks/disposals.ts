/** not-disposed, not-bound, double-dispose: each owned value is disposed once. */
import type ts from "typescript";
import type { ActOf } from "../acts.js";
import type { Operand, Pass, Slot, Value } from "../graph.js";
import * as say from "../messages.js";
import { owned, Typestate } from "../state.js";
import { isLeft } from "../transfer.js";
import type { Point } from "./point.js";

/** Reports what is owned and has neither a name nor an owner. */
export function checkBound(
  at: Point,
  operand: Operand,
  node: ts.Node,
  how: "discarded" | "lent",
  doubtful = false,
): void {
  const { known } = at;
  for (const id of known.ids(operand)) {
    const typestates = known.typestates([id]);
    if ((typestates & owned) === 0 || known.holders(id).length > 0) continue;
    const value = known.value(id);
    at.report({
      ...say.notBound(node, value, how),
      doubtful: doubtful || isDoubtful(value, typestates),
    });
  }
}

/** Reports a value that a stack would dispose, and a `using` variable as well. */
export function checkStacked(at: Point, { operand, node }: Pass): void {
  const { known } = at;
  for (const id of known.ids(operand)) {
    if ((known.typestates([id]) & Typestate.bound) === 0) continue;
    const first = known.holders(id).find(({ binding }) => binding === "using");
    if (first !== undefined) at.report(say.stackedTwice(node, first, known.value(id)));
  }
}

/** Reports a value that a second `using` variable would dispose, or one that is borrowed. */
export function checkUsing(
  at: Point,
  { slot, operand, lent, node }: ActOf<"bind">,
  ids: readonly number[],
): void {
  const { known } = at;
  for (const id of ids) {
    const typestates = known.typestates([id]);
    const value = known.value(id);
    const name = known.name(operand, id) ?? slot.name;
    if ((typestates & Typestate.bound) !== 0) {
      const first = known.holders(id).find((other) => other.binding === "using" && other !== slot);
      if (first !== undefined) at.report(say.boundTwice(node, name, first, value));
    } else if (lent === "taken") {
      continue;
    } else if (value.facts.strict && (typestates & (Typestate.borrowed | Typestate.captured)) !== 0) {
      at.report(say.boundBorrowed(node, name, value));
    } else if (lent !== undefined && (typestates & Typestate.owned) === 0) {
      at.report({ ...say.boundBorrowed(node, name, value), doubtful: lent === "doubtful" });
    }
  }
}

/** Reports a value that its variable owns and that another value replaces. */
export function checkOverwritten(at: Point, slot: Slot, id: number, node: ts.Node): void {
  const { known } = at;
  const typestates = known.typestates([id]);
  const value = known.value(id);
  if ((typestates & owned) !== 0)
    at.report({ ...say.overwritten(value, slot, node), doubtful: isDoubtful(value, typestates) });
}

/** Reports a value that its scope leaves behind. */
export function checkLeft(at: Point, id: number, { slot, leave }: ActOf<"drop">): void {
  const { known } = at;
  const { slots, how, node } = leave;
  if (!isLeft(known, id, slot, slots, how)) return;
  const typestates = known.typestates([id]);
  const onSomePath = (typestates & ~owned) !== 0 || known.values.pickedFrom(id) !== undefined;
  const value = known.value(id);
  const fix = at.findings.suggestions.usingFor(slot, value);
  const doubtful = how === "throw" || isDoubtful(value, typestates);
  at.report({ ...say.notEnded(value, slot, node, how, onSomePath), fix, doubtful });
}

/**
 * Whether right code may leave a value so: it is owned only where something threw, or may be somebody else's; and much of
 * what disposes by another name than `Symbol.dispose` lives as long as the program.
 */
function isDoubtful(value: Value, typestates: number): boolean {
  return (typestates & Typestate.owned) === 0 || value.doubtful || value.facts.ends === "method";
}
