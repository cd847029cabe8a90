/** Counted objects: the last put frees, and a touch of what is freed or NULL is reported by name. */
import { expect, test } from "vitest";
import { kref } from "../../src/designs/index.js";
import { Kernel, Task } from "../../src/index.js";

test("the last put frees", () => {
  const current = Task.init(new Kernel());
  const { kernel } = current;
  const object = kref.make(current, "kvm");
  kref.get(current, object);
  kref.write(current, object, 7);
  kref.put(current, object);
  expect(kref.read(current, object)).toBe(7);
  expect(kref.alive(kernel, "kvm")).toBe(1);
  kref.put(current, object);
  expect(kref.alive(kernel, "kvm")).toBe(0);
});

test("touching what is freed, NULL or an error is reported by name", () => {
  const current = Task.init(new Kernel());
  const object = kref.make(current, "kvm");
  kref.put(current, object);
  for (const touch of [kref.get, kref.put, kref.read]) {
    expect(() => touch(current, object)).toThrow(`kvm@${object} is touched after it was freed`);
    expect(() => touch(current, 0)).toThrow("NULL is dereferenced");
  }
  expect(() => kref.write(current, object, 1)).toThrow("freed");
  expect(() => kref.put(current, -12)).toThrow("ERR_PTR(-12) is dereferenced");
});

test("the destructor runs once, for the last reference, and is given what the object holds", () => {
  const current = Task.init(new Kernel());
  const released: [number, number][] = [];
  const object = kref.make(current, "kvm");
  kref.write(current, object, 7);
  kref.get(current, object);
  const release = (...given: [number, number]): void => void released.push(given);
  kref.put(current, object, release);
  expect(released).toEqual([]);
  kref.put(current, object, release);
  expect(released).toEqual([[object, 7]]);
  expect(kref.alive(current.kernel, "kvm")).toBe(0);
});

test("a destructor has no reference: what it takes of the object is a use after free", () => {
  const current = Task.init(new Kernel());
  const object = kref.make(current, "kvm");
  expect(() => kref.put(current, object, () => kref.get(current, object))).toThrow("after it was freed");
});
