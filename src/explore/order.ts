/** In which order pending states are expanded. */

/** Numbers of states that are still to be expanded, by how many failures led to them. */
export interface Order {
  /** How many states are pending. */
  readonly length: number;
  /** Bytes of its arrays. */
  readonly bytes: number;
  /** Adds a state; `seeded` when it was reached by one failure more. */
  push(state: number, failures: number, seeded: boolean): void;
  /** The next state; -1 when there is none. States with fewer failures come first. */
  next(): number;
  /** Keeps only some of the states. */
  keep(wanted: (state: number) => boolean): void;
}

/**
 * Makes the order that is asked for.
 *
 * @param depthOf - How many steps lead to a state: in breadth, fewer come first.
 */
export function orderOf(
  kind: "breadth" | "depth",
  failures: number,
  depthOf: (state: number) => number,
): Order {
  return kind === "depth" ? new DepthFirst(failures) : new BreadthFirst(failures, depthOf);
}

/** Seeds and others, of each number of failures. */
abstract class ByFailures implements Order {
  protected readonly seeds: readonly Queue[];
  protected readonly others: readonly Queue[];
  #failures = 0;

  constructor(failures: number) {
    this.seeds = Array.from({ length: failures + 1 }, () => new Queue());
    this.others = Array.from({ length: failures + 1 }, () => new Queue());
  }

  get length(): number {
    return [...this.seeds, ...this.others].reduce((sum, queue) => sum + queue.length, 0);
  }

  get bytes(): number {
    return [...this.seeds, ...this.others].reduce((sum, queue) => sum + queue.bytes, 0);
  }

  push(state: number, failures: number, seeded: boolean): void {
    ((seeded ? this.seeds : this.others)[failures] as Queue).push(state);
  }

  next(): number {
    for (; this.#failures < this.seeds.length; this.#failures++) {
      const state = this.take(this.seeds[this.#failures] as Queue, this.others[this.#failures] as Queue);
      if (state !== -1) return state;
    }
    return -1;
  }

  keep(wanted: (state: number) => boolean): void {
    for (const queue of [...this.seeds, ...this.others]) queue.keep(wanted);
  }

  protected abstract take(seeds: Queue, others: Queue): number;
}

/** Those that fewer steps lead to come first. */
class BreadthFirst extends ByFailures {
  constructor(
    failures: number,
    readonly depthOf: (state: number) => number,
  ) {
    super(failures);
  }

  protected take(seeds: Queue, others: Queue): number {
    if (seeds.isEmpty) return others.shift();
    if (others.isEmpty) return seeds.shift();
    return this.depthOf(seeds.first) <= this.depthOf(others.first) ? seeds.shift() : others.shift();
  }
}

/** Those that were found last come first. */
class DepthFirst extends ByFailures {
  protected take(seeds: Queue, others: Queue): number {
    return others.isEmpty ? seeds.pop() : others.pop();
  }
}

/** Numbers in the order in which they came; taken from either end. */
class Queue {
  #items = new Int32Array(64);
  #head = 0;
  #tail = 0;

  get length(): number {
    return this.#tail - this.#head;
  }

  get bytes(): number {
    return 4 * this.#items.length;
  }

  get isEmpty(): boolean {
    return this.#tail === this.#head;
  }

  get first(): number {
    return this.#items[this.#head] as number;
  }

  push(item: number): void {
    if (this.#tail === this.#items.length) {
      const larger = this.length * 2 > this.#items.length ? this.#items.length * 2 : this.#items.length;
      const items = new Int32Array(larger);
      items.set(this.#items.subarray(this.#head, this.#tail));
      this.#tail = this.length;
      this.#head = 0;
      this.#items = items;
    }
    this.#items[this.#tail++] = item;
  }

  shift(): number {
    return this.isEmpty ? -1 : (this.#items[this.#head++] as number);
  }

  pop(): number {
    return this.isEmpty ? -1 : (this.#items[--this.#tail] as number);
  }

  keep(wanted: (item: number) => boolean): void {
    const kept = this.#items.subarray(this.#head, this.#tail).filter(wanted);
    this.#items.set(kept, 0);
    this.#head = 0;
    this.#tail = kept.length;
  }
}
