/** Changes that fix what is reported, where one is safe: the result compiles, and nothing else breaks by it. */
import type ts from "typescript";
import type { Fix } from "./diagnostic.js";
import type { Graph, Instruction, Operand, Slot, Value } from "./graph.js";

/** The suggestions for one graph. */
export class Suggestions {
  /** The slots whose value, or something of it, may still be there when the slot's scope has ended. */
  readonly #outliving = new Set<Slot>();
  /** The properties that calls have put values into, and the names that got what is in a property. */
  readonly #claimed = new Map<Value, Slot>();
  readonly #taken = new Map<Slot, Slot>();
  /** The nodes whose results hold something. */
  readonly #made = new Set<ts.Node>();

  constructor(graph: Graph) {
    for (const { node } of graph.values) this.#made.add(node);
    for (const { loans } of graph.values) for (const { from } of loans) this.#note(from);
    for (const { instructions } of graph.blocks) for (const step of instructions) this.#read(step);
  }

  /**
   * The declaration with `using` in place of `const`: where the variable has the only name of the value from the start, and
   * the value is only read and lent.
   */
  usingFor(slot: Slot, value: Value): Fix | undefined {
    const { usable } = slot;
    const claimed = this.#claimed.get(value);
    const isFirst =
      usable?.initializer === value.node || (claimed !== undefined && this.#taken.get(slot) === claimed);
    if (usable === undefined || !isFirst || this.#outliving.has(slot)) return undefined;
    const { word } = usable;
    const start = slot.node.parent.getStart();
    return { title: `Bind it with \`${word}\``, start, end: start + "const".length, text: word };
  }

  #read(step: Instruction): void {
    switch (step.kind) {
      case "call":
        for (const { operand, effect, later } of step.passes) {
          const isLent = effect === "shared" || effect === "exclusive";
          // A promise or an iterator may need it later, and so may any object that is made of it.
          if (!isLent || later || this.#made.has(step.node)) this.#note(operand);
        }
        return;
      case "capture":
        for (const { slot } of step.value.captures ?? []) this.#note({ kind: "slot", slot });
        return;
      case "claim":
        return this.#note({ kind: "slot", slot: step.slot });
      case "member":
        return this.#note(step.of);
      case "bind":
        if (step.slot.binding === "path" && step.operand.kind === "value" && step.declares)
          this.#claimed.set(step.operand.value, step.slot);
        if (step.operand.kind === "slot" && step.operand.slot.binding === "path")
          this.#taken.set(step.slot, step.operand.slot);
        return this.#note(step.operand);
      case "pick":
      case "return":
      case "store":
      case "yield":
        return this.#note(step.operand);
      case "caught":
      case "create":
      case "discard":
      case "elsewhere":
      case "flag":
      case "leave":
      case "mismatch":
      case "suspend":
      case "throws":
      case "unused":
      case "use":
        return;
    }
  }

  #note(operand: Operand): void {
    if (operand.kind === "group") for (const one of operand.of) this.#note(one);
    if (operand.kind === "slot") this.#outliving.add(operand.slot.root ?? operand.slot);
  }
}
