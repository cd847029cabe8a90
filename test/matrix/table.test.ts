/** The rule that turns measures into cells, levels and places. */
import { describe, expect, test } from "vitest";
import type { Measure } from "../../src/matrix/measure.js";
import { tabulate, type Measured } from "../../src/matrix/table.js";

const explorer = (always: boolean): Measure => ({
  runs: true,
  run: { layer: "explorer", message: "it broke", always },
});

function cell(design: string, measure: Measure, name = "row"): Measured {
  return { group: "bugs", name, design, measure };
}

describe("a cell", () => {
  test("names the first layer, whatever the later ones report", () => {
    const all: Measure = { types: "TS1: no", lint: "escape: no", ...explorer(true) };
    const { rows } = tabulate([
      cell("raw", explorer(false)),
      cell("guard", { lint: "escape: no", ...explorer(false) }),
      cell("token", all),
    ]);
    expect(rows[0]?.cells["token"]).toMatchObject({ layer: "types", level: 9, lint: "escape: no" });
    expect(rows[0]?.cells["guard"]).toMatchObject({ layer: "lint", level: 8 });
    expect(rows[0]?.cells["raw"]).toMatchObject({ layer: "explorer", level: 1 });
    expect(rows[0]?.cells["prepare"]).toBeUndefined();
  });

  test("a file on which every layer is silent is harmless only when the mistake goes wrong somewhere", () => {
    const { rows } = tabulate([
      cell("raw", explorer(true)),
      cell("token", { runs: true }),
      cell("raw", { runs: true }, "unseen"),
      cell("token", { runs: true, types: "TS1: no" }, "unseen"),
    ]);
    expect(rows[0]?.cells["token"]).toMatchObject({ layer: "harmless", level: 10 });
    expect(rows[1]?.cells["raw"]).toMatchObject({ layer: "none", level: -5 });
  });

  test("an attempt that does not compile and leaves nothing to run shows what cannot be written", () => {
    const { rows } = tabulate([cell("token", { runs: false, types: "TS2339: no" })]);
    expect(rows[0]?.cells["token"]).toMatchObject({ layer: "cannot be written", level: 10 });
  });

  test("breaking in every run is better than breaking in some, and a guard's report better than none", () => {
    const guard: Measure = { runs: true, run: { layer: "guard", message: "leaked-file", always: false } };
    const { rows } = tabulate([cell("raw", explorer(true)), cell("guard", guard)]);
    expect(rows[0]?.cells["raw"]?.level).toBe(5);
    expect(rows[0]?.cells["guard"]?.level).toBe(3);
  });
});

test("a design's place is the level that three quarters of its mistakes reach", () => {
  const { places } = tabulate([
    cell("raw", explorer(false), "a"),
    cell("raw", explorer(true), "b"),
    cell("raw", { runs: true, types: "TS1: no" }, "c"),
    cell("raw", { runs: true, lint: "escape: no" }, "d"),
  ]);
  expect(places).toEqual([
    {
      design: "raw",
      tried: 4,
      counts: { "cannot be written": 0, harmless: 0, types: 1, lint: 1, guard: 0, explorer: 2, none: 0 },
      place: 5,
      lowest: 1,
    },
  ]);
});

test("columns: this package's designs in their order, then others by name; rows of one name are one row", () => {
  const { designs, rows } = tabulate([
    cell("token", { runs: true }),
    cell("zebra", { runs: true }),
    cell("raw", explorer(true)),
    { ...cell("mine", { runs: true }), group: "elsewhere" },
  ]);
  expect(designs).toEqual(["raw", "token", "mine", "zebra"]);
  expect(rows).toHaveLength(1);
});
