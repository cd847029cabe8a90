/** Pointers of C: numbers that may be NULL or an error, what touching them does, and what they are called in traces. */
import type { TaskRef } from "../binding/index.js";
import { fileName, KernelBug, type CallArgument } from "../kernel/index.js";
import { describeFile, FileStruct, HEADER, toInt } from "../kernel/internal.js";

/** The key of the type-level mark of {@link Pointer}. */
declare const pointsTo: unique symbol;

/**
 * A pointer of C: an address, 0 for NULL, or a negative error number, as ERR_PTR makes of one. That it is none of the other
 * numbers of a call is all that C's types know about it.
 *
 * @public
 */
export type Pointer<To extends string> = number & { readonly [pointsTo]: To };

/** `struct file *`. @public */
export type FilePointer = Pointer<"struct file">;

/** Whether a pointer is an error number. Mirrors `IS_ERR`. @public */
export function isErr(pointer: Pointer<string>): boolean {
  return toInt("isErr", "pointer", pointer) < 0;
}

/** The error number that a pointer is. Mirrors `PTR_ERR`. @public */
export function ptrErr(pointer: Pointer<string>): number {
  return toInt("ptrErr", "pointer", pointer);
}

/** What an oops or KASAN would say of touching the file. */
export function dereference({ kernel }: TaskRef, file: FilePointer, where: string): void {
  assertPoints(file, where);
  if (kernel.memory.load(file + FileStruct.count) > 0) return;
  throw new KernelBug("use after free", where, `${fileName(kernel, file)} is touched after its release`);
}

/** What an oops would say of touching what a pointer points to. */
export function assertPoints(pointer: Pointer<string>, where: string): void {
  if (pointsToNothing(pointer))
    throw new KernelBug("BUG", where, `${nameOfNothing(pointer)} is dereferenced`);
}

/** No memory lies at the first addresses. */
export function pointsToNothing(pointer: Pointer<string>): boolean {
  return pointer < HEADER;
}

/** What a pointer is called that points to nothing. */
export function nameOfNothing(pointer: Pointer<string>): string {
  if (pointer === 0) return "NULL";
  return pointer < 0 ? `ERR_PTR(${pointer})` : `the pointer ${pointer}`;
}

/** What the file is called in a trace. */
export function nameOf({ kernel }: TaskRef, file: FilePointer): CallArgument {
  toInt("fileName", "file", file);
  return pointsToNothing(file) ? nameOfNothing(file) : describeFile(kernel, file);
}
