/** What a run came to, as a sentence: for each verdict, with and without everything seen, and for bugs of each kind. */
import { explore, type Scenario } from "fd-reservation/explore";
import { describe, expect, test } from "vitest";
import type { Explored } from "../../docs/.vitepress/play/messages.js";
import { tell, tellAll } from "../../docs/.vitepress/play/verdict-sentence.js";
import vmwgfx from "../../examples/bugs/vmwgfx-fence/raw.js";
import counted from "../../examples/bugs/ptm-open-peer/raw.js";
import dmaHeap from "../../examples/bugs/dma-heap/raw.js";
import * as counter from "../../examples/structures/counter.js";
import broken from "../../examples/tutorial/broken.js";
import unshare from "../../examples/misuse/unshare/token.js";

function sentenceOf(scenario: Scenario): string {
  const { counterexample, ...explored } = explore(scenario);
  return tell(explored, counterexample, "example").text.replace(/ \(line \d+\)/, " (line)");
}

test.each<[Scenario, string]>([
  [broken, "fd 0 leaks when the file cannot be made (line)."],
  [vmwgfx, "the descriptor table is corrupt at fd 0 when the write to user memory fails (line)."],
  [
    dmaHeap,
    "the call failed and yet fd 0 is open, which it was not before when the write to user memory fails (line).",
  ],
  [counted, "an object is never freed (line)."],
  [counter.forgotten, "two increments made 1 in one order of a and b (line)."],
  [counter.hasty, "freed memory is used in one order of reader and writer (line)."],
  [unshare, "the table is left while a reservation is held in one order of caller and opener (line)."],
])("a bug: %#", (scenario, says) => {
  expect(sentenceOf(scenario)).toBe(`Bug found, as this example says: ${says}`);
});

describe("without a counterexample", () => {
  const seen: Explored = { design: "table", tasks: 1, states: 4, coverage: "EXHAUSTIVE", verdict: "holds" };
  test.each<[Partial<Explored>, string, string]>([
    [{}, "good", "No bug: all 4 runs hold, whatever fails."],
    [{ states: 1 }, "good", "No bug: the one run holds, whatever fails."],
    [{ tasks: 2, states: 1234 }, "good", "No bug: every interleaving holds, whatever fails (1,234 states)."],
    [{ tasks: 2, coverage: "BOUNDED" }, "unsure", "No bug in the 4 states seen so far"],
    [
      { verdict: "not-reproduced" },
      "bug",
      "The bug that this program announces does not happen in any run (4 runs).",
    ],
    [{ verdict: "not-reproduced", coverage: "BOUNDED" }, "unsure", "is not in the 4 runs seen so far"],
    [{ verdict: "violated", coverage: "BOUNDED" }, "bug", "Bug found."],
  ])("%j", (changed, tone, says) => {
    const told = tell({ ...seen, ...changed }, undefined, "program");
    expect(told.tone).toBe(tone);
    expect(told.text).toContain(says);
  });
});

test("several scenarios: what was found is counted, and the worst decides how it is taken", () => {
  const of = (verdict: Explored["verdict"], tone: "good" | "bug" | "unsure") => ({ verdict, tone });
  expect(
    tellAll(
      [of("violated", "bug"), of("expected", "bug"), of("expected", "bug"), of("holds", "good")],
      "example",
    ),
  ).toEqual({
    tone: "bug",
    text: "1 bug found; 2 bugs found, as this example says; 1 result without a bug.",
  });
  expect(tellAll([of("holds", "good"), of("holds", "unsure")], "program")).toEqual({
    tone: "unsure",
    text: "1 result without a bug; 1 search ended by the time limit.",
  });
});
