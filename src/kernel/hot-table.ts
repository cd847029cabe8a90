/** The table that was used last, and the memory of files: what the hot calls need to know, so that they need not look it up. */
import { isAddress, isInt } from "./argument.js";
import type { Kernel } from "./kernel.js";
import { Fdtable, FilesStruct, SignalStruct, TaskStruct } from "./layout.js";

/**
 * Addresses in the table of one task. The arrays of an fdtable never move, so they hold until the task gets another
 * table, the table another fdtable, or the process another limit: each of them forgets. To attach a probe
 * forgets as well: with one, the general code runs.
 */
export class HotTable {
  /** Whose table it is; 0 when nothing is remembered. */
  task = 0;
  /** The memory's words; none while a probe watches. */
  words: Int32Array;
  /** `file_lock`. */
  lock = 0;
  /** `resize_in_progress`. */
  resize = 0;
  /** `next_fd`. */
  nextFd = 0;
  /** Its size: not an address. */
  maxFds = 0;
  /** Where numbers end: at its size, or at the soft RLIMIT_NOFILE. Not an address. */
  end = 0;
  /** `fd[]`. */
  fds = 0;
  /** `open_fds`. */
  openFds = 0;
  /** `close_on_exec`, from `open_fds` on. */
  closeOnExec = 0;
  /** `full_fds_bits`. */
  fullFdsBits = 0;
  /** The level above: full words of `full_fds_bits`. */
  fullWordsBits = 0;

  /** Released files whose memory the next ones are given; none while a probe watches. */
  files: number[];

  constructor(words: Int32Array, files: number[]) {
    this.words = words;
    this.files = files;
  }

  /** What was remembered may be so no more. No address is left that may become anybody else's. */
  forget(): void {
    this.task = this.nextFd = this.openFds = this.maxFds = this.end = 0;
  }
}

/** Remembers a task's table, if the hot calls may work on it. */
export function rememberTable(kernel: Kernel, task: number): void {
  const { memory, hot } = kernel;
  if (
    hot.task === task ||
    !isInt(task) ||
    !isAddress(memory.raw, task) ||
    !kernel.direct ||
    memory.probe !== null
  )
    return;
  const word = (address: number): number => memory.words[address] as number;
  const files = word(task + TaskStruct.files);
  if (files === 0) return;
  const fdt = word(files + FilesStruct.fdt);
  hot.task = task;
  hot.lock = files + FilesStruct.fileLock;
  hot.resize = files + FilesStruct.resizeInProgress;
  hot.nextFd = files + FilesStruct.nextFd;
  hot.maxFds = word(fdt + Fdtable.maxFds);
  hot.end = Math.min(hot.maxFds, word(word(task + TaskStruct.signal) + SignalStruct.rlimitNofile));
  hot.fds = word(fdt + Fdtable.fd);
  hot.openFds = word(fdt + Fdtable.openFds);
  hot.closeOnExec = word(fdt + Fdtable.closeOnExec) - hot.openFds;
  hot.fullFdsBits = word(fdt + Fdtable.fullFdsBits);
  hot.fullWordsBits = word(fdt + Fdtable.fullWordsBits);
}
