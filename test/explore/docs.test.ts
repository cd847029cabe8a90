/** Numbers in docs/explorer.md are those of the records. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");
const page = read("explorer.md").replace(/\s+/g, " ");
const spaced = (value: number): string => value.toLocaleString("en").replaceAll(",", " ");

interface Engine {
  readonly states: number;
  readonly statesPerSecond: number;
  readonly transitionsPerSecond: number;
}

test("SPIN's verdicts", () => {
  const { agree, compared } = JSON.parse(read("data/promela.json")) as { agree: number; compared: number };
  expect(agree).toBe(compared);
  expect(page).toContain(`in the record, ${agree} of ${compared} agree`);
});

test("speed beside SPIN", () => {
  const { ahead, of, million } = JSON.parse(read("data/bench-explore.json")) as {
    ahead: number;
    of: number;
    million: {
      explorer: Engine & { bytesPerState: number };
      spin: Engine & { stateBytes: number };
      perStateRatio: number;
    }[];
  };
  expect(page).toContain(`ahead on ${ahead} of ${of}.`);
  for (const { explorer, spin } of million) {
    const row = (engine: Engine, bytes: number): RegExp =>
      new RegExp(
        [engine.states, engine.statesPerSecond, engine.transitionsPerSecond, bytes]
          .map(spaced)
          .join(" +\\| "),
      );
    expect(page).toMatch(row(explorer, explorer.bytesPerState));
    expect(page).toMatch(row(spin, spin.stateBytes));
  }
  const ratios = million.map(({ perStateRatio }) => perStateRatio);
  expect(page).toContain(`takes ${ratios.join(" and ")} times as long as one of pan's`);
});
