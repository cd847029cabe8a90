/** The races of the public TLA+ model of close_range, with its properties: what holds there holds here. */
import { explore } from "fd-reservation/explore";
import { describe, expect, test } from "vitest";
import {
  copies,
  dupFdRace,
  rangeCloseRace,
  referenceOnDropped,
  walks,
} from "../../examples/races/close-range.js";

describe("close_range races", () => {
  test.each([...copies, ...walks].map((race) => [race.name, race] as const))("%s", (_, race) => {
    expect(explore(race)).toMatchObject({ verdict: "holds", coverage: "EXHAUSTIVE" });
  });

  test("a copy that is being made is not judged before a task has it", () => {
    // Without the reduction every store of the copy is a moment at which the invariants are looked at.
    const race = dupFdRace({ table: "oo", first: 0, last: 0 });
    expect(explore(race, { reduce: false, failures: 0 }).counterexample?.violation).toBeUndefined();
  });

  test("the copy refers to what it drops, as the model says of the code before the series", () => {
    expect(explore(referenceOnDropped).counterexample?.violation?.message).toBe(
      "the file of fd 0 is referenced, and fd 0 is dropped",
    );
  });

  test("the scheme tagged keeps the properties", () => {
    const kernel = { scheme: "tagged" } as const;
    for (const race of [
      dupFdRace({ table: "oo", first: 0, last: 0, kernel }),
      rangeCloseRace({ table: "oo", first: 1, last: 9, closes: 1, kernel }),
    ]) {
      expect(explore(race)).toMatchObject({ design: "tagged", verdict: "holds", coverage: "EXHAUSTIVE" });
    }
  });
});
