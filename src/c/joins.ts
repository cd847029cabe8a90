/** Where paths come together: the states that paths have had, and the shortest way to each. */

/** A way from one state to another, or to a finding. */
export interface Way {
  /** Where it begins; undefined for the function's beginning. */
  readonly from: State | undefined;
  /** What is decided on it, in order. */
  readonly decisions: readonly number[];
  /** How many steps of C it has. */
  readonly steps: number;
}

/** A state at a step. */
export interface State {
  /** How often loops had gone round that may go on. */
  readonly rounds: ReadonlyMap<string, number>;
  readonly ways: Way[];
}

/** A state that the path now under way has had. */
interface Passed {
  readonly state: State;
  /** How many decisions and steps there were before. */
  readonly at: number;
  readonly steps: number;
}

/** The order of paths, as far as this must know it. */
interface Decided {
  /** What is decided on the path so far. */
  readonly decisions: readonly number[];
  /** Whether the path is on new ground, and all paths from here on are run before any other. */
  readonly isInOrder: boolean;
}

export class Joins {
  readonly #states = new Map<string, State[]>();
  /** The states of the path now under way, the last of them last. */
  readonly #passed: Passed[] = [];

  constructor(readonly order: Decided) {}

  /** Whether states are compared. */
  get isOpen(): boolean {
    return this.order.isInOrder;
  }

  /** A path begins that is decided as the last one up to a decision. */
  begin(decisions: number): void {
    while ((this.#passed.at(-1)?.at ?? -1) > decisions) this.#passed.pop();
  }

  /**
   * Whether a path has been in a state before that could do all that this one can: all paths from there on have been
   * run, or are going to be.
   */
  hasMet(text: string, rounds: ReadonlyMap<string, number>, steps: number): boolean {
    let states = this.#states.get(text);
    if (states === undefined) this.#states.set(text, (states = []));
    const way = this.wayTo(steps);
    const known = states.find((state) =>
      [...state.rounds].every(([loop, round]) => round <= (rounds.get(loop) ?? 0)),
    );
    if (known !== undefined) {
      known.ways.push(way);
      return true;
    }
    const state: State = { rounds, ways: [way] };
    states.push(state);
    this.#passed.push({ state, at: this.order.decisions.length, steps });
    return false;
  }

  /** The way from the last state to where the path is. */
  wayTo(steps: number): Way {
    const last = this.#passed.at(-1);
    return {
      from: last?.state,
      decisions: this.order.decisions.slice(last?.at ?? 0),
      steps: steps - (last?.steps ?? 0),
    };
  }

  /** The shortest of some ways, from the function's beginning. */
  shortest(ends: readonly Way[]): { readonly decisions: readonly number[]; readonly steps: number } {
    const best = new Map<State | undefined, { readonly steps: number; readonly way: Way | undefined }>();
    best.set(undefined, { steps: 0, way: undefined });
    const states = [...this.#states.values()].flat();
    for (let hasChanged = true; hasChanged;) {
      hasChanged = false;
      for (const state of states) {
        for (const way of state.ways) {
          const before = best.get(way.from);
          const steps = (before?.steps ?? Infinity) + way.steps;
          if (steps >= (best.get(state)?.steps ?? Infinity)) continue;
          best.set(state, { steps, way });
          hasChanged = true;
        }
      }
    }
    const total = ({ from, steps }: Way): number => (best.get(from)?.steps ?? Infinity) + steps;
    let way = ends.reduce((one, other) => (total(other) < total(one) ? other : one));
    const steps = total(way);
    const decisions = [...way.decisions];
    for (let up = best.get(way.from)?.way; up !== undefined; up = best.get(way.from)?.way) {
      decisions.unshift(...up.decisions);
      way = up;
    }
    return { decisions, steps };
  }
}
