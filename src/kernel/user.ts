/** User memory as kernel code sees it: reads and writes may fault. */
import { toInt } from "./argument.js";
import { errnoNumbers } from "./errno.js";
import type { Kernel } from "./kernel.js";
import { kinds } from "./layout.js";

/**
 * Memory of a user program.
 *
 * @param kernel - The kernel.
 * @param words - How many 32-bit words.
 * @returns Its address.
 *
 * @public
 */
export function allocUser(kernel: Kernel, words: number): number {
  words = toInt("allocUser", "words", words);
  return kernel.memory.allocate(words, kinds.user);
}

/**
 * Writes one word to user memory. Mirrors `put_user`, and `copy_to_user` word by word.
 *
 * @param kernel - The kernel.
 * @param address - Where; 0 is the NULL pointer of C.
 * @param value - What.
 * @returns 0; or -EFAULT for NULL and at a fault point.
 *
 * @public
 */
export function putUser(kernel: Kernel, address: number, value: number): number {
  address = toInt("putUser", "address", address);
  value = toInt("putUser", "value", value);
  const { memory } = kernel;
  if (address === 0 || memory.fails("EFAULT", "put_user")) return -errnoNumbers.EFAULT;
  memory.store(address, value);
  return 0;
}

/**
 * Reads one word of user memory. Mirrors `get_user`, and `copy_from_user` word by word.
 *
 * Another task may write the word between two reads of it: what was read twice may be two values.
 *
 * @param kernel - The kernel.
 * @param address - Where; 0 is the NULL pointer of C.
 * @returns The word; undefined where C has -EFAULT, for NULL and at a fault point: any number may be a word.
 *
 * @public
 */
export function getUser(kernel: Kernel, address: number): number | undefined {
  address = toInt("getUser", "address", address);
  const { memory } = kernel;
  if (address === 0 || memory.fails("EFAULT", "get_user")) return undefined;
  return memory.load(address);
}
