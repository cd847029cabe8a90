/** The record of one run, as JSON: what every reader of runs (text, site, exports) reads. */
import type { Slot, TableView } from "../kernel/index.js";
import type { Failure } from "./scenario.js";

/**
 * A place in a source file.
 *
 * @public
 */
export interface SourcePlace {
  /** The file, as the stack trace names it. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1. */
  readonly column: number;
}

/**
 * A descriptor in a trace.
 *
 * @public
 */
export interface TraceSlot extends Slot {
  /** The task that reserved it, while it is reserved or uncommitted; absent when set-up did. */
  readonly holder?: string;
}

/**
 * A descriptor table in a trace.
 *
 * @public
 */
export interface TraceTable extends Omit<TableView, "slots"> {
  /** Every descriptor that is not free, lowest first. */
  readonly slots: readonly TraceSlot[];
}

/**
 * One step of a run: a call of the binding or a part of one, with the tables after it.
 *
 * @public
 */
export interface TraceStep {
  /** The task that did it. */
  readonly task: string;
  /** The call, as in the binding: `getUnusedFdFlags`. */
  readonly operation: string;
  /** Its arguments. */
  readonly args: readonly (number | string)[];
  /**
   * Which part of the call this is, when other tasks ran in the midst of it; absent when it is all of it. `within` is
   * neither its begin nor its end.
   */
  readonly phase?: "begin" | "within" | "end";
  /** The access at which the other tasks took over, for a part that is not the end: `store fd[3] of table@4`. */
  readonly access?: string;
  /**
   * How many accesses of that name the call had made by then, this one among them and whatever the addresses; absent
   * when it is the first.
   */
  readonly accessCount?: number;
  /** What it returned; absent when it returned nothing, or never returned. */
  readonly result?: number | string;
  /** The failure that this step was made to take. */
  readonly failure?: Failure;
  /** Where the program made the call. */
  readonly source?: SourcePlace;
  /** Every descriptor table after the step. */
  readonly tables: readonly TraceTable[];
}

/**
 * What was violated.
 *
 * @public
 */
export interface Violation {
  /**
   * `guard`: a rule of the binding; `kernel`: an invariant of the kernel; `changed`: a failed call changed the
   * table; `check`: the scenario's own check; `exception`: the program threw; `deadlock`: nobody can go on.
   */
  readonly kind: "guard" | "kernel" | "changed" | "check" | "exception" | "deadlock";
  /**
   * What is broken: a rule of the guards, such as `leaked-file`; what is wrong with the kernel or with memory, such as
   * `leak` or `use-after-free`; for an exception its name.
   */
  readonly rule: string;
  /** What is wrong, in words. */
  readonly message: string;
  /** The descriptor that it is about. */
  readonly descriptor?: number;
  /** The files_struct of that descriptor. */
  readonly files?: number;
  /** The address of the file that it is about. */
  readonly file?: number;
  /** The kernel function that found it. */
  readonly where?: string;
  /** Where the token or file was made that it is about: a line of a stack trace. */
  readonly madeAt?: string;
}

/**
 * One run.
 *
 * @public
 */
export interface Trace {
  /** The version of this format. */
  readonly version: 2;
  /** The scenario's name. */
  readonly scenario: string;
  /** The name of the kernel's reservation scheme: `table` is mainline. */
  readonly design: string;
  /** The tasks, in the order of their definition. */
  readonly tasks: readonly string[];
  /** The failures that the run was made to take. */
  readonly failures: readonly Failure[];
  /** The tables before the first step. */
  readonly before: readonly TraceTable[];
  /** The steps. */
  readonly steps: readonly TraceStep[];
  /** What the run violated; absent when it holds. */
  readonly violation?: Violation;
  /** What makes the difference between this run and the nearest one that holds, in words. */
  readonly why?: string;
  /** What runs it again: see `replay`. */
  readonly token?: string;
}

/** Whether two violations break the same rule, by the same descriptor and in the same place. */
export function breaksAlike(one: Violation, other: Violation): boolean {
  return (
    one.kind === other.kind &&
    one.rule === other.rule &&
    one.descriptor === other.descriptor &&
    one.where?.replace(/@\d+/, "") === other.where?.replace(/@\d+/, "")
  );
}

/** A call's name without the spelling of its language: `get_unused_fd_flags` is `getUnusedFdFlags`. */
export function spelledAlike(operation: string): string {
  return operation.replaceAll("_", "").toLowerCase();
}

/** A name or a result without where in memory its object lies: what runs of two kernels are compared by. */
export function withoutAddresses(text: string): string {
  return text.replace(/@\d+/g, "");
}
