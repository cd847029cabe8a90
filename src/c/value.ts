/** What an expression of C comes to on one path: a number, an unknown, a place, an open file, or the name of a function. */

/** A value. NULL is 0, and an error pointer is its negative number. */
export type Value = number | Unknown | Place | OpenFile | Named;

/** Where an unknown comes from. */
export type Origin =
  /** The caller gave it. */
  | "parameter"
  | "global"
  /** A name in capitals: the same constant wherever it stands. */
  | "constant"
  /** A call that was not read returned or wrote it. */
  | "call"
  /** It was found in memory that somebody else wrote. */
  | "field"
  /** It is made of other values. */
  | "derived"
  | "local"
  | "heap"
  | "heap field";

/** How a value is made of others. */
export interface Made {
  /** Its whole name. */
  readonly text: string;
  readonly from: readonly Value[];
  /** What of the C may make it again: names that are called, operators with what stands on their right; empty: anything. */
  readonly by: readonly string[];
  /** Its bounds at first. */
  readonly low: number;
  readonly high: number;
}

/**
 * A value that nobody knows, narrowed by the tests on it; and, as a pointer or a struct, an object with fields.
 *
 * INVARIANT: `low` and `high` are values that it may have, and `low <= high`; who narrows it ends the path otherwise.
 */
export class Unknown {
  low = -Infinity;
  high = Infinity;
  /** Numbers between `low` and `high` that it is not. */
  readonly excluded = new Set<number>();
  /** The constant that it equals. */
  equals: string | undefined;
  /** Constants that it does not equal. */
  readonly differs = new Set<string>();
  fields = new Map<string, Value>();
  /** Whether fields that nobody has written are 0. */
  isZeroed = false;
  /** Whether it is a struct itself, and no pointer to one. */
  isStruct = false;
  isArray = false;
  isFreed = false;
  /** The struct that it points to, as it was declared. */
  struct: string | undefined;
  /** The file that it stands for, as a pointer that came from elsewhere. */
  file: OpenFile | undefined;
  /** The reserved descriptor that it stands for. */
  descriptor: number | undefined;
  /** The open descriptor that a number from user space names; -1 for none. */
  lookedUp: number | undefined;
  /** The file whose memory it is part of, or which it lives as long as. */
  partOf: OpenFile | undefined;
  /** The file that is likely to free it at its release, which is not at hand. */
  assumedOwner: OpenFile | undefined;
  /** Whether somebody else has a reference to it. */
  isShared = false;
  made: Made | undefined;

  /**
   * @param key - Where it comes from, in C: the same on every path that leads there.
   * @param origin - How it came.
   * @param parent - The object in which it was found.
   */
  constructor(
    readonly key: string,
    readonly origin: Origin,
    readonly parent?: Unknown,
  ) {}

  /** Whether others can reach it without the function's variables. */
  get isExternal(): boolean {
    if (this.origin === "field") return this.parent?.isExternal === true;
    return this.origin === "parameter" || this.origin === "global" || this.origin === "call";
  }
}

/** The address of a variable or of a field. */
export class Place {
  constructor(
    readonly object: Unknown,
    readonly field: string,
  ) {}

  get value(): Value | undefined {
    return this.object.fields.get(this.field);
  }
}

/** Who made an open file. */
export type Maker = "function" | "elsewhere" | "others" | "sibling";

/** An open file of the model. */
export class OpenFile {
  /** How many references there are. */
  count = 1;
  isReleased = false;
  /** While its release runs, which may use it. */
  isReleasing = false;
  /** Functions that were not read and have had it: one of them may have kept it. */
  readonly lentTo = new Set<string>();
  /** The file's fields. */
  readonly object: Unknown;
  /** The `struct dma_buf` that it belongs to. */
  buffer: Unknown | undefined;

  constructor(
    readonly address: number,
    readonly name: string,
    readonly maker: Maker,
    /** The table of its operations. */
    readonly operations?: string,
  ) {
    this.object = new Unknown(name, "local");
    this.object.low = 1;
    this.object.partOf = this;
  }
}

/** A function, or a table of them, by its name. */
export class Named {
  constructor(readonly name: string) {}
}

/** What a value is called: equal for equal values on all paths. */
export function nameOf(value: Value): string {
  if (typeof value === "number") return String(value);
  if (value instanceof Unknown) return value.key;
  if (value instanceof Place) return `&${value.object.key}.${value.field}`;
  return value.name;
}

/** The file that a value is or stands for. */
export function fileIn(value: Value | undefined): OpenFile | undefined {
  if (value instanceof OpenFile) return value;
  return value instanceof Unknown ? value.file : undefined;
}
