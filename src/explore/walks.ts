/** Random walks: from the beginning to an end, again and again, choosing tasks and failures by chance. */
import { ExploreError } from "./explore-error.js";
import { mix } from "./hash.js";
import type { Machine } from "./machine.js";
import type { Memories } from "./state-store.js";
import type { Space } from "./space.js";
import type { Violation } from "./trace.js";

/** One step of a run: a task, and what was decided on the way (of a fault point 1: it failed). */
export interface Step {
  readonly task: number;
  readonly choices: readonly number[];
}

/** How to walk. */
export interface WalkOptions {
  readonly walks: number;
  readonly seed: number;
  /** After how many steps a walk is given up. */
  readonly longest?: number;
}

/**
 * Walks. A task that does not return ends its walk.
 *
 * @param visit - Called after each step, and at each end; returns whether to go on.
 * @returns What made a task endless, if any was.
 */
export function walkAtRandom<S>(
  space: Space<S>,
  machine: Machine,
  memories: Memories,
  beginning: number,
  { walks, seed, longest = Infinity }: WalkOptions,
  visit: (steps: readonly Step[], violation: Violation | undefined, end: boolean) => boolean,
): ExploreError | undefined {
  let state = mix(seed, 0x1234567);
  const random = (below: number): number => ((state = mix(state, 0x2545f491)) >>> 0) % below;
  const enabled: number[] = [];
  let endless: ExploreError | undefined;
  // One walk; whether to go on with another one.
  const walk = (): boolean => {
    memories.load(beginning);
    machine.nodes.fill(0);
    const steps: Step[] = [];
    // One walk in four takes no failure, so that long runs are not rare.
    const fails = random(4);
    for (;;) {
      enabled.length = 0;
      for (let task = 0; task < machine.nodes.length; task++) if (machine.isEnabled(task)) enabled.push(task);
      if (enabled.length === 0) return visit(steps, space.violationAtRest(machine), true);
      const task = enabled[random(enabled.length)] as number;
      const plan = {
        at: () => {
          if (fails !== 0 && random(12) === 0) return 1;
          // No failure of a fault point, and any way of a choice.
          return 2 + random(1 << 24);
        },
      };
      machine.mark();
      try {
        machine.step(task, plan);
      } catch (error) {
        if (!(error instanceof ExploreError) || error.kind !== "endless") throw error;
        endless ??= error;
        memories.forget();
        return true;
      }
      memories.forget();
      steps.push({ task, choices: [...machine.choices] });
      let { violation } = machine;
      if (violation === undefined && !machine.journal.isUnchanged) {
        const before = memories.count;
        memories.intern();
        if (memories.count > before) violation = space.violationBetween(machine);
      }
      if (!visit(steps, violation, false)) return false;
      if (violation !== undefined || steps.length >= longest) return true;
    }
  };
  let left = walks;
  space.watchdog.steps(() => left-- > 0 && walk());
  return endless;
}
