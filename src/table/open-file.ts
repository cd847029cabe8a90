/** One open file description: what all its descriptors share. */

/**
 * An open file description: what `open` makes, and every duplicate shares. Close-on-exec is not here: it belongs to the
 * number.
 *
 * Mirrors `struct file` (`f_flags`, `f_pos`).
 *
 * @beta
 */
export class OpenFile<T> {
  /** The runtime's object. */
  readonly object: T;
  /** Status flags and access mode, as `F_GETFL` returns them. `O_CLOEXEC` is never among them. */
  flags: number;
  /** The offset in bytes. The table begins it at 0 and never changes it: what a read or a write does to it is the runtime's. */
  position: number;

  /** @internal */
  constructor(object: T, flags: number, position = 0) {
    this.object = object;
    this.flags = flags;
    this.position = position;
  }
}
