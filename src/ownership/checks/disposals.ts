/** not-disposed, not-bound, double-dispose: each owned value is disposed once. */
import type ts from "typescript";
import type { ActOf } from "../acts.js";
import type { Operand, Slot } from "../graph.js";
import * as say from "../messages.js";
import { held as nothing, Typestate } from "../state.js";
import { isLeft } from "../transfer.js";
import type { Point } from "./point.js";

/** Reports what is owned and has neither a name nor an owner. */
export function checkBound(at: Point, operand: Operand, node: ts.Node, how: "discarded" | "lent"): void {
  const { known } = at;
  for (const id of known.ids(operand)) {
    const isOwned = ((known.held(id)?.typestates ?? 0) & Typestate.owned) !== 0;
    if (isOwned && known.holders(id).length === 0) at.report(say.notBound(node, known.value(id), how));
  }
}

/** Reports a value that a second `using` variable would dispose, or one that is borrowed. */
export function checkUsing(
  at: Point,
  slot: Slot,
  operand: Operand,
  ids: readonly number[],
  node: ts.Node,
): void {
  const { known } = at;
  for (const id of ids) {
    const { typestates } = known.held(id) ?? nothing(0);
    const value = known.value(id);
    const name = known.name(operand, id) ?? slot.name;
    if ((typestates & Typestate.bound) !== 0) {
      const first = known.holders(id).find((other) => other.binding === "using" && other !== slot);
      if (first !== undefined) at.report(say.boundTwice(node, name, first, value));
    } else if (value.facts.strict && (typestates & (Typestate.borrowed | Typestate.captured)) !== 0) {
      at.report(say.boundBorrowed(node, name, value));
    }
  }
}

/** Reports a value that its variable owns and that another value replaces. */
export function checkOverwritten(at: Point, slot: Slot, id: number, node: ts.Node): void {
  const { known } = at;
  if (((known.held(id)?.typestates ?? 0) & Typestate.owned) !== 0)
    at.report(say.overwritten(known.value(id), slot, node));
}

/** Reports a value that its scope leaves behind. */
export function checkLeft(at: Point, id: number, { slot, leave }: ActOf<"drop">): void {
  const { known } = at;
  const { slots, how, node } = leave;
  if (!isLeft(known, id, slot, slots, how)) return;
  const { typestates } = known.held(id) ?? nothing(0);
  const onSomePath = (typestates & ~Typestate.owned) !== 0 || known.values.pickedFrom(id) !== undefined;
  const value = known.value(id);
  const fix = at.findings.suggestions.usingFor(slot, value);
  at.report({ ...say.notEnded(value, slot, node, how, onSomePath), fix });
}
