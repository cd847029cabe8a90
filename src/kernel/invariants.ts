/** What must hold of all tables and files, read straight from the words between steps. */
import { toAddress } from "./argument.js";
import { KernelBug, type Subject } from "./bug.js";
import { slotUnderClearBit } from "./descriptor.js";
import type { Kernel } from "./kernel.js";
import { Fdtable, FileStruct, FilesStruct, kinds, SignalStruct, TaskStruct } from "./layout.js";
import { visibleFile } from "./lookup.js";
import { describeObject, fileName, type MemoryName } from "./names.js";
import { ownedIn, OwnerState } from "./owners.js";
import type { Phase } from "./scheme.js";

/**
 * The state of one descriptor.
 *
 * @public
 */
export interface Slot {
  /** Its number. */
  readonly fd: number;
  /** `uncommitted` is a file that its scheme has not published yet; `corrupt` is a pointer under a clear bit. */
  readonly state: "free" | "reserved" | "uncommitted" | "open" | "corrupt";
  /** The raw value in `fd[]`. */
  readonly value: number;
  /** Close-on-exec; meaningful unless the state is `free`. */
  readonly cloexec: boolean;
}

/**
 * A descriptor table as a reader sees it at one moment.
 *
 * @public
 */
export interface TableView {
  /** The address of its files_struct. */
  readonly files: number;
  /** `count`: how many tasks share it. */
  readonly count: number;
  /** `next_fd`. */
  readonly nextFd: number;
  /** `max_fds`. */
  readonly maxFds: number;
  /** Every descriptor that is not free, lowest first. */
  readonly slots: readonly Slot[];
}

/**
 * Reads one table. For checks and traces: it bypasses locks and probes.
 *
 * @param kernel - The kernel.
 * @param files - The address of the files_struct.
 *
 * @public
 */
export function viewTable(kernel: Kernel, files: number): TableView {
  files = toAddress(kernel, "viewTable", "files", files);
  const { words } = kernel.memory;
  const word = (address: number): number => words[address] as number;
  const { shift, indexMask } = kernel.shape;
  const fdt = word(files + FilesStruct.fdt);
  const maxFds = word(fdt + Fdtable.maxFds);
  const openFds = word(fdt + Fdtable.openFds);
  const closeOnExec = word(fdt + Fdtable.closeOnExec);
  const fds = word(fdt + Fdtable.fd);
  const bit = (map: number, fd: number): boolean =>
    ((word(map + (fd >> shift)) >> (fd & indexMask)) & 1) !== 0;
  const slots: Slot[] = [];
  for (let fd = 0; fd < maxFds; fd++) {
    const value = word(fds + fd);
    const claimed = bit(openFds, fd);
    if (!claimed && value === 0) continue;
    slots.push({ fd, state: stateOf(claimed, value), value, cloexec: bit(closeOnExec, fd) });
  }
  const count = word(files + FilesStruct.count);
  return { files, count, nextFd: word(files + FilesStruct.nextFd), maxFds, slots };
}

/** The state of a slot that is not free. */
function stateOf(isClaimed: boolean, value: number): Exclude<Slot["state"], "free"> {
  if (!isClaimed) return "corrupt";
  if (value === 0) return "reserved";
  return (value & 1) !== 0 ? "uncommitted" : "open";
}

/**
 * Every table of the kernel.
 *
 * @param kernel - The kernel.
 *
 * @public
 */
export function viewTables(kernel: Kernel): TableView[] {
  return Array.from(kernel.memory.blocks(kinds.files), ({ address }) => viewTable(kernel, address));
}

/**
 * Checks every invariant of every table and file, those that the kernel's scheme adds first.
 *
 * @param kernel - The kernel.
 * @param phase - Where tasks may stand. At rest a file reference in flight counts as a reference, and every count must be
 * exact.
 * @returns What is broken, in the order of addresses; empty when all holds.
 *
 * @public
 */
