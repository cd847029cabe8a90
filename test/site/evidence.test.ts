/** A recorded result becomes a section of the page of evidence, whatever its shape. */
import { expect, test } from "vitest";
import { recordSection } from "../../scripts/site/evidence.js";

test("scalars, lists, records and records of records are tables; the command stands below", () => {
  const text = recordSection("oracle", {
    version: 1,
    command: "npm run bench -- oracle",
    operations: 2000036,
    divergences: 0,
    kernel: "6.18.44-x",
    results: { close: { ok: 1, EBADF: 2 }, dup: { ok: 3 } },
    rounds: [{ name: "a|b <c>", machine: { cores: 2 } }],
    kernels: ["6.1", "6.18"],
  });
  expect(text).toContain("## The model against a running kernel {#oracle}");
  expect(text).toContain("**0 divergences in 2 000 036 random operations, beside Linux 6.18.44.**");
  expect(text).toContain("| operations | 2 000 036 |");
  expect(text).toContain("| close | 1 | 2 |");
  expect(text).toContain("| dup | 3 |  |");
  expect(text).toContain("| a\\|b &lt;c> | 2 |");
  expect(text).toContain("- 6.18");
  expect(text).toContain("```sh\nnpm run bench -- oracle\n```");
  expect(text).not.toMatch(/undefined|\[object/);
});

test("what has a page of its own is left to it", () => {
  const text = recordSection("mutations", {
    command: "npm run record -- mutations",
    seed: 1,
    counts: { example: 3, oracle: 1, test: 2, equivalent: 1, unnoticed: 0 },
    mutants: [{ was: "{ return 1; }" }],
  });
  expect(text).toContain(
    "**Of 6 faults that change what the model does, none went unnoticed; 1 more change nothing.**",
  );
  expect(text).toContain("| seed | 1 |");
  expect(text).not.toContain("return");
});

test("a long table is folded", () => {
  const rows = Array.from({ length: 30 }, (_, number) => ({ number }));
  expect(recordSection("long", { command: "npm run bench -- scale", rows })).toContain(
    "<details><summary>rows</summary>",
  );
});

test("a record of an unknown name has its name as title; one without a command is refused", () => {
  expect(recordSection("new-bench", { command: "npm run bench -- site" })).toContain(
    "## new bench {#new-bench}",
  );
  expect(() => recordSection("oracle", { operations: 1 })).toThrow(/command/);
});
