/**
 * Who owns what in flight: a record for each reservation and file reference that kernel code holds outside the
 * tables. Linux keeps no such list; the guards and the invariants read it, and nothing else may depend on it.
 */
import type { Kernel } from "./kernel.js";
import { kinds, OwnerRecord, TaskStruct } from "./layout.js";

/** What a record stands for. */
export const OwnerState = {
  /** The obligation has ended. */
  ended: 0,
  /** A reservation that no token has taken over yet. */
  unclaimed: 1,
  /** A reservation with a token. */
  reservation: 2,
  /** A reference to a file. */
  file: 3,
  /** The first of several reservations made together, which no token has taken over yet. */
  unclaimedFirst: 4,
  /** One of the others. */
  unclaimedNext: 5,
} as const;

/** Names a record for good: memory is reused, serials are not. */
export interface Ownership {
  readonly record: number;
  readonly serial: number;
}

/** Notes that a task now owns something. */
export function own(kernel: Kernel, task: number, state: number, value: number, files: number): Ownership {
  const { memory } = kernel;
  const record = memory.allocate(OwnerRecord.size, kinds.owner);
  const serial = memory.load(task + TaskStruct.ownerSerial) + 1;
  memory.store(task + TaskStruct.ownerSerial, serial);
  memory.store(record + OwnerRecord.value, value);
  memory.store(record + OwnerRecord.task, task);
  memory.store(record + OwnerRecord.files, files);
  memory.store(record + OwnerRecord.serial, serial);
  memory.store(record + OwnerRecord.next, memory.load(task + TaskStruct.owners));
  memory.store(task + TaskStruct.owners, record);
  // Last: from here on it counts, and the rest of it holds.
  memory.store(record + OwnerRecord.state, state);
  return { record, serial };
}

/** Whether the obligation is still open, and in which state; OwnerState.ended otherwise. */
export function ownerState(kernel: Kernel, { record, serial }: Ownership, task: number): number {
  const { memory } = kernel;
  // The memory may belong to a later record, of this task or another.
  if (memory.load(record + OwnerRecord.task) !== task) return OwnerState.ended;
  if (memory.load(record + OwnerRecord.serial) !== serial) return OwnerState.ended;
  return memory.load(record + OwnerRecord.state);
}

/** Notes that the obligation of a record has ended. */
export function disown(kernel: Kernel, record: number): void {
  const { memory } = kernel;
  const task = memory.load(record + OwnerRecord.task);
  const next = memory.load(record + OwnerRecord.next);
  let link = task + TaskStruct.owners;
  for (let other = memory.load(link); other !== record; other = memory.load(link)) {
    link = other + OwnerRecord.next;
  }
  memory.store(link, next);
  memory.store(record + OwnerRecord.state, OwnerState.ended);
  memory.recycle(record);
}

/** The records of a task, newest first. The caller may disown the one it was just given. */
export function* ownersOf(kernel: Kernel, task: number): Generator<number> {
  const { memory } = kernel;
  let record = memory.load(task + TaskStruct.owners);
  while (record !== 0) {
    const next = memory.load(record + OwnerRecord.next);
    yield record;
    record = next;
  }
}

/**
 * Every file reference in flight, by the identity of its record. Read straight from the words, between steps.
 */
export function filesInFlight(kernel: Kernel): Map<string, number> {
  const { words } = kernel.memory;
  const files = new Map<string, number>();
  for (const { address } of kernel.memory.blocks(kinds.owner)) {
    if (words[address + OwnerRecord.state] !== OwnerState.file) continue;
    const identity = `${words[address + OwnerRecord.task]}#${words[address + OwnerRecord.serial]}`;
    files.set(identity, words[address + OwnerRecord.value] as number);
  }
  return files;
}
