/** The values of one graph, with those that stand for what a branch of an expression picked. */
import type { Graph, Slot, Value } from "./graph.js";

/** The table of a graph's values; grows while the graph is solved. */
export class Values {
  readonly #all: Value[];
  readonly #threadBound: Value[];
  /** What stands for a value that a branch picked, by the temporary and by the value that was made first. */
  readonly #picked = new Map<Slot, Map<number, Value>>();
  readonly #origins = new Map<number, { readonly id: number; readonly slot: Slot }>();

  constructor(graph: Graph) {
    this.#all = [...graph.values];
    this.#threadBound = graph.values.filter(({ facts }) => facts.threadBound);
  }

  get(id: number): Value {
    return this.#all[id] as Value;
  }

  /** Those that belong to the thread that made them. */
  get threadBound(): readonly Value[] {
    return this.#threadBound;
  }

  /** The slot that a branch picked the value from; undefined for a value that no branch picked. */
  pickedFrom(id: number): Slot | undefined {
    return this.#origins.get(id)?.slot;
  }

  /** Everything that a temporary ever got from its branch. */
  pickedInto(into: Slot): readonly Value[] {
    return [...(this.#picked.get(into)?.values() ?? [])];
  }

  /** What stands for a value of a slot in the temporary of the branch that picked it. */
  pick(into: Slot, id: number, slot: Slot): Value {
    const origin = this.#origins.get(id)?.id ?? id;
    let all = this.#picked.get(into);
    if (all === undefined) this.#picked.set(into, (all = new Map<number, Value>()));
    let picked = all.get(origin);
    if (picked === undefined) {
      const earlier = this.#likeness(origin, slot, undefined);
      all.set(origin, (picked = this.#likeness(origin, slot, earlier)));
    }
    return picked;
  }

  #likeness(origin: number, slot: Slot, earlier: Value | undefined): Value {
    const like = this.get(origin);
    const value: Value = {
      ...like,
      id: this.#all.length,
      slots: new Set(),
      borrowers: new Set(),
      earlier,
    };
    this.#all.push(value);
    if (value.facts.threadBound) this.#threadBound.push(value);
    this.#origins.set(value.id, { id: origin, slot });
    return value;
  }
}
