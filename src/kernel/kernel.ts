/** The kernel: its memory, its parameters, and the few tables that are code rather than state. */
import { WordShape } from "./bitmap.js";
import { KernelBug, type KernelBugKind } from "./bug.js";
import type { HotTable } from "./hot-table.js";
import { Memory } from "./memory.js";

/**
 * What a kind of file does. Runs as kernel code: it may use the kernel's functions on its memory.
 *
 * Mirrors `struct file_operations`, the one operation that descriptors need.
 *
 * @public
 */
export interface FileOperations {
  /** What the file is called in traces: `"pipe"`. */
  readonly name: string;
  /**
   * Runs once, when the last reference is dropped.
   *
   * @param file - The address of the file, whose count is 0.
   * @param privateData - Its `private_data` word.
   */
  readonly release?: (file: number, privateData: number) => void;
}

/**
 * Parameters of a {@link Kernel}. The defaults are Linux's on a 64-bit machine.
 *
 * @public
 */
export interface KernelOptions {
  /**
   * BITS_PER_LONG: table sizes are multiples of it. A power of two, 1 to 64; 64 by default. Small ones make
   * small tables and so small exhaustive scopes.
   */
  readonly bitsPerLong?: number;
  /** NR_OPEN_DEFAULT: slots of the embedded first table, a multiple of bitsPerLong; bitsPerLong by default. */
  readonly nrOpenDefault?: number;
  /** sysctl_nr_open: no table grows past it. At least nrOpenDefault; 1048576 by default. */
  readonly nrOpen?: number;
  /** The soft RLIMIT_NOFILE of the first process: 0 to nrOpen; 1024 (or nrOpen, if lower) by default. */
  readonly rlimitNofile?: number;
  /** panic_on_warn: throw at a failed WARN_ON. True by default; when false {@link Kernel.warnings} collects. */
  readonly panicOnWarn?: boolean;
  /**
   * How reservations are kept. `table` (the default) is mainline: a set bit over a NULL slot says that *somebody*
   * reserved. `per-task` is the design of Al Viro's mail: each task keeps the set of its own, installing makes a
   * slot *uncommitted*, and one commit on return from the syscall publishes or undoes all.
   */
  readonly reservations?: "table" | "per-task";
  /**
   * Per-task: where the commit is called. `glue` (the default, as the mail would have it): directly on return from
   * every syscall, which costs every syscall a load and a test, and as much on entry, because syscalls nest here.
   * `task-work`: from a callback that the first reservation queues, which costs the syscalls that reserve two atomics
   * and the return path its loop; the mail calls it "bloody awful". `explicit`: by whoever reserves, as kernel
   * threads must; no return path looks, so a syscall that forgets leaves its reservations behind.
   */
  readonly commitVia?: "glue" | "task-work" | "explicit";
  /**
   * Per-task: whose reservations a commit ends. `nested` (the default): those of its own scope, because task work,
   * completions of io_uring and Binder reserve on the way out of a syscall, on their own account. `flat`: the whole
   * set, as in the mail; a syscall within a syscall then publishes, or undoes, what the outer one is not done with.
   */
  readonly scopes?: "nested" | "flat";
  /**
   * Per-task: the publishing store against a concurrent resize. `protocol` (the default): the check of
   * resize_in_progress in an RCU section, as fd_install does. `plain`: a bare store, as the mail's pseudo-code
   * reads; a resize that has copied the slot already loses it.
   */
  readonly commitStore?: "protocol" | "plain";
  /**
   * What a lookup does after it has taken its reference. `read-again` (the default) is Linux since 5.16: it begins
   * again when the slot has changed meanwhile. `once` is Linux before (CVE-2021-4083, fixed by 054aa8d439b9).
   */
  readonly lookup?: "read-again" | "once";
  /**
   * Per-task: a reservation that was never installed when the syscall succeeds. `bug` (the default) is the mail's
   * BUG: a forgotten put becomes a crash. `roll-back` gives the descriptor back.
   */
  readonly neverInstalled?: "bug" | "roll-back";
  /**
   * Per-task: unshare, exec and close_range(UNSHARE) by a task whose set is not empty. `refuse` (the default): the
   * call fails with EINVAL, which keeps mainline's rule and makes it an error instead of a corruption. `transfer`:
   * the task's own reservations move to the private copy and leave the old table.
   */
  readonly unshareReserving?: "refuse" | "transfer";
  /**
   * Per-task: an SCM_RIGHTS message that does not fit. `prefix` (the default) is what Linux does: install what fits,
   * set MSG_CTRUNC, drop the rest. `all-or-nothing` takes the prefix back.
   */
  readonly scmRights?: "prefix" | "all-or-nothing";
  /**
   * Per-task: how many reservations a spill page holds, besides the two in task_struct. 1024 by default: a page of
   * 4 KiB. At least 1.
   */
  readonly spillSlots?: number;
  /**
   * Whether the binding checks at run time what its types cannot see. True by default. Without guards misuse
   * does what it does in the kernel.
   */
  readonly guards?: boolean;
}

