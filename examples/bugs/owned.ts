/** A counted object with one owner, as a Rust Box is: for the designs that own by type. */
import { FileRef, GuardError, type Move, type TaskRef } from "fd-reservation";
import { kref } from "fd-reservation/designs";

/** One reference to a counted object. */
export class Owned implements Disposable {
  readonly #current: TaskRef;
  #address: number;

  constructor(current: TaskRef, address: number) {
    this.#current = current;
    this.#address = address;
  }

  /** A new object. */
  static make(current: TaskRef, name: string): Owned {
    return new Owned(current, kref.make(current, name));
  }

  /** One more reference to an object that someone else counts. */
  static get(current: TaskRef, address: number): Owned {
    kref.get(current, address);
    return new Owned(current, address);
  }

  /** Gives the reference to someone who counts by hand. */
  intoRaw(this: Move<Owned>): number {
    const address = this.#live();
    this.#address = 0;
    return address;
  }

  /** The object, borrowed. */
  get address(): number {
    return this.#live();
  }

  /** Reads the object. */
  read(): number {
    return kref.read(this.#current, this.#live());
  }

  /** Writes the object. */
  write(value: number): void {
    kref.write(this.#current, this.#live(), value);
  }

  #live(): number {
    if (this.#address !== 0) return this.#address;
    throw new GuardError("use-after-move", "An object was used after it was given away", "Use it before.");
  }

  /** Drops the reference, unless it was given away. */
  [Symbol.dispose](): void {
    if (this.#address === 0) return;
    kref.put(this.#current, this.#address);
    this.#address = 0;
  }
}

/** A file that owns an object: its release puts it. */
export function fileOf(current: TaskRef, operations: number, object: Move<Owned>): FileRef {
  using owned = object;
  const file = FileRef.anonInodeGetfile(current, operations, 0, owned.address);
  owned.intoRaw();
  return file;
}
