/** The annotations that state in a signature who owns what: types only, erased by the compiler, read by the lint. */

/**
 * Ownership moves. On a parameter or `this` it moves to the callee, as `self` and a parameter by value do in Rust:
 * after the call the caller must not use the value (rustc: E0382). On a property it moves to the code that reads it.
 *
 * On a callback it means `FnOnce`: the callee calls it at most once, so the callback may move what it captures
 * (rustc: E0507, E0525).
 *
 * A type with a method whose `this` is `Move` disarms its own disposal when it is moved, so that a variable bound
 * with `using` can be moved, as a Rust variable can. Not so where each such method gives the value to an object that it
 * only borrows, as `giveTo(this: Move<Connection>, pool: Pool)` does, which leaves the value open there: then `using` and
 * a move exclude each other, unless the signature says `asserts this is never`.
 *
 * @example
 * ```ts
 * declare class Reservation implements Disposable {
 *   commit(this: Move<Reservation>, file: Move<FileRef>): asserts this is never;
 *   [Symbol.dispose](): void;
 * }
 * ```
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
 * A shared borrow, as `&` is in Rust. A parameter without an annotation is one. A result or a property needs the
 * annotation when the caller does not own the value: otherwise the caller must dispose a `Disposable` result.
 *
 * A `Move<Shared<T>>` parameter may be taken, as `&mut Option<T>` is in Rust: the callee may move it, and the caller
 * disposes it when the callee did not.
 *
 * @public
 */
export type Shared<T> = T;

/**
 * `T`, which borrows from `Source` for as long as it lives, as `T<'source>` does in Rust: meanwhile `Source` can be
 * neither moved nor borrowed exclusively (rustc: E0502, E0505). `Source` is `this` or `typeof parameter`, in
 * `Exclusive<...>` when the borrow is an exclusive one (rustc: E0499). `Borrows<Shared<T>, Source>` is `&'source T`.
 *
 * @example
 * ```ts
 * declare function reserve(current: Task): Borrows<FileDescriptorReservation, typeof current>;
 * ```
 *
 * @public
 */
export type Borrows<T, _Source> = T;

/**
 * A result that must not be discarded, as `#[must_use]` in Rust (rustc: the lint `unused_must_use`). Results of
 * `Disposable` types need no annotation.
 *
 * @public
 */
export type MustUse<T> = T;

/**
 * A value that belongs to the thread that made it, as a type that is not `Send` in Rust: it must not be sent to another
 * thread, or held across `await` or `yield`, where other code may run (rustc: E0277). Mirrors `NotThreadSafe` of Rust
 * for Linux.
 *
 * @public
 */
export interface NotThreadSafe {
  /** Type-level only: no value has it. */
  readonly notThreadSafe: true;
}

/**
 * `T`, unless it is or holds something that is {@link NotThreadSafe}: then nothing can be passed. On a callback, the
 * lint also refuses what it captures, which types cannot see (rustc: E0277).
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
