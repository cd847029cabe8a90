/** How much of the engine's own heap is left: what is not counted in bytes of arrays must not end the process. */

/** What is used here of Node. */
interface NodeProcess {
  getBuiltinModule?(name: "node:v8"): {
    getHeapStatistics(): { readonly heap_size_limit: number; readonly used_heap_size: number };
  };
}

/** The part of the heap that may be used. */
const MOST = 0.8;

const { process } = globalThis as { readonly process?: NodeProcess };
const v8 = process?.getBuiltinModule?.("node:v8");
const limit = v8?.getHeapStatistics().heap_size_limit ?? Infinity;

/** Whether little of the engine's heap is left; false where the engine does not tell. */
export function isHeapFull(): boolean {
  return v8 !== undefined && v8.getHeapStatistics().used_heap_size > MOST * limit;
}
