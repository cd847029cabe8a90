/**
 * Counted kernel objects, what files stand for: with them examples show who frees what when. When a run has ended the
 * explorer lets every task exit and looks at the counts: a reference that nobody is left to drop is a leak.
 */
import type { TaskRef } from "../binding/index.js";
import { call } from "../binding/internal.js";
import { formatName, KernelBug, type CallArgument, type Kernel } from "../kernel/index.js";
import { describeObject, Kref, toInt } from "../kernel/internal.js";

/**
 * Makes an object with one reference, the caller's.
 *
 * Mirrors `kzalloc` with `kref_init`; that memory can run out is for the caller to say.
 *
 * @param current - The task that runs.
 * @param name - What it is, for messages: `"kvm"`.
 * @returns Its address.
 *
 * @public
 */
export function make(current: TaskRef, name: string): number {
  const { kernel, address } = current;
  return call(kernel, address, "kzalloc", [name], () => makeIn(kernel, name), describeObject);
}

/**
 * What `make` does, for set-up code.
 *
 * @param kernel - The kernel.
 * @param name - What it is.
 * @returns Its address.
 *
 * @public
 */
export function makeIn(kernel: Kernel, name: string): number {
  kernel.countedKinds.add(name);
  const object = kernel.memory.allocate(Kref.size, name);
  kernel.memory.store(object + Kref.refcount, 1);
  return object;
}

/**
 * One more reference. Mirrors `kref_get`.
 *
 * @param current - The task that runs.
 * @param object - The object.
 * @throws KernelBug `use after free` when it is freed, `BUG` when the pointer is NULL.
 *
 * @public
 */
export function get(current: TaskRef, object: number): void {
  const { kernel, address } = current;
  call(kernel, address, "kref_get", [named(kernel, object)], () => {
    assertAlive(kernel, object, "kref_get");
    kernel.memory.add(object + Kref.refcount, 1);
  });
}

/**
 * One reference less; the last one runs the destructor and frees the object. Mirrors `kref_put`, whose destructor frees
 * the object itself.
 *
 * @param current - The task that runs.
 * @param object - The object.
 * @param release - The destructor: it puts what the object holds. It is given the object's address and value, and no
 * reference.
 * @throws KernelBug `use after free` when it is freed, `BUG` when the pointer is NULL.
 *
 * @public
 */
export function put(
  current: TaskRef,
  object: number,
  release?: (object: number, value: number) => void,
): void {
  const { kernel, address } = current;
  call(kernel, address, "kref_put", [named(kernel, object)], () => putIn(kernel, object, release));
}

/**
 * What `put` does, for the release of a file.
 *
 * @param kernel - The kernel.
 * @param object - The object.
 * @param release - As for put.
 * @throws KernelBug as put.
 *
 * @public
 */
export function putIn(
  kernel: Kernel,
  object: number,
  release?: (object: number, value: number) => void,
): void {
  assertAlive(kernel, object, "kref_put");
  if (kernel.memory.add(object + Kref.refcount, -1) !== 0) return;
  if (release !== undefined) release(object, kernel.memory.load(object + Kref.value));
  kernel.memory.free(object);
}

/**
 * Reads the object's value.
 *
 * @param current - The task that runs.
 * @param object - The object.
 * @throws KernelBug `use after free` when it is freed, `BUG` when the pointer is NULL.
 *
 * @public
 */
export function read(current: TaskRef, object: number): number {
  const { kernel, address } = current;
  return call(kernel, address, "read", [named(kernel, object)], () => {
    assertAlive(kernel, object, "read");
    return kernel.memory.load(object + Kref.value);
  });
}

/**
 * Writes the object's value.
 *
 * @param current - The task that runs.
 * @param object - The object.
 * @param value - The value.
 * @throws KernelBug `use after free` when it is freed, `BUG` when the pointer is NULL.
 *
 * @public
 */
export function write(current: TaskRef, object: number, value: number): void {
  value = toInt("write", "value", value);
  const { kernel, address } = current;
  call(kernel, address, "write", [named(kernel, object), value], () => {
    assertAlive(kernel, object, "write");
    kernel.memory.store(object + Kref.value, value);
  });
}

/**
 * How many objects of a name are alive. For checks: it bypasses probes.
 *
 * @param kernel - The kernel.
 * @param name - The name.
 *
 * @public
 */
export function alive(kernel: Kernel, name: string): number {
  return Array.from(kernel.memory.blocks(name)).length;
}

function assertAlive(kernel: Kernel, object: number, where: string): void {
  toInt("kref", "object", object);
  if (object <= 0) throw new KernelBug("BUG", where, `${nameOf(kernel, object)} is dereferenced`);
  // Freed memory keeps its last words until it is used again; a probe that sees frees reports the load itself.
  if (kernel.memory.load(object + Kref.refcount) > 0) return;
  throw new KernelBug("use after free", where, `${nameOf(kernel, object)} is touched after it was freed`);
}

/** What the object is called in a trace. */
function named(kernel: Kernel, object: number): CallArgument {
  toInt("kref", "object", object);
  if (object <= 0) return object === 0 ? "NULL" : `ERR_PTR(${object})`;
  return describeObject(kernel, object);
}

function nameOf(kernel: Kernel, object: number): string {
  const name = named(kernel, object);
  return typeof name === "object" ? formatName(name) : String(name);
}
