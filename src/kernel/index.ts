/**
 * The executable model of Linux's descriptor table: plain functions over simulated memory, in the kernel's names.
 *
 * @packageDocumentation
 */
export { Op } from "./access.js";
export { KernelArgumentError } from "./argument.js";
export { KernelBug, type KernelBugKind, type Subject } from "./bug.js";
export { allocFd, fillSlot, freeFd } from "./descriptor.js";
export { allocFile, closeFd, fdInstall, getFile, getUnusedFdFlags } from "./direct.js";
export { errnoCode, errnoNumbers, formatResult, type ErrnoCode } from "./errno.js";
export type { FdRange } from "./fdtable.js";
export { fput } from "./file.js";
export { dup, dup2, dup3, fDupfd, fGetfd, fSetfd, putUnusedFd, rlimitNofile } from "./files.js";
export { CLOSE_RANGE_CLOEXEC, CLOSE_RANGE_UNSHARE, FD_CLOEXEC, O_CLOEXEC } from "./flags.js";
export { checkInvariants, viewTable, viewTables, type Slot, type TableView } from "./invariants.js";
export { Kernel, KernelBase, type FileOperations } from "./kernel.js";
export { Fdtable, FilesStruct, FileStruct, TASK_INTERRUPTIBLE, TASK_RUNNING, TaskStruct } from "./layout.js";
export { fdget, fdput, fget } from "./lookup.js";
export {
  Memory,
  type Block,
  type CallArgument,
  type CallObserver,
  type CallOutcome,
  type FaultPoint,
  type Probe,
} from "./memory.js";
export { fileName, formatName, nameWord, type MemoryName } from "./names.js";
export { KernelOptionError } from "./option-error.js";
export {
  withScheme,
  type CommonKernelOptions,
  type KernelOptions,
  type NoPerTaskOptions,
  type OwnSchemeKernelOptions,
  type SchemeName,
  type SlotsKernelOptions,
  type TableKernelOptions,
  type TaggedKernelOptions,
} from "./options.js";
export {
  beginScope,
  commit,
  discard,
  endScope,
  readSet,
  syscallEnter,
  syscallReturn,
} from "./reservations.js";
export { schedule, setCurrentState, wakeUpProcess } from "./sched.js";
export { filesOf, schemeWord, type Phase, type ReservationScheme } from "./scheme.js";
export { checkSets } from "./schemes/sets.js";
export type { PerTaskOptions } from "./schemes/per-task.js";
export type { SlotsOptions } from "./schemes/slots.js";
export { tableScheme } from "./schemes/table.js";
export type { TaggedOptions } from "./schemes/tagged.js";
export { fdPrepare, fdPrepareFd, fdPrepareFile, fdStage } from "./slots.js";
export { receiveFd, scmDetachFds, type ScmRights } from "./scm.js";
export { allocStruct, type StructLayout } from "./struct.js";
export {
  clone,
  closeRange,
  dupFd,
  execve,
  exitFiles,
  initTask,
  kthreadRun,
  makeTaskDead,
  openDescriptors,
  setRlimitNofile,
  unshareFiles,
  type CloneFlags,
} from "./task.js";
export { allocUser, getUser, putUser } from "./user.js";
