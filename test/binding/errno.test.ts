/** The error of a failing call, in the shape of Node's system errors. */
import { expect, test } from "vitest";
import { Errno } from "../../src/index.js";

test("has a name, a code, a negative number and the call that failed", () => {
  const error = new Errno(-24, "get_unused_fd_flags");
  expect(error).toBeInstanceOf(Error);
  const { name, code, errno, syscall, message } = error;
  expect({ name, code, errno, syscall, message }).toEqual({
    name: "Errno",
    code: "EMFILE",
    errno: -24,
    syscall: "get_unused_fd_flags",
    message: "EMFILE: get_unused_fd_flags",
  });
});

test.each([0, 24, -9999, Number.NaN, -1.5])("%d is no negative error number", (number) => {
  expect(() => new Errno(number, "open")).toThrow(RangeError);
  expect(() => new Errno(number, "open")).toThrow(`${number} is no negative error number`);
});

test("check passes results on and throws errors", () => {
  expect(Errno.check(0, "open")).toBe(0);
  expect(Errno.check(1023, "open")).toBe(1023);
  expect(() => Errno.check(-12, "open")).toThrow(new Errno(-12, "open"));
});