/**
 * A parameter of {@link KernelOptions} is out of its range; the message names the parameter, its value and the
 * range.
 *
 * @public
 */
export class KernelOptionError extends RangeError {
  /** Always `"KernelOptionError"`. */
  override readonly name = "KernelOptionError";
}

/**
 * A simulated kernel: memory, parameters, and the first process.
 *
 * Kernel functions take it as their first argument where C has globals.
 *
 * @public
 */
export class Kernel {
  /** All state, and the probe that may watch it. */
  readonly memory: Memory;
  /** BITS_PER_LONG. */
  readonly bitsPerLong: number;
  /** NR_OPEN_DEFAULT. */
  readonly nrOpenDefault: number;
  /** sysctl_nr_open; may be lowered while tables exist, as on a real system. */
  nrOpen: number;
  /** The soft RLIMIT_NOFILE that the first process starts with. */
  readonly rlimitNofile: number;
  /** Whether a failed WARN_ON throws. */
  readonly panicOnWarn: boolean;
  /** How reservations are kept. */
  readonly reservations: "table" | "per-task";
  /** Where the commit is called. */
  readonly commitVia: "glue" | "task-work" | "explicit";
  /** Whose reservations a commit ends. */
  readonly scopes: "nested" | "flat";
  /** How the commit stores against a concurrent resize. */
  readonly commitStore: "protocol" | "plain";
  /** What a lookup does after it has taken its reference. */
  readonly lookup: "read-again" | "once";
  /** What a successful commit does with a reservation that was never installed. */
  readonly neverInstalled: "bug" | "roll-back";
  /** What unsharing does while the task holds reservations. */
  readonly unshareReserving: "refuse" | "transfer";
  /** What happens to an SCM_RIGHTS message that does not fit. */
  readonly scmRights: "prefix" | "all-or-nothing";
  /** How many reservations a spill page holds. */
  readonly spillSlots: number;
  /** Whether the binding checks at run time what its types cannot see. */
  readonly guards: boolean;
  /**
   * The address of the task that runs kernel code now; 0 outside syscalls. Set by the syscall frame and by the
   * scheduler that runs the task.
   */
  current = 0;
  /** What failed WARN_ONs said, when they do not throw; each place speaks once. */
  readonly warnings: KernelBug[] = [];

  /** @internal The table that the hot calls used last: see direct.ts. */
  readonly hot: HotTable;
  #direct: boolean;
  /** @internal The shape of bitmap words. */
  readonly shape: WordShape;
  /** @internal Operations by number; 0 is a plain file. */
  readonly operations: FileOperations[] = [{ name: "file" }];

