/**
 * What a run leaves behind that nobody can give back: references to counted objects, and blocks that nothing leads to. For
 * that, every task exits for a moment, and its files are released.
 */
import { exitFiles, filesOf, formatName, KernelBug, type Kernel } from "../kernel/index.js";
import { describeObject, kinds, Kref } from "../kernel/internal.js";
import { ExploreError } from "./explore-error.js";
import { rolledBack } from "./rollback.js";
import type { Violation } from "./trace.js";
import { newViolation, violationOf } from "./violation.js";

/** The counts of all counted objects. */
export type Counts = ReadonlyMap<number, number>;

/** A block that a task has allocated. */
export interface TasksBlock {
  readonly address: number;
  /** Whether the call failed that has made it. */
  readonly hasFailed: boolean;
}

/** The counts, had every task exited when the run began: set-up's own references. */
export function countsBefore(kernel: Kernel): Counts {
  try {
    return afterExit(kernel, () => countsOf(kernel));
  } catch (error) {
    // What set-up did wrong, every run does: it is told of at the end of the first one.
    if (error instanceof KernelBug) return new Map();
    throw error;
  }
}

/**
 * What is left when every task has exited; or what a task drops on its exit that was dropped before.
 *
 * @param before - The counts when the run began.
 * @param made - The live blocks that tasks have allocated.
 * @param returned - What tasks and syscalls have returned: who called them has it.
 */
export function leakOf(
  kernel: Kernel,
  before: Counts,
  made: readonly TasksBlock[],
  returned: readonly number[],
): Violation | undefined {
  // Bare words may be the scenario's own; what has fields is somebody's, and so is what a failed call has made.
  const owned = made.flatMap(({ address, hasFailed }) => {
    const kind = kernel.memory.kindAt(address);
    const isOwned = hasFailed || kernel.structures.has(kind);
    return isOwned && !KERNELS.has(kind) && !kernel.countedKinds.has(kind) ? [address] : [];
  });
  try {
    return afterExit(kernel, () => {
      const counted = [...countsOf(kernel)].filter(([object, count]) => count > (before.get(object) ?? 0));
      if (counted.length > 0) {
        return leak(
          kernel,
          counted.map(([object]) => object),
          "references are left",
        );
      }
      const lost = unreachable(kernel, owned, returned);
      return lost.length === 0
        ? undefined
        : leak(kernel, lost, `nothing leads to ${lost.length === 1 ? "it" : "them"}`);
    });
  } catch (error) {
    if (error instanceof ExploreError) throw error;
    return violationOf(error);
  }
}

/** Blocks of the kernel, whose contents are checked elsewhere. */
const KERNELS: ReadonlySet<string> = new Set(Object.values(kinds));

/** Lets every task exit, looks, and takes the exits back: nothing exits for good. */
function afterExit<Result>(kernel: Kernel, look: () => Result): Result {
  return rolledBack(kernel, () => {
    for (const task of kernel.memory.liveOf(kinds.task)) {
      kernel.current = task;
      if (filesOf(kernel, task) !== 0) exitFiles(kernel, task);
    }
    return look();
  }) as Result;
}

function countsOf(kernel: Kernel): Counts {
  const { memory } = kernel;
  const objects = [...kernel.countedKinds].flatMap((kind) => memory.liveOf(kind));
  return new Map(objects.map((object) => [object, memory.load(object + Kref.refcount)]));
}

function leak(kernel: Kernel, objects: readonly number[], why: string): Violation {
  const names = objects.map((object) => formatName(describeObject(kernel, object))).join(" and ");
  const [object] = objects as [number];
  return newViolation("kernel", "leaked-object", `leak of ${names}: ${why} when every task has exited`, {
    object,
    where: kernel.memory.kindAt(object),
  });
}

/** Which of some blocks are live, and no live memory has an address in them, but for those among them. */
function unreachable(kernel: Kernel, blocks: readonly number[], returned: readonly number[]): number[] {
  if (blocks.length === 0) return [];
  const { memory } = kernel;
  const words = memory.raw;
  const lost = new Map<number, number>();
  const reached: (readonly [address: number, words: number])[] = [];
  for (const { address, words: size } of memory.allBlocks()) {
    if (blocks.includes(address)) lost.set(address, size);
    else reached.push([address, size]);
  }
  const reach = (value: number): void => {
    for (const [address, size] of lost) {
      if (value < address || value >= address + size) continue;
      lost.delete(address);
      reached.push([address, size]);
      return;
    }
  };
  returned.forEach(reach);
  for (let block = reached.pop(); block !== undefined && lost.size > 0; block = reached.pop()) {
    const [address, size] = block;
    for (let word = address; word < address + size; word++) reach(words[word] as number);
  }
  return [...lost.keys()];
}
