/** Error numbers and their names, as readers and callers get them. */
import { constants } from "node:os";
import { expect, test } from "vitest";
import { errnoCode, errnoNumbers, formatResult } from "../../src/kernel/index.js";
import { need, needs } from "../tools.js";

test(
  "numbers are those of this machine's errno.h",
  need(needs.errnoHeader, process.platform === "linux"),
  () => {
    const { ERESTARTSYS, ...visible } = errnoNumbers;
    for (const [code, number] of Object.entries(visible)) {
      // Node leaves out a few; what it knows must agree.
      const known = (constants.errno as Record<string, number>)[code];
      if (known !== undefined) expect(number, code).toBe(known);
    }
    expect(ERESTARTSYS, "never seen by user space").toBe(512);
  },
);

test("no two names share a number", () => {
  const numbers = Object.values(errnoNumbers);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("errnoCode names a number of either sign, and nothing else", () => {
  expect(errnoCode(-24)).toBe("EMFILE");
  expect(errnoCode(24)).toBe("EMFILE");
  expect(errnoCode(0)).toBeUndefined();
  expect(errnoCode(-9999)).toBeUndefined();
});

test("formatResult names errors and leaves descriptors alone", () => {
  expect(formatResult(-9)).toBe("-EBADF");
  expect(formatResult(9)).toBe("9");
  expect(formatResult(0)).toBe("0");
  expect(formatResult(-9999)).toBe("-9999");
});
