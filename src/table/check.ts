/** What must hold of a table, for tests of runtimes. */
import { checkInvariants, type KernelBug } from "../kernel/index.js";
import type { FdTable } from "./table.js";

/**
 * What is broken in a table and in those that share open files with it. Nothing that a runtime calls can break them.
 *
 * @param table - The table.
 * @returns Every invariant that does not hold, with the values that contradict it; empty when all hold.
 *
 * @beta
 */
export function checkTable<T>(table: FdTable<T>): KernelBug[] {
  const { kernel, isAtRest } = table.state;
  return checkInvariants(kernel, isAtRest ? "at-rest" : "between-calls");
}
