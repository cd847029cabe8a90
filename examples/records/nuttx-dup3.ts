/**
 * NuttX duplicates a descriptor onto a number that another thread has begun to open.
 *
 * A descriptor of NuttX was the file itself, a structure in the table. `open` claims it under the table's lock, and lets the
 * driver fill it without; `dup3` closed and overwrote it in between, and the driver then found the data of another file, or
 * none. https://github.com/apache/nuttx/pull/16326 answers -EBUSY, as Linux does for a reserved number;
 * https://github.com/apache/nuttx/pull/16499 then separated files from descriptors.
 */
import type { Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { allocStruct, type Kernel } from "fd-reservation/kernel";

const EBUSY = -16;
const Inode = { minor: 0, size: 2 } as const;
const State = { inode: 0, size: 2 } as const;
const FileList = { lock: 0, size: 2 } as const;
const File = { inode: 0, state: 1, isOpening: 2, size: 4 } as const;

interface Shared {
  /** The table, as far as it is not its files. */
  readonly list: number;
  /** The file of number 1. */
  readonly file: number;
  /** Two inodes. */
  readonly console: number;
  readonly disk: number;
}

/** What a driver keeps for an open file of an inode. */
function newState(kernel: Kernel, inode: number): number {
  const state = allocStruct(kernel, "driver state", State);
  kernel.memory.store(state + State.inode, inode);
  return state;
}

/** Number 1 is free; 0, whose file is not needed here, is the console. */
function setup({ kernel }: World): Shared {
  return {
    list: allocStruct(kernel, "filelist", FileList),
    file: allocStruct(kernel, "filep", File),
    console: allocStruct(kernel, "inode", Inode),
    disk: allocStruct(kernel, "inode", Inode),
  };
}

/** Opens the disk as number 1, unless that is taken; the driver fills the file. */
function open({ kernel }: Task, { list, file, disk }: Shared): number {
  const { memory } = kernel;
  memory.lock(list + FileList.lock);
  const isFree = memory.load(file + File.inode) === 0;
  if (isFree) {
    memory.store(file + File.inode, disk);
    memory.store(file + File.isOpening, 1);
  }
  memory.unlock(list + FileList.lock);
  if (!isFree) return EBUSY;
  memory.store(file + File.state, newState(kernel, disk));
  memory.lock(list + FileList.lock);
  memory.store(file + File.isOpening, 0);
  memory.unlock(list + FileList.lock);
  return 1;
}

/** Makes number 1 a file of the console; what was there is closed. */
function dup3({ kernel }: Task, { list, file, console }: Shared, refuses: boolean): number {
  const { memory } = kernel;
  memory.lock(list + FileList.lock);
  const isBusy = refuses && memory.load(file + File.isOpening) !== 0;
  if (!isBusy) {
    const old = memory.load(file + File.state);
    if (old !== 0) memory.free(old);
    memory.store(file + File.inode, console);
    memory.store(file + File.state, newState(kernel, console));
  }
  memory.unlock(list + FileList.lock);
  return isBusy ? EBUSY : 1;
}

function opening(name: string, refuses: boolean, violates?: string): Scenario {
  return scenario<Shared>({
    name: `an open and a dup3 of one number on NuttX, ${name}`,
    setup,
    tasks: { opener: open, duplicator: (current, shared) => dup3(current, shared, refuses) },
    check({ kernel: { memory }, shared: { file, console } }) {
      const inode = memory.load(file + File.inode);
      const owner = memory.load(memory.load(file + File.state) + State.inode);
      if (owner === inode) return;
      throw new Error(`the driver of the ${inode === console ? "console" : "disk"} has another one's state`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const asItWas = opening(
  "whatever its state",
  false,
  "the driver of the console has another one's state",
);
export const fixed = opening("which is refused while it is being opened", true);
