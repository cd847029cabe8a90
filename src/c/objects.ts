/** The objects of one path and their fields: what is loaded, stored, followed, counted and freed. */
import { errorNumber } from "./errors.js";
import type { Descriptors } from "./descriptors.js";
import { LINKS } from "./facts.js";
import { Beyond, PathEnd, Wrong } from "./outcome.js";
import { Named, OpenFile, Place, Unknown, type Made, type Value } from "./value.js";

/** How deep a value is searched for descriptors that user space is told. */
const TOLD_DEPTH = 3;

export class Objects {
  /** Objects that others can reach and that the function has changed. */
  readonly roots = new Set<Unknown>();
  readonly #globals = new Map<string, Unknown>();
  readonly #derived = new Map<string, Unknown>();
  readonly #names = new Map<string, number>();

  constructor(readonly descriptors: () => Descriptors) {}

  /** A name that no other object of the path has. */
  unique(name: string): string {
    const count = (this.#names.get(name) ?? 0) + 1;
    this.#names.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  }

  load(place: Place): Value {
    const { object, field } = place;
    const known = object.fields.get(field);
    if (known !== undefined) return known;
    if (object.isZeroed) return 0;
    if (object.partOf !== undefined && /^(?:file|filp)$/.test(field)) return object.partOf;
    const isHeap = object.origin === "heap" || object.origin === "heap field";
    const value = new Unknown(
      `${object.key}${field.startsWith("[") ? "" : "."}${field}`,
      isHeap ? "heap field" : "field",
      object,
    );
    if (field === "private_data" && object.partOf !== undefined) {
      // What an open file carries, which lives as long as it.
      value.low = 1;
      value.partOf = object.partOf;
    }
    object.fields.set(field, value);
    return value;
  }

  store(place: Place, value: Value): void {
    this.assertUsable(place.object, "a store");
    place.object.fields.set(place.field, value);
    if (place.object.isExternal) this.roots.add(place.object);
  }

  /** The object behind a pointer; of a struct itself. */
  follow(value: Value, text: string): Unknown {
    if (value instanceof Unknown) {
      if (value.isStruct) return value;
      if (value.file !== undefined) this.descriptors().assertAlive(value.file, text);
      // That a pointer of somebody else is followed after a test found none there has nothing to do with descriptors.
      if (value.high < 1) throw new PathEnd("a pointer is followed that was found to be none", false);
      value.low = Math.max(value.low, 1);
      this.assertUsable(value, text);
      return value;
    }
    if (value instanceof OpenFile) {
      this.descriptors().assertAlive(value, text);
      return value.object;
    }
    if (value instanceof Place) return this.structIn(value);
    if (value instanceof Named) return this.global(value.name);
    // A variable that is NULL on this path alone: most often two tests hang together that are read apart.
    if (value === 0) throw new PathEnd("NULL is followed", false);
    if (value < 0) throw new Wrong("error pointer", `${text}: an error pointer (${value}) is followed`);
    throw new Beyond(`the number ${value} is followed`);
  }

  /** The struct that lies in a place. */
  structIn(place: Place): Unknown {
    const value = this.load(place);
    if (value instanceof Unknown) return value;
    if (value instanceof OpenFile) return value.object;
    const object = new Unknown(`${place.object.key}.${place.field}`, "field", place.object);
    object.isStruct = true;
    object.isZeroed = value === 0;
    place.object.fields.set(place.field, object);
    return object;
  }

  global(name: string): Unknown {
    let value = this.#globals.get(name);
    if (value === undefined) {
      const isConstant = /^[A-Z][A-Z\d_]*$/.test(name);
      value = new Unknown(name, isConstant ? "constant" : "global");
      if (isConstant) value.low = 0;
      if (name === "current") value.low = 1;
      this.#globals.set(name, value);
    }
    return value;
  }

  get globals(): Iterable<Unknown> {
    return this.#globals.values();
  }

  get allDerived(): Iterable<Unknown> {
    return this.#derived.values();
  }

  /** A value that is made of others: the same for the same text. */
  derived(
    text: string,
    low = -Infinity,
    high = Infinity,
    { from = [], by = [] }: Partial<Pick<Made, "from" | "by">> = {},
  ): Unknown {
    let value = this.#derived.get(text);
    if (value === undefined) {
      value = new Unknown(text.length > 80 ? `${text.slice(0, 77)}...` : text, "derived");
      [value.low, value.high] = [low, high];
      value.made = { text, from, by, low, high };
      this.#derived.set(text, value);
    }
    return value;
  }

  fresh(name: string, low = -Infinity): Unknown {
    const value = new Unknown(this.unique(name), "call");
    value.low = low;
    return value;
  }

  local(name: string, isZeroed = false): Unknown {
    const object = new Unknown(this.unique(name), "local");
    object.low = 1;
    object.isStruct = true;
    object.isZeroed = isZeroed;
    return object;
  }

  /** The number that a name stands for in C, if it is one of those that are known. */
  constant(name: string): number | undefined {
    if (name === "NULL" || name === "false") return 0;
    if (name === "true") return 1;
    return errorNumber(name);
  }

  assertUsable(object: Unknown, where: string): void {
    if (object.isFreed)
      throw new Wrong("use after free", `${where}: ${object.key} is used after it was freed`);
    const { partOf, assumedOwner, origin } = object;
    if (partOf?.isReleased === true && !partOf.isReleasing) {
      const isCertain = origin !== "parameter" && origin !== "call" && origin !== "field";
      throw new Wrong(
        "use after free",
        `${where}: ${object.key} lives as long as ${partOf.name}, whose last reference is gone`,
        isCertain ? undefined : "it is assumed to live as long as the file",
      );
    }
    if (assumedOwner !== undefined) {
      throw new Wrong(
        "use after free",
        `${where}: ${object.key} belongs to ${assumedOwner.name}, which may be gone`,
        "the release was not read",
      );
    }
  }

  free(object: Unknown): void {
    if (object.isFreed) throw new Wrong("double free", `${object.key} is freed twice`);
    if (object.assumedOwner !== undefined) {
      throw new Wrong(
        "double free",
        `${object.key} belongs to ${object.assumedOwner.name}, whose release frees it`,
        "the release was not read",
      );
    }
    if (object.low >= 1) object.isFreed = true;
  }

  /** User space is told what lies here. */
  tell(value: Value | undefined, depth = 0): void {
    const { told } = this.descriptors();
    if (typeof value === "number") told.add(value);
    else if (value instanceof Place) this.tell(value.value, depth);
    else if (value instanceof Unknown && depth < TOLD_DEPTH) {
      if (value.descriptor !== undefined) told.add(value.descriptor);
      for (const inner of value.fields.values()) this.tell(inner, depth + 1);
    }
  }

  /** A call has written what an address stands for. */
  overwrite(address: Value, by: string): void {
    if (address instanceof Unknown) return this.#forgetNumbers(address);
    if (!(address instanceof Place)) return;
    const { object, field } = address;
    const old = object.fields.get(field);
    if (old instanceof Unknown && old.isStruct) return this.#forgetNumbers(old);
    if (old instanceof OpenFile || (typeof old === "number" && this.descriptors().own.has(old))) return;
    if (object.origin !== "local" && old === undefined) return;
    if (old instanceof Unknown && (old.fields.size > 0 || old.descriptor !== undefined)) return;
    object.fields.set(field, this.fresh(`${field} set by ${by}`));
  }

  #forgetNumbers(object: Unknown): void {
    const { own } = this.descriptors();
    for (const [field, value] of object.fields)
      if (typeof value === "number" && !own.has(value)) object.fields.delete(field);
    object.isZeroed = false;
  }

  /** A function has had an object that was not read: it may have filled it, or keep it. */
  keep(object: Unknown): void {
    object.isZeroed = false;
    for (const inner of object.fields.values())
      if (inner instanceof Unknown && inner.isStruct) inner.isZeroed = false;
    if (object.parent !== undefined) this.keep(object.parent);
    else if (object.origin === "heap") this.roots.add(object);
  }

  setCount(counter: Value, to: Value): void {
    if (counter instanceof Place) this.structIn(counter).fields.set("count", to);
  }

  /** The new count; undefined where nobody knows it. */
  addCount(counter: Value, by: number): number | undefined {
    if (!(counter instanceof Place)) return undefined;
    const object = this.structIn(counter);
    this.assertUsable(object, "a counter");
    const now = object.fields.get("count");
    if (typeof now !== "number") return undefined;
    object.fields.set("count", now + by);
    return now + by;
  }

  /** Whether a value is, or has in it, one of the function's descriptors or a file. */
  holds(value: Value | undefined, depth: number): boolean {
    if (value instanceof OpenFile) return true;
    if (typeof value === "number") return this.descriptors().own.has(value);
    if (value instanceof Place) return this.holds(value.value, depth);
    if (!(value instanceof Unknown)) return false;
    if (value.file !== undefined || value.descriptor !== undefined) return true;
    return depth > 0 && [...value.fields.values()].some((inner) => this.holds(inner, depth - 1));
  }

  /** Whether a function keeps what it is given, although its name says that it only borrows. */
  static links(name: string): boolean {
    return LINKS.test(name);
  }
}
