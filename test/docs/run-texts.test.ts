/** The runs that pages show stand in them as text, as they are today: a code host shows no step viewer. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readRequest, requestOf, RUN_BLOCKS } from "../../scripts/site/run-block.js";

test("every run of a page is today's", () => {
  // As the record is made: where a call stands is told by how its file was loaded.
  const program = ["--conditions=fd-reservation:source", "--import", "tsx", "scripts/run-texts.ts"];
  const { stdout, stderr } = spawnSync(process.execPath, program, { encoding: "utf8" });
  expect([stdout, stderr], "pages are stale: npm run record -- runs").toEqual(["", ""]);
});

test.each(["docs/index.md", "docs/exit-time-install.md"])("%s tells each run step by step", (page) => {
  const blocks = [...readFileSync(page, "utf8").matchAll(RUN_BLOCKS)].map(([, , block = ""]) => block);
  expect(blocks.length).toBeGreaterThan(1);
  for (const block of blocks) expect(block.slice(requestOf(block).length)).toMatch(/^\n\n[^]*\n.*\b1\b/);
});

test("what a block asks for is read without the text below it", () => {
  const asked = "A title\nbugs/dma-heap/raw default Numbers and pointers: mainline";
  const block = `${asked}\n\n1 a step\n\n2 another\n`;
  expect(requestOf(block)).toBe(asked);
  expect(readRequest(block)).toEqual(readRequest(`${asked}\n`));
  expect(readRequest(block).runs).toEqual([
    { example: "bugs/dma-heap/raw", exported: "default", label: "Numbers and pointers: mainline" },
  ]);
  expect(() => readRequest("A title\n")).toThrow(/names 0 runs/);
});
