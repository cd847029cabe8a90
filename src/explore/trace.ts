/** The record of one run, as JSON: what every reader of runs (text, site, exports) reads. */
import type { CallArgument, MemoryName, Op, Slot, TableView } from "../kernel/index.js";
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
 * An open file in a trace: a `struct file`.
 *
 * @public
 */
export interface TraceFile {
  /** Where it lies; a slot that leads to it has this value. */
  readonly address: number;
  /** The name of its operations: `pipe`. */
  readonly kind: string;
  /** Its reference count; 0 once it is freed. */
  readonly count: number;
  /** True when the run has freed it: a slot that still leads to it dangles. */
  readonly freed?: true;
}

/**
 * An access of memory: what is asked of which word.
 *
 * @public
 */
export interface TraceAccess {
  /** What is asked: `load`. */
  readonly op: keyof typeof Op;
  /** The word; absent where the access names none. */
  readonly word?: MemoryName;
  /** True when the access has not happened, because the task waits in it. */
  readonly waits?: true;
}

/**
 * One step of a run: a call of the binding or a part of one, with the tables after it.
 *
 * @public
 */
export interface TraceStep {
  /** The task that did it. */
  readonly task: string;
  /** The call, as in the binding: `getUnusedFdFlags`; for an access outside any call, what is asked of memory. */
  readonly operation: string;
  /** Its arguments; of an access outside any call the word comes first. */
  readonly args: readonly CallArgument[];
  /** True for an access that the program itself makes, outside any call. */
  readonly bare?: true;
  /**
   * Which part of the call this is, when other tasks ran in the midst of it; absent when it is all of it. `within` is
   * neither its begin nor its end.
   */
  readonly phase?: "begin" | "within" | "end";
  /** The access at which the other tasks took over, for a part that is not the end. */
  readonly access?: TraceAccess;
  /**
   * How many accesses of that kind to that word the call had made by then, this one among them and whatever the
   * addresses; absent when it is the first.
   */
  readonly accessCount?: number;
  /** What it returned; absent when it returned nothing, or never returned. */
  readonly result?: CallArgument;
  /** The failure that this step was made to take. */
  readonly failure?: Failure;
  /** Where the program made the call. */
  readonly source?: SourcePlace;
  /** Every descriptor table after the step. */
  readonly tables: readonly TraceTable[];
  /** Every open file after the step, and each that the run has freed by then, in the order in which the run met them. */
  readonly openFiles: readonly TraceFile[];
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
  /** The address of the block that it is about, for a leak. */
  readonly object?: number;
  /** The kernel function that found it; for an invariant what kind of object breaks it: `table`, or a file's kind. */
  readonly where?: string;
  /** Where the token, the file or the block was made that it is about. */
  readonly madeAt?: SourcePlace;
}

/**
 * A choice that a run made; see `Memory.choose`.
 *
 * @public
 */
export interface Choice {
  /** The task that made it. */
  readonly task: string;
  /** What was chosen. */
  readonly label: string;
  /** How many ways there are. */
  readonly ways: number;
  /** The way that was taken, from 0. */
  readonly way: number;
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
  /** The choices that the run made, in order; absent when it made none. */
  readonly choices?: readonly Choice[];
  /** The tables before the first step. */
  readonly before: readonly TraceTable[];
  /** The open files before the first step. */
  readonly openFilesBefore: readonly TraceFile[];
  /** The steps. */
  readonly steps: readonly TraceStep[];
  /** What the run violated; absent when it holds. */
  readonly violation?: Violation;
  /** What makes the difference between this run and the nearest one that holds, in words. */
  readonly why?: string;
  /** What runs it again: see `replay`. */
  readonly token?: string;
}
