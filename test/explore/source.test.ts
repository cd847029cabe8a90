/** Where a program called from, as each engine writes it. */
import { explore, formatTrace, type Trace, type Violation } from "fd-reservation/explore";
import { expect, test } from "vitest";
import { Places } from "../../docs/.vitepress/play/places.js";
import * as rule2 from "../../examples/races/rule-2.js";
import { placeOf } from "../../src/explore/source.js";

test.each([
  // V8
  ["    at eventfd (/home/me/broken.ts:7:31)", "/home/me/broken.ts"],
  ["    at eventfd (/home/me/sp ace/broken.ts:7:31)", "/home/me/sp ace/broken.ts"],
  ["    at eventfd (/home/me/a (b)/broken.ts:7:31)", "/home/me/a (b)/broken.ts"],
  ["    at /home/me/a (b)/broken.ts:7:31", "/home/me/a (b)/broken.ts"],
  ["    at async file:///home/me/a%20(b)/broken.mjs:7:31", "file:///home/me/a%20(b)/broken.mjs"],
  ["    at async Object.caller (file:///home/me/broken.mjs:7:31)", "file:///home/me/broken.mjs"],
  ["    at Object.get [as fd] (C:\\My (own)\\broken.ts:7:31)", "C:\\My (own)\\broken.ts"],
  ["    at eventfd (scenario.ts:7:31)", "scenario.ts"],
  ["    at scenario.ts:7:31", "scenario.ts"],
  ["    at eval (eval at run (file:///home/me/broken.mjs:1:2), <anonymous>:7:31)", "<anonymous>"],
  // Firefox and Safari
  ["caller@https://example.org/a(b)/broken.js:7:31", "https://example.org/a(b)/broken.js"],
  ["exports.default<.tasks.caller@file:///home/me/@own/broken.js:7:31", "file:///home/me/@own/broken.js"],
  ["@scenario.ts:7:31", "scenario.ts"],
  ["caller@https://example.org/run.js line 5 > eval:7:31", "eval"],
  ["https://example.org/broken.js:7:31", "https://example.org/broken.js"],
])("%s", (frame, file) => {
  expect(placeOf(frame)).toEqual({ file, line: 7, column: 31 });
});

test.each(["Error", "    at async Promise.all (index 0)", "    at new Foo (native)"])(
  "%s names none",
  (frame) => {
    expect(placeOf(frame)).toBeUndefined();
  },
);

test("the place where a token was made is data, and the playground leads it back to the program as written", () => {
  const { counterexample } = explore(rule2.guarded);
  const { madeAt } = counterexample?.violation ?? {};
  expect(madeAt?.file).toMatch(/examples\/races\/rule-2\.ts$/);
  // Line 2 of the compiled code is line 40 of the program.
  const map = JSON.stringify({
    version: 3,
    sources: ["scenario.ts"],
    names: [],
    mappings: `;${encoded([0, 0, 39, 0])}`,
  });
  const trace = counterexample as Trace;
  const compiled: Trace = {
    ...trace,
    violation: { ...(trace.violation as Violation), madeAt: { file: "scenario.ts", line: 2, column: 1 } },
  };
  const { violation } = new Places(map).inTrace(compiled);
  expect(violation?.madeAt).toEqual({ file: "scenario.ts", line: 40, column: 1 });
  expect(formatTrace({ ...trace, violation: violation as Violation }, 200)).toContain(
    "(made at scenario.ts:40:1)",
  );
});

/** Numbers as a source map writes them. */
function encoded(numbers: readonly number[]): string {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return numbers
    .map((number) => {
      let [rest, text] = [number << 1, ""];
      do {
        const digit = rest & 31;
        rest >>= 5;
        text += digits.charAt(rest > 0 ? digit | 32 : digit);
      } while (rest > 0);
      return text;
    })
    .join("");
}
