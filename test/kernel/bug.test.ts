/** The error that says which invariant of the kernel broke, and where. */
import { expect, test } from "vitest";
import { KernelBug } from "../../src/kernel/index.js";

test("a KernelBug is a named error that tells kind, place and invariant", () => {
  const bug = new KernelBug("corruption", "alloc_fd", "slot 3 holds a file");
  expect(bug).toBeInstanceOf(Error);
  expect(bug.name).toBe("KernelBug");
  expect(bug.kind).toBe("corruption");
  expect(bug.where).toBe("alloc_fd");
  expect(bug.invariant).toBe("slot 3 holds a file");
  expect(bug.message).toBe("corruption in alloc_fd: slot 3 holds a file");
});