  /**
   * @param options - See {@link KernelOptions}.
   * @throws {@link KernelOptionError} when a parameter is out of its range.
   */
  constructor(options: KernelOptions = {}) {
    const bitsPerLong = options.bitsPerLong ?? 64;
    if (![1, 2, 4, 8, 16, 32, 64].includes(bitsPerLong)) {
      throw new KernelOptionError(`bitsPerLong is ${bitsPerLong}; it must be a power of two from 1 to 64`);
    }
    const nrOpenDefault = options.nrOpenDefault ?? bitsPerLong;
    if (!Number.isInteger(nrOpenDefault) || nrOpenDefault < 1 || nrOpenDefault % bitsPerLong !== 0) {
      throw new KernelOptionError(
        `nrOpenDefault is ${nrOpenDefault}; it must be a multiple of bitsPerLong (${bitsPerLong})`,
      );
    }
    const nrOpen = options.nrOpen ?? 1048576;
    if (!Number.isInteger(nrOpen) || nrOpen < nrOpenDefault || nrOpen > 2 ** 26) {
      throw new KernelOptionError(
        `nrOpen is ${nrOpen}; it must be an integer from nrOpenDefault (${nrOpenDefault}) to 67108864`,
      );
    }
    const rlimitNofile = options.rlimitNofile ?? Math.min(1024, nrOpen);
    if (!Number.isInteger(rlimitNofile) || rlimitNofile < 0 || rlimitNofile > nrOpen) {
      throw new KernelOptionError(
        `rlimitNofile is ${rlimitNofile}; it must be an integer from 0 to nrOpen (${nrOpen})`,
      );
    }
    const spillSlots = options.spillSlots ?? 1024;
    if (!Number.isInteger(spillSlots) || spillSlots < 1 || spillSlots > 1024) {
      throw new KernelOptionError(`spillSlots is ${spillSlots}; it must be an integer from 1 to 1024`);
    }
    this.reservations = options.reservations ?? "table";
    this.commitVia = options.commitVia ?? "glue";
    this.scopes = options.scopes ?? "nested";
    this.commitStore = options.commitStore ?? "protocol";
    this.lookup = options.lookup ?? "read-again";
    this.neverInstalled = options.neverInstalled ?? "bug";
    this.unshareReserving = options.unshareReserving ?? "refuse";
    this.scmRights = options.scmRights ?? "prefix";
    this.spillSlots = spillSlots;
    if (this.reservations === "table" && this.scmRights !== "prefix") {
      throw new KernelOptionError('scmRights "all-or-nothing" needs reservations "per-task"');
    }
    this.memory = new Memory();
    this.hot = this.memory.hot;
    this.bitsPerLong = bitsPerLong;
    this.nrOpenDefault = nrOpenDefault;
    this.nrOpen = nrOpen;
    this.rlimitNofile = rlimitNofile;
    this.panicOnWarn = options.panicOnWarn ?? true;
    this.guards = options.guards ?? true;
    this.shape = new WordShape(Math.min(32, bitsPerLong));
    this.#direct = bitsPerLong >= 32 && this.reservations === "table";
  }

  /** @internal Whether the hot calls may work on the words. */
  get direct(): boolean {
    return this.#direct;
  }

  /** @internal From here on only the general code: for whoever replaces the words, one state by another. */
  useGeneralCode(): void {
    this.#direct = false;
    this.hot.forget();
  }

  /**
   * Registers a kind of file.
   *
   * @param operations - What it does.
   * @returns Its number, for `allocFile`.
   */
  registerOperations(operations: FileOperations): number {
    return this.operations.push(operations) - 1;
  }

  /**
   * A WARN_ON that fired: throws it with panicOnWarn, else remembers it.
   *
   * @param where - The kernel function.
   * @param invariant - What should have held.
   * @throws {@link KernelBug} with {@link KernelOptions.panicOnWarn}.
   */
  warn(where: string, invariant: string): void {
    this.report("WARN", where, invariant);
  }

  /** @internal */
  report(kind: KernelBugKind, where: string, invariant: string): void {
    const bug = new KernelBug(kind, where, invariant);
    if (kind !== "WARN" || this.panicOnWarn) throw bug;
    // WARN_ON_ONCE: each place speaks once.
    if (!this.warnings.some((warning) => warning.where === where)) this.warnings.push(bug);
  }
}
