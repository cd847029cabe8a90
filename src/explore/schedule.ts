/** A schedule: whose turn it is, access by access, and what is decided. What a run is made again from. */

/** One access's turn in a run. */
export interface Turn {
  readonly task: number;
  /** The way that a choice takes; 1 for a fault point that fails, 0 for whatever else. */
  readonly way: number;
}

/** How many turns a text may have: no run is as long. */
const MOST_TURNS = 1e6;

/** Turns of one task, one after the other. */
export interface Segment {
  readonly task: number;
  readonly turns: readonly Turn[];
}

/** The turns of a run, in order. */
export class Schedule {
  static readonly EMPTY = new Schedule([]);

  constructor(readonly turns: readonly Turn[]) {}

  /** The schedule that segments make. */
  static of(segments: readonly Segment[]): Schedule {
    return new Schedule(segments.flatMap(({ turns }) => turns));
  }

  get length(): number {
    return this.turns.length;
  }

  /** The first turns. */
  first(count: number): Schedule {
    return new Schedule(this.turns.slice(0, count));
  }

  /** These turns and more. */
  with(...turns: readonly Turn[]): Schedule {
    return new Schedule([...this.turns, ...turns]);
  }

  /** The turns between context switches. */
  get segments(): Segment[] {
    const segments: { task: number; turns: Turn[] }[] = [];
    for (const turn of this.turns) {
      const last = segments.at(-1);
      if (last?.task === turn.task) last.turns.push(turn);
      else segments.push({ task: turn.task, turns: [turn] });
    }
    return segments;
  }

  /**
   * As text: `a12b3a4!20~25.3`, where tasks are letters. `!20` says that turn 20, from 0, fails or takes the second way;
   * `~25.3` that turn 25 takes way 3.
   */
  toString(): string {
    const taken = this.segments.map(({ task, turns }) => `${String.fromCharCode(97 + task)}${turns.length}`);
    const decided = this.turns.flatMap(({ way }, index) => {
      if (way === 0) return [];
      return way === 1 ? [`!${index}`] : [`~${index}.${way}`];
    });
    return [...taken, ...decided].join("");
  }

  /** Reads the text; undefined when it is none, or has a turn too long to be one. */
  static parse(text: string): Schedule | undefined {
    // There may be no turn at all: what is wrong then was so from the beginning.
    if (!/^(?:[a-h]\d+)*(?:!\d+|~\d+\.\d{1,5})*$/.test(text)) return undefined;
    const [taken = "", ...decided] = text.split(/[!~]/);
    const ways = new Map(
      decided.map((one) => {
        const [turn, way = 1] = one.split(".").map(Number);
        return [turn as number, way];
      }),
    );
    const turns: Turn[] = [];
    for (const [, task = "a", length] of taken.matchAll(/([a-h])(\d+)/g)) {
      if (turns.length + Number(length) > MOST_TURNS) return undefined;
      for (let count = Number(length); count > 0; count--) {
        turns.push({ task: task.charCodeAt(0) - 97, way: ways.get(turns.length) ?? 0 });
      }
    }
    return [...ways.keys()].some((turn) => turn >= turns.length) ? undefined : new Schedule(turns);
  }
}
