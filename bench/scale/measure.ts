/** How states grow: one body, with more and more tasks that run it and calls that it makes. */
import type { Task } from "fd-reservation";
import {
  explore,
  exploreShard,
  scenario,
  type Exploration,
  type ExploreOptions,
  type Scenario,
} from "fd-reservation/explore";
import { lookUp, open } from "../../examples/races/calls.js";

/** What a task does, one call after the other, each on the descriptor that it has opened itself. */
export const calls = ["open", "F_SETFD", "a lookup", "F_GETFD", "close"] as const;

function lifeOf(count: number): (current: Task) => number {
  return (current) => {
    const fd = open(current);
    if (fd < 0) return fd;
    if (count > 1) current.fSetfd(fd, 1);
    if (count > 2) lookUp(current, fd);
    if (count > 3) current.fGetfd(fd);
    if (count > 4) current.close(fd);
    return fd;
  };
}

/** Tasks that share a table of 32 descriptors, which none of them has to grow. */
function life(tasks: number, count: number): Scenario {
  return scenario({
    name: `${tasks} tasks, ${count} calls each`,
    kernel: { bitsPerLong: 32, nrOpen: 32 },
    tasks: Object.fromEntries(Array.from({ length: tasks }, (_, task) => [`t${task + 1}`, lifeOf(count)])),
  });
}

/** What one search came to, with so many tasks and calls. */
export interface Point extends Pick<
  Exploration,
  "tasks" | "granularity" | "failures" | "states" | "transitions" | "depth" | "coverage" | "verdict"
> {
  readonly calls: number;
  readonly seconds: number;
  readonly bytesPerState: number;
}

/** Explores every number of tasks from 2 and of calls from 1. */
export function measure(
  mostTasks: number,
  mostCalls: number,
  options: ExploreOptions,
  onBegin: (name: string) => void,
): Point[] {
  const points: Point[] = [];
  for (let tasks = 2; tasks <= mostTasks; tasks++) {
    for (let count = 1; count <= mostCalls; count++) {
      const one = life(tasks, count);
      onBegin(one.name);
      const explored = explore(one, { ...options });
      const { granularity, failures, states, transitions, depth, coverage, verdict } = explored;
      points.push({
        tasks,
        calls: count,
        granularity,
        failures,
        states,
        transitions,
        depth,
        seconds: Math.round(explored.milliseconds / 10) / 100,
        bytesPerState: Math.round(explored.bytes / states),
        coverage,
        verdict,
      });
    }
  }
  return points;
}

/** How much of a space each of some shards searches. */
export interface Shares {
  readonly scenario: string;
  readonly states: number;
  readonly shards: number;
  /** The states of the shard that has most, as a part of all. */
  readonly largest: number;
  /** The states of all shards together, as a multiple of all. */
  readonly together: number;
}

/** Searches a space in shards. */
export function measureShards(tasks: number, count: number, shards: readonly number[]): Shares[] {
  const one = life(tasks, count);
  const { states } = explore(one);
  return shards.map((of) => {
    const parts = Array.from(
      { length: of },
      (_, index) => exploreShard(one, { shard: { index: index + 1, count: of } }).exploration?.states ?? 0,
    );
    const share = (part: number): number => Math.round((100 * part) / states) / 100;
    const together = share(parts.reduce((sum, part) => sum + part, 0));
    return { scenario: one.name, states, shards: of, largest: share(Math.max(...parts)), together };
  });
}
