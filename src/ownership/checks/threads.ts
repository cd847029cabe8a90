/** not-sendable, held-across-suspension: a value that belongs to its thread leaves it, or waits in it. */
import type { ActOf } from "../acts.js";
import type { Pass, Value } from "../graph.js";
import * as say from "../messages.js";
import { alive, owned, Typestate } from "../state.js";
import { checkEscape } from "./escapes.js";
import type { Point } from "./point.js";

/** Reports an argument that must not go to another thread. */
export function checkSend(at: Point, { operand, effect, node }: Pass): void {
  const { known } = at;
  for (const id of known.ids(operand)) {
    const found = threadBoundIn(at, id, new Set());
    if (found === undefined) continue;
    at.report(say.notSendable(node, known.holders(found.id)[0]?.name, found, found.id !== id));
    return;
  }
  checkEscape(at, operand, node, "sent", { moves: effect === "move" });
}

function threadBoundIn(at: Point, id: number, seen: Set<number>): Value | undefined {
  if (seen.has(id)) return undefined;
  seen.add(id);
  const value = at.known.value(id);
  if (value.facts.threadBound) return value;
  for (const { from } of at.known.held(id)?.borrows ?? []) {
    const found = threadBoundIn(at, from, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Reports values that belong to their thread and are held while other code may run. */
export function checkSuspended(at: Point, { word, node }: ActOf<"suspend">): void {
  const { known } = at;
  for (const value of known.values.threadBound) {
    const held = known.state.value(value.id);
    if (held === undefined || (held.typestates & alive) === 0) continue;
    const [holder] = known.holders(value.id);
    if (holder === undefined) continue;
    const isOwned = (held.typestates & (owned | Typestate.bound)) !== 0;
    const temporaries = known.allHolders(value.id).filter(({ binding }) => binding === "temporary");
    const [next] = [holder, ...temporaries]
      .map((slot) => at.nextUse(slot))
      .filter((use) => use !== undefined);
    if ((value.facts.ends !== undefined && isOwned) || next !== undefined)
      at.report(say.heldAcross(node, word, holder, value, next));
  }
}
