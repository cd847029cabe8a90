/** What runs are compared by, on one kernel and on two: facts without the addresses, which differ from run to run. */
import type { CallArgument } from "../kernel/index.js";
import type { TraceAccess, TraceStep, Violation } from "./trace.js";

/** A call's name without the spelling of its language: `get_unused_fd_flags` is `getUnusedFdFlags`. */
export function spelledAlike(operation: string): string {
  return operation.replaceAll("_", "").toLowerCase();
}

/** What an argument or a result is compared by: an object, or a word of one, wherever in memory it lies. */
export function comparable(value: CallArgument | undefined): string {
  if (typeof value !== "object") return JSON.stringify([value]);
  const { kind, address, field, index, embedded } = value;
  // Where no object lies there is nothing else to tell a word by.
  return JSON.stringify([kind ?? address, field, index, embedded]);
}

/** What a call is matched by: its name; an access outside any call also by its word. */
export function callKey({ operation, args, bare }: Pick<TraceStep, "operation" | "args" | "bare">): string {
  return bare === true
    ? JSON.stringify([operation, comparable(args[0])])
    : JSON.stringify([spelledAlike(operation)]);
}

/** Whether two accesses ask the same of the same word. */
export function isSameAccess(one: TraceAccess | undefined, other: TraceAccess | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.op === other.op && one.waits === other.waits && comparable(one.word) === comparable(other.word);
}

/** Whether two violations break the same rule, by the same descriptor and in the same place. */
export function breaksAlike(one: Violation, other: Violation): boolean {
  return (
    one.kind === other.kind &&
    one.rule === other.rule &&
    one.descriptor === other.descriptor &&
    one.where === other.where
  );
}