export function checkInvariants(kernel: Kernel, phase: Phase): KernelBug[] {
  const { memory } = kernel;
  const { words } = memory;
  const isInCall = phase === "in-call";
  const isAtRest = phase === "at-rest";
  const bugs = [...kernel.scheme.checkInvariants(kernel, phase)];
  const broken: Report = (kind, where, what, about) => {
    bugs.push(new KernelBug(kind, where, what, about));
  };
  const references = new Map<number, number>();
  const refer = (file: number): void => void references.set(file, (references.get(file) ?? 0) + 1);
  const reservations = new Set<string>();
  for (const { state, value, files } of ownedIn(kernel.inFlight)) {
    if (state === OwnerState.file) refer(value);
    else reservations.add(`${files}:${value}`);
  }

  const inUse = memory.liveOf(kinds.task).map((task) => words[task + TaskStruct.files]);
  const { shift, indexMask } = kernel.shape;
  for (const files of memory.liveOf(kinds.files)) {
    const where = describeObject(kernel, files);
    const fdt = words[files + FilesStruct.fdt] as number;
    const maxFds = words[fdt + Fdtable.maxFds] as number;
    const openFds = words[fdt + Fdtable.openFds] as number;
    const fds = words[fdt + Fdtable.fd] as number;
    for (let fd = 0; fd < maxFds; fd++) {
      const value = words[fds + fd] as number;
      const isClaimed = (((words[openFds + (fd >> shift)] as number) >> (fd & indexMask)) & 1) !== 0;
      if (!isClaimed && value === 0) continue;
      const state = stateOf(isClaimed, value);
      // Under the lock a slot may be filled just before its bit is set, as dup2 does.
      const isBetween = isInCall && words[files + FilesStruct.fileLock] !== 0;
      if (state === "corrupt" && !isBetween)
        broken("corruption", where, slotUnderClearBit(kernel, fd, value), {
          descriptor: fd,
          files,
          file: value & ~1,
        });
      if (value !== 0) {
        const file = value & ~1;
        refer(file);
        const free = !memory.isLive(file) || (words[file + FileStruct.count] as number) <= 0;
        if (free)
          broken("use after free", where, `slot ${fd} holds ${fileName(kernel, file)}, which is released`, {
            descriptor: fd,
            files,
            file,
          });
      }
      const reserved = reservations.size > 0 && reservations.delete(`${files}:${fd}`);
      if (reserved && visibleFile(value) !== 0) {
        broken("corruption", where, `fd ${fd} is reserved by a task and holds ${fileName(kernel, value)}`, {
          descriptor: fd,
          files,
          file: value & ~1,
        });
      } else if (isAtRest && (state === "reserved" || state === "uncommitted")) {
        broken("leak", where, `fd ${fd} is ${state} for ever: every syscall has returned`, {
          descriptor: fd,
          files,
        });
      }
    }
    // A copy that no task has yet is filled without its lock: its bits and their summaries are still to meet.
    if (!isInCall || inUse.includes(files)) checkHints(kernel, files, broken);
    if (isAtRest && words[files + FilesStruct.fileLock] !== 0)
      broken("leak", where, "file_lock is held", { files });
    if (isAtRest && words[files + FilesStruct.resizeInProgress] !== 0) {
      broken("leak", where, "resize_in_progress is set and nobody resizes", { files });
    }
  }
  for (const reservation of reservations) {
    const [files, fd] = reservation.split(":");
    broken(
      "corruption",
      describeObject(kernel, Number(files)),
      `fd ${fd} is reserved by a task and its bit is clear`,
      {
        descriptor: Number(fd),
        files: Number(files),
      },
    );
  }
  for (const file of memory.liveOf(kinds.file)) {
    const count = words[file + FileStruct.count] as number;
    const expected = references.get(file) ?? 0;
    if (isAtRest ? count !== expected : count < expected) {
      const kind = count > expected ? "leak" : "use after free";
      broken(kind, describeObject(kernel, file), `its count is ${count} and ${expected} references exist`, {
        file,
      });
    }
  }
  if (isAtRest) checkReachable(kernel, broken);
  return bugs;
}

