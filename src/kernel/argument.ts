/** The numbers that callers give: what is no integer, and no address, is refused by name; an integer becomes what C makes of it. */
import type { Kernel } from "./kernel.js";

/**
 * An argument that must be an integer is none: a fraction, NaN, a string, undefined, a bigint; or the address of a task or a
 * table lies outside of the memory. Any other integer outside of C's range is no error: it wraps as a cast does.
 *
 * It is a mistake of the program that calls; no syscall turns it into a return value.
 *
 * @public
 */
export class KernelArgumentError extends TypeError {
  /** Always `"KernelArgumentError"`. */
  override readonly name = "KernelArgumentError";
  /** The function that was called. */
  readonly function: string;

  /**
   * @param where - The function that was called: `"closeFd"`.
   * @param parameter - Its parameter: `"fd"`.
   * @param value - What was given for it.
   * @param needed - What it must be.
   */
  constructor(
    where: string,
    /** Its parameter. */
    readonly parameter: string,
    /** What was given for it. */
    readonly value: unknown,
    needed = "an integer",
  ) {
    super(`${parameter} of ${where} is ${textOf(value)}; it must be ${needed}`);
    this.function = where;
  }
}

function textOf(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

/** Whether a value is an integer that C's int holds: the one question of the hot calls, free where V8 knows the type. */
export function isInt(value: number): boolean {
  return typeof value === "number" && (value | 0) === value;
}

/** An argument as C's int. */
export function toInt(where: string, parameter: string, value: number): number {
  return isInt(value) ? value | 0 : integer(where, parameter, value) | 0;
}

/** The address of a task or a table: C would touch whatever lies at any other, and no word of the memory does. */
export function toAddress({ memory }: Kernel, where: string, parameter: string, value: number): number {
  const address = toInt(where, parameter, value);
  if (isAddress(memory.raw, address)) return address;
  throw new KernelArgumentError(where, parameter, value, "an address in the memory");
}

/** Whether a word of the memory has this address. */
export function isAddress(words: Int32Array, address: number): boolean {
  return address >= 0 && address < words.length;
}

/** An argument as C's unsigned int. */
export function toUnsigned(where: string, parameter: string, value: number): number {
  return integer(where, parameter, value) >>> 0;
}

/** An argument of any size. */
export function integer(where: string, parameter: string, value: number): number {
  if (Number.isInteger(value)) return value;
  throw new KernelArgumentError(where, parameter, value);
}
