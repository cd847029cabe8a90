/** The kernel: its memory, its parameters, and the few tables that are code rather than state. */
import { GLOBAL, Op } from "./access.js";
import { WordShape } from "./bitmap.js";
import { KernelBug, type KernelBugKind, type Subject } from "./bug.js";
import type { HotTable } from "./hot-table.js";
import { NR_OPEN } from "./layout.js";
import { Memory } from "./memory.js";
import { nrOpenOf } from "./option-error.js";
import { NOTHING, type InFlight } from "./owners.js";
import { resolveOptions, type KernelOptions, type ResolvedOptions } from "./options.js";
import type { ReservationScheme } from "./scheme.js";
import type { StructLayout } from "./struct.js";

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
 * What a {@link Kernel} is, once its parameters are checked. A program that needs one scheme only extends it, so that a
 * bundler leaves the other schemes out.
 *
 * @public
 */
export abstract class KernelBase {
  /** All state, and the probe that may watch it. */
  readonly memory: Memory;
  /** BITS_PER_LONG. */
  readonly bitsPerLong: number;
  /** NR_OPEN_DEFAULT. */
  readonly nrOpenDefault: number;
  /** The soft RLIMIT_NOFILE that the first process starts with. */
  readonly rlimitNofile: number;
  /** Whether a failed WARN_ON throws. */
  readonly panicOnWarn: boolean;
  /** How reservations are kept. */
  readonly scheme: ReservationScheme;
  /** What a lookup does after it has taken its reference. */
  readonly lookup: "read-again" | "once";
  /** What a copy of a table takes of full_fds_bits. */
  readonly fullBitsCopy: "bits" | "words";
  /** Whether the binding checks at run time what its types cannot see. */
  readonly guards: boolean;
  /**
   * The address of the task that runs kernel code now; 0 outside syscalls. Set by the syscall frame and by the
   * scheduler that runs the task.
   */
  current = 0;
  /** What failed WARN_ONs said, when they do not throw; each place speaks once. */
  readonly warnings: KernelBug[] = [];

  /**
   * @internal Who owns what in flight, for the guards and the invariants alone: see owners.ts. What goes back to an earlier
   * state of memory sets this as well.
   */
  inFlight: InFlight = NOTHING;
  /** @internal The table that the hot calls used last: see direct.ts. */
  readonly hot: HotTable;
  #direct: boolean;
  /** @internal The shape of bitmap words. */
  readonly shape: WordShape;
  /** @internal The layouts of structures that are not the model's, by name: see struct.ts. */
  readonly structures = new Map<string, StructLayout>();
  /** @internal What counted objects are called: their blocks begin with a count, which the end of a run looks at. */
  readonly countedKinds = new Set<string>();
  /** @internal Operations by number; 0 is a plain file. */
  readonly operations: FileOperations[] = [{ name: "file" }];

  /** @internal */
  constructor(resolved: ResolvedOptions) {
    this.memory = new Memory();
    this.hot = this.memory.hot;
    this.bitsPerLong = resolved.bitsPerLong;
    this.nrOpenDefault = resolved.nrOpenDefault;
    this.nrOpen = resolved.nrOpen;
    this.rlimitNofile = resolved.rlimitNofile;
    this.panicOnWarn = resolved.panicOnWarn;
    this.lookup = resolved.lookup;
    this.fullBitsCopy = resolved.fullBitsCopy;
    this.guards = resolved.guards;
    this.scheme = resolved.scheme;
    this.shape = new WordShape(Math.min(32, this.bitsPerLong));
    this.#direct = this.bitsPerLong >= 32 && this.scheme.usesFastPath;
  }

  /**
   * sysctl_nr_open: a word of memory, so that reading it and writing it are accesses. It may be lowered while tables exist,
   * as by a write to /proc/sys/fs/nr_open. What it may become is what the option may be.
   *
   * @throws {@link KernelOptionError} when it is set out of its range.
   */
  get nrOpen(): number {
    return this.memory.perform(Op.load, NR_OPEN, GLOBAL, 0);
  }

  set nrOpen(limit: number) {
    this.memory.perform(Op.store, NR_OPEN, nrOpenOf(limit, this.nrOpenDefault), GLOBAL);
  }

  /** @internal Whether the hot calls may work on the words. */
  get direct(): boolean {
    return this.#direct;
  }

  /** @internal From here on use only the general code: for callers that replace the words of one state by another. */
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
   * @throws {@link KernelBug} with {@link CommonKernelOptions.panicOnWarn}.
   */
  warn(where: string, invariant: string): void {
    this.report("WARN", where, invariant);
  }

  /** @internal */
  report(kind: KernelBugKind, where: string, invariant: string, about?: Subject): void {
    const bug = new KernelBug(kind, where, invariant, about);
    if (kind !== "WARN" || this.panicOnWarn) throw bug;
    // WARN_ON_ONCE: each place speaks once.
    if (!this.warnings.some((warning) => warning.where === where)) this.warnings.push(bug);
  }
}

/**
 * A simulated kernel: memory, parameters, and the first process.
 *
 * Kernel functions take it as their first argument where C has globals.
 *
 * @public
 */
export class Kernel extends KernelBase {
  /**
   * @param options - See {@link KernelOptions}.
   * @throws {@link KernelOptionError} when a parameter is out of its range, belongs to another scheme, or does not exist.
   */
  constructor(options: KernelOptions = {}) {
    super(resolveOptions(options));
  }
}
