/** What a machine must know of a task besides memory: where it stands, and which access it asks for there. */
import { Op, type InFlight } from "../kernel/internal.js";
import type { Violation } from "./trace.js";

/** Numbers from here on are no access: the task has ended, or nobody has run it this far. */
export const ENDS = Op.choose + 1;

/** What a local state asks for when it is no access. */
export const End = {
  /** The task has returned. */
  done: ENDS,
  /** The task has thrown what violates. */
  violation: ENDS + 1,
  /** Nobody has run the task this far yet. */
  unknown: ENDS + 2,
} as const;

/** The local states of a task, by number. */
export interface LocalStates {
  readonly name: string;
  /** The access that comes next, or an {@link End}. */
  readonly op: Uint8Array;
  /** Its operands; of `done` the first one is what the task returned. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly third: Int32Array;
  /** How deep the task is in RCU read sections. */
  readonly rcuDepth: Uint16Array;
  /** The lock that it took last and holds; 0 for none. */
  readonly held: Int32Array;
  /** How many fault points came before. */
  readonly points: Int32Array;
  /**
   * Whether steps that are calls end before the access: it is the first one of an outermost call, or comes before the
   * task's first call. So each access of a task without calls is a step.
   */
  readonly boundary: Uint8Array;
  /** The local state after the access gave a result. */
  next(node: number, result: number): number;
  /** Whether the task has returned. */
  isDone(node: number): boolean;
  /** What the syscalls of the task returned, in order, where it has returned. */
  syscallsAt(node: number): readonly number[];
  /** What is in flight, as far as set-up and this task have noted it: a mark of it, 0 for what set-up left. */
  readonly inFlight: Int32Array;
  /** The same, itself. */
  inFlightAt(node: number): InFlight;
  /** What the task has thrown. */
  thrownAt(node: number): Violation | undefined;
}
