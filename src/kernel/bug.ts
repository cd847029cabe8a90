/** The error that the model throws when the kernel itself is wrong: an invariant broke, and where. */
import { formatName, type MemoryName } from "./names.js";

/**
 * What is wrong with the kernel.
 *
 * - `BUG`: a `BUG_ON` condition holds;
 * - `WARN`: a `WARN_ON` condition holds (thrown only with `panicOnWarn`);
 * - `corruption`: the descriptor table contradicts itself, as a pointer under a clear bit does;
 * - `use after free`: an object was touched after its last reference was dropped;
 * - `leak`: a bit, a reference or a lock that nobody will ever give back;
 * - `deadlock`: a task waits for what nobody can do.
 *
 * @public
 */
export type KernelBugKind = "BUG" | "WARN" | "corruption" | "use after free" | "leak" | "deadlock";

/**
 * What a broken rule is about, where it is about any of it.
 *
 * @public
 */
export interface Subject {
  /** The descriptor. */
  readonly descriptor?: number;
  /** The files_struct that the descriptor belongs to. */
  readonly files?: number;
  /** The file's address. */
  readonly file?: number;
}

/**
 * An invariant of the kernel broke. `message` says which one, where, and with what values.
 *
 * Mirrors the kernel's `BUG_ON`, `WARN_ON`, `VFS_BUG_ON` and what KASAN or lockdep would have printed.
 *
 * @public
 */
export class KernelBug extends Error {
  /** Always `"KernelBug"`. */
  override readonly name = "KernelBug";

  /** The kernel function that found it; for an invariant what kind of object breaks it: `table`, or a file's kind. */
  readonly where: string;

  /**
   * @param kind - The family of the fault.
   * @param where - The kernel function that found it, or the object that breaks an invariant.
   * @param invariant - What should have held, with the values that contradict it.
   * @param about - Which descriptor and file it is about, as data.
   */
  constructor(
    /** The family of the fault. */
    readonly kind: KernelBugKind,
    where: string | MemoryName,
    /** What should have held, with the values that contradict it. */
    readonly invariant: string,
    /** Which descriptor and file it is about, as data. */
    readonly about: Subject = {},
  ) {
    super(`${kind} in ${typeof where === "string" ? where : formatName(where)}: ${invariant}`);
    this.where = typeof where === "string" ? where : (where.kind ?? "memory");
  }
}
