/** What is recorded of the rules on real code, and its page. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { noiseFile, noisePage, pageOf, type Noise } from "../../bench/lint/page.js";

const noise = JSON.parse(readFileSync(noiseFile, "utf8")) as Noise;

test("at least four code bases of others, and a judged sample of 50 of which at most 1 in 10 is false", () => {
  const others = noise.codeBases.slice(0, -1);
  expect(others.length).toBeGreaterThanOrEqual(4);
  for (const { lines } of others) expect(lines).toBeGreaterThan(1000);
  expect(noise.sample.length).toBe(50);
  for (const { why } of noise.sample) expect(why.length).toBeGreaterThan(10);
  const wrong = noise.sample.filter(({ judged }) => judged === "false").length;
  expect(noise.judged.false).toBe(wrong);
  expect(wrong).toBeLessThanOrEqual(noise.sample.length / 10);
});

test("the page is made of the record", () => {
  expect(readFileSync(noisePage, "utf8"), "npm run record -- noise").toBe(pageOf(noise));
});
