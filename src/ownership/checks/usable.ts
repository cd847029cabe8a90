/** use-after-move, maybe-moved, moved-in-loop: a value is used that was moved or disposed, or that lost a part. */
import type ts from "typescript";
import type { Operand, Slot } from "../graph.js";
import * as say from "../messages.js";
import { alive, Typestate } from "../state.js";
import type { Point } from "./point.js";

const gone = Typestate.moved | Typestate.ended;

/** Reports an operand that may have been moved or disposed, and says whether it may be used. */
export function checkUsable(
  at: Point,
  operand: Operand,
  node: ts.Node,
  {
    through = false,
    ids = at.known.ids(operand),
  }: { readonly through?: boolean; readonly ids?: readonly number[] } = {},
): boolean {
  const { known } = at;
  const typestates = known.typestates(ids);
  if ((typestates & gone) === 0) {
    if (operand.kind === "slot" && operand.picked === undefined && !through)
      checkParts(at, operand.slot, node);
    return true;
  }
  for (const id of ids) {
    const held = known.held(id);
    if (held === undefined || (held.typestates & gone) === 0 || at.findings.outlived.has(id)) continue;
    const value = known.value(id);
    const moved = (held.typestates & Typestate.moved) !== 0;
    const maybe = (typestates & alive) !== 0;
    // After its disposal a value of a type without annotations may still be inspected.
    if (!moved && !value.facts.strict && (through || maybe)) continue;
    const how = { moved, maybe, again: at.comesAgain() };
    at.report(say.usedAfter(node, known.name(operand, id), value, held, how));
    return false;
  }
  return true;
}

/** Reports a slot of which a part was moved. */
export function checkParts(at: Point, slot: Slot, node: ts.Node): void {
  const { known } = at;
  for (const path of slot.paths) {
    if (!path.name.startsWith(slot.name)) continue;
    for (const id of known.idsOf(path)) {
      const held = known.state.value(id);
      if (held === undefined || (held.typestates & Typestate.moved) === 0) continue;
      at.report(say.partlyMoved(node, slot.name, path.name, known.value(id), held));
      return;
    }
  }
}
