/** Faults that are none: nothing can notice them. */

/** One of them, by its mutant's id, which changes with the text of the function. */
export interface Equivalent {
  readonly id: string;
  /** What is changed, to be read. */
  readonly change: string;
  /** Why nothing can notice it, in a sentence. */
  readonly proof: string;
}

export const equivalent: readonly Equivalent[] = [
  {
    id: "45ff8573a034dea6",
    change: "`getUnusedFdFlags` looks before the beginning of the task by the offset of its files",
    proof: "That offset is 0.",
  },
  {
    id: "6d1e90aded55eef8",
    change: "`SlotsScheme.slotFd` looks before the beginning of the slot by the offset of its descriptor",
    proof: "That offset is 0.",
  },
  {
    id: "282a60d47cfaf93c",
    change: "`allocSignal` stores the limit before the count",
    proof: "Nobody but the task that allocates the block knows its address before both are stored.",
  },
  {
    id: "9281d7b61aa57eb6",
    change: "`PerTaskScheme.forget` clears the mark of the scope before the count",
    proof: "Only the task itself reads these words, and it does nothing between the two stores.",
  },
  {
    id: "b9e50c375b86d9e4",
    change: "`initFdtable` points at close_on_exec before open_fds",
    proof: "Nobody but the task that makes the table knows its address before both are stored.",
  },
  {
    id: "480abb1b40046302",
    change: "`own` reads the serial before it allocates the record",
    proof:
      "The serial is a word of the task that runs, which the allocation does not touch, so that the two can change places.",
  },
];
