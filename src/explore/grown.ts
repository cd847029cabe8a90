/** Typed arrays that have become too short. */

/** A longer array that begins with what an array holds; twice as long unless told otherwise. */
export function grown<A extends Uint8Array | Uint16Array | Int32Array | Float64Array>(
  array: A,
  length = 2 * array.length,
): A {
  const longer = new (array.constructor as new (length: number) => A)(length);
  longer.set(array);
  return longer;
}
