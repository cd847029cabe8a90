/** The page about growth says what was recorded, and what was recorded is what a search finds. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { measure } from "../../bench/scale/measure.js";
import { page, pageFile, readScale } from "../../bench/scale/page.js";

const scale = readScale();

test("the page is that of the record: npm run bench -- scale --page", () => {
  expect(readFileSync(pageFile, "utf8")).toBe(page(scale));
});

test.each([
  [0, 500_000],
  [1, 2_000_000],
])("4 tasks of 4 calls were searched whole, access by access, with %i failures", (most, least) => {
  const point = scale.points.find(
    ({ tasks, calls, granularity, failures }) =>
      tasks === 4 && calls === 4 && granularity === "access" && failures === most,
  );
  expect([point?.coverage, point?.verdict]).toEqual(["EXHAUSTIVE", "holds"]);
  expect(point?.states).toBeGreaterThan(least);
});

test("the states of the smaller searches are those that are recorded", () => {
  for (const options of [
    { granularity: "call", failures: 1 },
    { granularity: "access", failures: 0 },
    { granularity: "access", failures: 1 },
  ] as const) {
    for (const { tasks, calls, states, transitions } of measure(3, 3, options, () => undefined)) {
      const recorded = scale.points.find(
        (point) =>
          point.tasks === tasks &&
          point.calls === calls &&
          point.granularity === options.granularity &&
          point.failures === options.failures,
      );
      expect([recorded?.states, recorded?.transitions]).toEqual([states, transitions]);
    }
  }
});
