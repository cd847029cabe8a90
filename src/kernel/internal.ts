/**
 * What the model lends to the other folders of this package beyond its public face: the layout of its memory, the
 * records of who holds what, names of objects as data, and how tasks stand.
 */
export {
  Fdtable,
  FilesStruct,
  FileStruct,
  kinds,
  Kref,
  NR_OPEN,
  PF_KTHREAD,
  TASK_INTERRUPTIBLE,
  TaskStruct,
} from "./layout.js";
export { integer, isInt, toInt, toUnsigned } from "./argument.js";
export { lookupFdRaw } from "./direct.js";
export { integerOf, nrOpenOf } from "./option-error.js";
export {
  answerOf,
  footprints,
  freesBlock,
  isDecision,
  isOfNrOpen,
  Op,
  opNames,
  touchesWord,
  wordAfter,
  writesWord,
  type WordOp,
} from "./access.js";
export { HEADER, HELD_BY_NOBODY, LIVE, OWN } from "./memory.js";
export { describeFile, describeObject, describeWord } from "./names.js";
export {
  claim,
  disown,
  isOpen,
  joined,
  own,
  ownedBy,
  ownedIn,
  OwnerState,
  transferOwned,
  type InFlight,
  type Owned,
} from "./owners.js";
export { reservationsOf } from "./reservations.js";
export { putCmsgHeader } from "./scm.js";
export { isDead } from "./task.js";
export { PerTaskWords } from "./schemes/per-task.js";