/** Notes what is broken, and in which object. */
type Report = (kind: KernelBug["kind"], where: MemoryName, what: string, about?: Subject) => void;

/**
 * Every table and process belongs to as many tasks as it counts, and every array and bitmap to a table: nobody else would free
 * them.
 */
function checkReachable(kernel: Kernel, broken: Report): void {
  const { memory } = kernel;
  const { words } = memory;
  const users = new Map<number, number>();
  const use = (shared: number): void => void users.set(shared, (users.get(shared) ?? 0) + 1);
  for (const task of memory.liveOf(kinds.task)) {
    use(words[task + TaskStruct.files] as number);
    use(words[task + TaskStruct.signal] as number);
  }
  const checkUsers = (shared: number, count: number, about: Subject): void => {
    const expected = users.get(shared) ?? 0;
    if (count === expected) return;
    const kind = count > expected ? "leak" : "use after free";
    broken(kind, describeObject(kernel, shared), `its count is ${count} and ${expected} tasks use it`, about);
  };
  for (const signal of memory.liveOf(kinds.signal))
    checkUsers(signal, words[signal + SignalStruct.count] as number, {});
  const reachable = new Set<number>();
  for (const files of memory.liveOf(kinds.files)) {
    const fdt = words[files + FilesStruct.fdt] as number;
    reachable.add(fdt);
    reachable.add(words[fdt + Fdtable.fd] as number).add(words[fdt + Fdtable.openFds] as number);
    checkUsers(files, words[files + FilesStruct.count] as number, { files });
  }
  for (const kind of [kinds.fdtable, kinds.fdArray, kinds.bitmaps]) {
    for (const block of memory.liveOf(kind)) {
      if (!reachable.has(block)) broken("leak", describeObject(kernel, block), "no table has it");
    }
  }
}

/** nextFd and the full bits are functions of openFds; they are wrong while the lock is held. */
function checkHints(kernel: Kernel, files: number, broken: Report): void {
  const { words } = kernel.memory;
  const { shape } = kernel;
  if (words[files + FilesStruct.fileLock] !== 0) return;
  const where = describeObject(kernel, files);
  const fdt = words[files + FilesStruct.fdt] as number;
  const openFds = words[fdt + Fdtable.openFds] as number;
  const maxFds = words[fdt + Fdtable.maxFds] as number;
  const nextFd = words[files + FilesStruct.nextFd] as number;
  for (let fd = 0; fd < nextFd; fd++) {
    const map = words[openFds + (fd >> shape.shift)] as number;
    if (fd >= maxFds || ((map >> (fd & shape.indexMask)) & 1) === 0)
      broken("corruption", where, `next_fd is ${nextFd} and fd ${fd} is free`, { files });
  }
  const compare = (level: string, map: number, of: number, count: number): void => {
    for (let index = 0; index < count; index++) {
      const word = words[map + (index >> shape.shift)] as number;
      const says = ((word >> (index & shape.indexMask)) & 1) !== 0;
      const is = words[of + index] === shape.full;
      if (says !== is)
        broken("corruption", where, `${level} bit ${index} is ${says} and its word is ${is}`, { files });
    }
    // The search for a free bit runs off the end and must find one there.
    for (let index = count; (index & shape.indexMask) !== 0; index++) {
      const word = words[map + (index >> shape.shift)] as number;
      if (((word >> (index & shape.indexMask)) & 1) !== 0)
        broken("corruption", where, `${level} bit ${index} is set and stands for no word`);
    }
  };
  const bits = shape.wordsFor(maxFds);
  const full = words[fdt + Fdtable.fullFdsBits] as number;
  compare("full_fds_bits", full, openFds, bits);
  compare("full words", words[fdt + Fdtable.fullWordsBits] as number, full, shape.wordsFor(bits));
}
