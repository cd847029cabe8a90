/** What is wrong with an option of a kernel: its error, and the checks of one value. */

/**
 * A parameter of {@link KernelOptions} is out of its range, belongs to another scheme, or does not exist; the message
 * names the parameter, its value and what is possible instead.
 *
 * @public
 */
export class KernelOptionError extends RangeError {
  /** Always `"KernelOptionError"`. */
  override readonly name = "KernelOptionError";
}

/** The value of an option that is one of a few words; the first word is the default. */
export function choiceOf<T extends string>(
  name: string,
  value: T | undefined,
  ...[first, ...others]: readonly [T, ...T[]]
): T {
  if (value === undefined || value === first) return first;
  if (others.includes(value)) return value;
  const words = [first, ...others].map((word) => JSON.stringify(word)).join(" or ");
  throw new KernelOptionError(`${name} is ${JSON.stringify(value)}; it must be ${words}`);
}

/** The value of an option that is a whole number from `first` to `last`; `range` says so in words. */
export function integerOf(
  name: string,
  value: number,
  first: number,
  last: number,
  range = `from ${first} to ${last}`,
): number {
  if (Number.isInteger(value) && value >= first && value <= last) return value;
  throw new KernelOptionError(`${name} is ${value}; it must be an integer ${range}`);
}

/** sysctl_nr_open, where it is one: Linux takes no less than BITS_PER_LONG. */
export function nrOpenOf(limit: number, nrOpenDefault: number): number {
  const range = `from nrOpenDefault (${nrOpenDefault}) to 67108864`;
  return integerOf("nrOpen", limit, nrOpenDefault, 2 ** 26, range);
}
