/** Where a program called from, as each engine writes it. */
import { expect, test } from "vitest";
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
