/** Structures that users define: their words have names, and a name has one layout. */
import { expect, test } from "vitest";
import * as k from "../../src/kernel/index.js";

const Counter = { waitLock: 0, count: 1, size: 3 } as const;

test("its words are called by their fields, in C's spelling; one without a field by its index", () => {
  const kernel = new k.Kernel();
  const counter = k.allocStruct(kernel, "counter", Counter);
  expect(kernel.memory.load(counter + Counter.count)).toBe(0);
  expect(k.nameWord(kernel, counter + Counter.waitLock)).toBe(`wait_lock of counter@${counter}`);
  expect(k.nameWord(kernel, counter + Counter.count)).toBe(`count of counter@${counter}`);
  expect(k.nameWord(kernel, counter + 2)).toBe(`counter@${counter}[2]`);
  const other = k.allocStruct(kernel, "counter", Counter);
  expect(k.nameWord(kernel, other)).toBe(`wait_lock of counter@${other}`);
});

test("another layout under the same name is refused", () => {
  const kernel = new k.Kernel();
  k.allocStruct(kernel, "counter", Counter);
  for (const other of [
    { waitLock: 0, count: 1, size: 4 },
    { waitLock: 0, size: 3 },
    { waitLock: 0, sum: 1, size: 3 },
  ]) {
    expect(() => k.allocStruct(kernel, "counter", other)).toThrow("counter has another layout already");
  }
});

test("a field that lies outside is refused", () => {
  const kernel = new k.Kernel();
  for (const lock of [-1, 2]) {
    expect(() => k.allocStruct(kernel, "counter", { lock, size: 2 })).toThrow(
      `the field lock of counter is at word ${lock}, and counter has 2 words`,
    );
  }
  expect(() => k.allocStruct(kernel, "counter", { lock: 0.5, size: 2 })).toThrow(
    "layout.lock of allocStruct",
  );
});
