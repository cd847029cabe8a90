/** What is known at one point of a function, looked up by operand, by slot and by value. */
import type { Operand, Slot, Value } from "./graph.js";
import { held, noValues, Typestate, type Held, type State } from "./state.js";
import type { Values } from "./values.js";

/** A reader of one state. */
export class Knowledge {
  readonly values: Values;
  readonly state: State;

  constructor(values: Values, state: State) {
    this.values = values;
    this.state = state;
  }

  value(id: number): Value {
    return this.values.get(id);
  }

  /** The values that an operand may be. */
  ids(operand: Operand): readonly number[] {
    switch (operand.kind) {
      case "none":
        return noValues;
      case "slot":
        if (operand.picked !== undefined) return this.state.slot(operand.picked.id) ?? noValues;
        return this.idsOf(operand.slot);
      case "value":
        return [operand.value.id];
      case "group":
        return [...new Set(operand.of.flatMap((one) => this.ids(one)))].sort((a, b) => a - b);
    }
  }

  /** The values that a slot may hold. */
  idsOf(slot: Slot): readonly number[] {
    return this.state.slot(slot.id) ?? (slot.member === undefined ? noValues : [slot.member.id]);
  }

  /** What became of a value; a part of something is what the whole is, until something happens to it. */
  held(id: number): Held | undefined {
    const known = this.state.value(id);
    if (known !== undefined || this.value(id).memberOf === undefined) return known;
    return held(this.#isLent(id, new Set()) ? Typestate.borrowed : Typestate.free);
  }

  /** Whether a value, or what it is a part of, is borrowed; in a list, `node` may hold a part of `node.next`. */
  #isLent(id: number, seen: Set<number>): boolean {
    if (seen.has(id)) return false;
    seen.add(id);
    const known = this.state.value(id);
    if (known !== undefined) return (known.typestates & (Typestate.borrowed | Typestate.captured)) !== 0;
    const root = this.value(id).memberOf;
    return root !== undefined && this.idsOf(root).some((whole) => this.#isLent(whole, seen));
  }

  /** All that may have become of some values. */
  typestates(ids: readonly number[]): number {
    return ids.reduce((typestates, id) => typestates | (this.held(id)?.typestates ?? 0), 0);
  }

  /** The names that hold a value, but for one. */
  holders(id: number, except?: Slot): Slot[] {
    return this.allHolders(id).filter((slot) => slot !== except && slot.binding !== "temporary");
  }

  /** The names and temporaries that hold a value. */
  allHolders(id: number): Slot[] {
    const found: Slot[] = [];
    for (const slot of this.value(id).slots) {
      if (this.state.slot(slot.id)?.includes(id) === true) found.push(slot);
    }
    return found;
  }

  /** What the source calls the value. */
  name(operand: Operand | undefined, id: number): string | undefined {
    if (operand?.kind === "slot") return operand.slot.name;
    return this.holders(id)[0]?.name;
  }

  /** Whether the operand is this very value on every path where the value is around. */
  isCertain(operand: Operand, id: number): boolean {
    if (operand.kind === "value") return true;
    if (operand.kind !== "slot") return this.holders(id).length <= 1;
    if (this.ids(operand).length === 1) return true;
    const others = this.holders(id, operand.slot);
    // What a branch picked is around on its paths only, and there the constant that got it has it.
    const from = operand.slot.binding === "const" ? this.values.pickedFrom(id) : undefined;
    return others.every((other) => other === from);
  }
}
