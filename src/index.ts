/**
 * Typed RAII for descriptor reservations: what a function reserves, its scope rolls back, unless a file is
 * committed.
 *
 * @packageDocumentation
 */
export * from "./binding/index.js";
export {
  allocUser,
  errnoCode,
  errnoNumbers,
  formatResult,
  Kernel,
  KernelArgumentError,
  KernelBug,
  KernelOptionError,
  type CloneFlags,
  type CommonKernelOptions,
  type ErrnoCode,
  type FileOperations,
  type KernelBugKind,
  type KernelOptions,
  type NoPerTaskOptions,
  type OwnSchemeKernelOptions,
  type PerTaskOptions,
  type Phase,
  type ReservationScheme,
  type SchemeName,
  type SlotsKernelOptions,
  type SlotsOptions,
  type ScmRights,
  type Slot,
  type TableKernelOptions,
  type TableView,
  type TaggedKernelOptions,
  type TaggedOptions,
} from "./kernel/index.js";
export type { Exclusive, Move, NotThreadSafe, Sendable } from "./ownership/index.js";
