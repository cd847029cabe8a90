/** Which descriptors of a large table an operation may have changed: both sides look at them, and at the whole table after a sequence. */
import type { LoneOperation, Result } from "./operation.js";

/**
 * The descriptors to look at after an operation.
 *
 * @param operations - The sequence.
 * @param index - Which operation of it was made.
 * @param result - What it gave.
 * @param span - Descriptors lie below it.
 * @returns Lowest first; all after the last operation of a sequence, of which none has as many as a thousand.
 */
export function lookAfter(
  operations: readonly LoneOperation[],
  index: number,
  result: Result,
  span: number,
): number[] {
  if (index === operations.length - 1) {
    return Array.from({ length: span }, (_, fd) => fd);
  }
  const { op: _, ...arguments_ } = operations[index] as LoneOperation;
  const named = [...numbersIn(arguments_), ...numbersIn(result)];
  // What lies beside a number shows where ranges end.
  const near = named.flatMap((fd) => [fd - 1, fd, fd + 1]).filter((fd) => fd >= 0 && fd < span);
  return [...new Set(near)].sort((a, b) => a - b);
}

function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
