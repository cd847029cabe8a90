/** The words that say in a signature who owns what: types only, erased by the compiler, read by the lint. */

/**
 * Ownership passes to the callee, as `self` and a parameter by value do in Rust: after the call the caller must
 * not use the value (rustc: E0382).
 *
 * @public
 */
export type Move<T> = T;

/**
 * An exclusive borrow, as `&mut` is in Rust: no other borrow of the value may be live during the call (rustc:
 * E0502, E0499).
 *
 * @public
 */
export type Exclusive<T> = T;

/**
 * What belongs to the thread that made it and must not be handed to another one, as a type that is not `Send`
 * (rustc: E0277). Mirrors `NotThreadSafe` of Rust for Linux.
 *
 * @public
 */
export interface NotThreadSafe {
  /** Type-level only: no value has it. */
  readonly notThreadSafe: true;
}

/**
 * `T`, unless it is or holds something that is {@link NotThreadSafe}: then nothing can be passed.
 *
 * @public
 */
export type Sendable<T> = T extends NotThreadSafe
  ? never
  : T extends (...args: never[]) => unknown
    ? T
    : T extends object
      ? { [K in keyof T]: T[K] extends NotThreadSafe ? never : T[K] }
      : T;
