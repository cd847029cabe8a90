/** Where each field of each kernel structure lies: offsets in words from the structure's address. */

/**
 * `struct task_struct`, as far as descriptors go. Offsets of its words.
 *
 * @public
 */
export const TaskStruct = {
  /** `files`: its files_struct; NULL after exit_files(), and in a kernel thread that was made without. */
  files: 0,
  /** `signal`: what the threads of its process share. */
  signal: 1,
  /** `flags`: PF_KTHREAD and PF_EXITING; and `__state`, which Linux keeps apart: TASK_INTERRUPTIBLE. */
  flags: 2,
  /** `pid`, for messages. */
  pid: 3,
  /** The words of the kernel's reservation scheme, as many as fit: see scheme.ts. */
  scheme: 4,
  size: 16,
} as const;

/** `struct signal_struct`: what the threads of one process share. */
export const SignalStruct = {
  /** How many tasks share it. */
  count: 0,
  /** The soft RLIMIT_NOFILE. */
  rlimitNofile: 1,
  size: 2,
} as const;

/**
 * `struct file`: one open file description. Offsets of its words.
 *
 * @public
 */
export const FileStruct = {
  /** `f_ref`: table slots and holders in flight; 0 once it is released. */
  count: 0,
  /** `f_flags`. O_CLOEXEC is never here: it belongs to the descriptor. */
  flags: 1,
  /** `f_op`: an index into the kernel's list of operations. */
  operations: 2,
  /** A serial number, for people: file#3. */
  serial: 3,
  /** `f_pos`. */
  position: 4,
  /** `private_data`. */
  privateData: 5,
  size: 6,
} as const;

/**
 * `struct fdtable`: immutable in size; growing makes a new one. Offsets of its words.
 *
 * @public
 */
export const Fdtable = {
  /** `max_fds`: how many slots; a multiple of BITS_PER_LONG. */
  maxFds: 0,
  /** `fd`: the array of pointers to files. */
  fd: 1,
  /** `open_fds`: bit n set = descriptor n is claimed. */
  openFds: 2,
  /** `close_on_exec`: meaningful under a set bit of open_fds only. */
  closeOnExec: 3,
  /** `full_fds_bits`: bit n set = word n of open_fds is full. */
  fullFdsBits: 4,
  /** One level more, not in Linux: bit n set = word n of full_fds_bits is full. See bitmap.ts. */
  fullWordsBits: 5,
  size: 6,
} as const;

/**
 * `struct files_struct`: a descriptor table as tasks share it. Offsets of its words.
 *
 * @public
 */
export const FilesStruct = {
  /** `count`: how many tasks share it. */
  count: 0,
  /** `file_lock`. */
  fileLock: 1,
  /** `next_fd`: no descriptor below it is free. */
  nextFd: 2,
  /** `fdt`: the table of today (RCU). */
  fdt: 3,
  /** `resize_in_progress`. */
  resizeInProgress: 4,
  /** `resize_wait`. */
  resizeWait: 5,
  /** `fdtab`: the embedded first table. Its arrays follow it. */
  fdtab: 6,
  size: 6 + Fdtable.size,
} as const;

/** A counted object, a block whose first word is its `refcount`. */
export const Kref = {
  /** `refcount`. */
  refcount: 0,
  /** What the object holds: one word, to stand for all of it. */
  value: 1,
  size: 2,
} as const;

/** The word of the global variable `sysctl_nr_open`. It is before the first block, where a field of NULL would be as well. */
export const NR_OPEN = 1;

/** The kinds of blocks on the heap. */
export const kinds = {
  task: "struct task_struct",
  signal: "struct signal_struct",
  file: "struct file",
  files: "struct files_struct",
  fdtable: "struct fdtable",
  fdArray: "fd array",
  bitmaps: "fd bitmaps",
  user: "user memory",
  spill: "reservation page",
} as const;

/** Task flag: a kernel thread. */
export const PF_KTHREAD = 1;
/** Task flag: it has exited. */
export const PF_EXITING = 2;
/** Task flag: it died in the middle of a syscall, and its destructors never run. */
export const PF_DEAD = 4;

/**
 * Task state: it runs, or may run. Mirrors `TASK_RUNNING`.
 *
 * @public
 */
export const TASK_RUNNING = 0;
/**
 * Task state: it sleeps, or is about to, until it is woken up. Mirrors `TASK_INTERRUPTIBLE`; the value is this model's.
 *
 * @public
 */
export const TASK_INTERRUPTIBLE = 8;
