/** What comes out of the sandbox: real results pass whole, and nothing of another shape does. */
import { explore, isScenario, type Scenario } from "fd-reservation/explore";
import { describe, expect, test } from "vitest";
import { checkScenario } from "../../docs/.vitepress/play/check-scenario.js";
import { MOST_CHARACTERS } from "../../docs/.vitepress/play/limits.js";
import { readRunMessage } from "../../docs/.vitepress/play/run-message.js";
import vmwgfx from "../../examples/bugs/vmwgfx-fence/raw.js";
import * as completion from "../../examples/structures/completion.js";
import * as rule2 from "../../examples/races/rule-2.js";
import broken from "../../examples/tutorial/broken.js";

const scenarios: readonly Scenario[] = [vmwgfx, broken, ...Object.values(rule2), ...Object.values(completion)]
  .flat()
  .filter(isScenario);

const report = checkScenario(broken, "own", 10_000);
const done = { type: "done", milliseconds: 1, reports: [report] };

/** A copy in which one place has another value. */
function changed(place: string, value: unknown): unknown {
  const copy: Record<string, unknown> = structuredClone(done);
  const names = place.split(".");
  const last = names.pop() ?? "";
  const holder = names.reduce<Record<string, unknown>>(
    (at, name) => at[name] as Record<string, unknown>,
    copy,
  );
  holder[last] = value;
  return copy;
}

describe("a message", () => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    "%s: passes whole",
    (_, scenario) => {
      const message = { ...done, reports: [checkScenario(scenario, "both", 10_000)] };
      // As it comes through a port: with nothing that is undefined.
      expect(readRunMessage(structuredClone(message))).toStrictEqual(message);
    },
  );

  const longTable: readonly undefined[] = Array.from({ length: 600_000 });
  test.each<[string, unknown]>([
    ["type", "<b>done</b>"],
    ["milliseconds", Number.NaN],
    ["milliseconds", "1"],
    ["reports", {}],
    ["reports", Array.from({ length: 201 }, () => report)],
    ["reports.0", null],
    ["reports.0.kernels", []],
    ["reports.0.kernels.0.verdict", '"><img src=x>'],
    ["reports.0.kernels.0.coverage", "EXHAUSTIVE "],
    ["reports.0.traces.0.version", 1],
    ["reports.0.traces.0.steps.0.tables.0.slots", 7],
    ["reports.0.traces.0.steps", Array.from({ length: 2_001 }, () => report.traces[0]?.steps[0])],
    ["reports.0.traces.0.before", longTable],
    ["reports.0.traces.0.violation.kind", "toString"],
    ["linked", { report: "0" }],
  ])("with another value of %s is refused", (place, value) => {
    expect(readRunMessage(changed(place, value))).toBeUndefined();
  });

  test.each([undefined, null, 5, "done", [], {}, { type: "run" }])("%j is none", (data) => {
    expect(readRunMessage(data)).toBeUndefined();
  });

  test("long texts are cut, and say so; what is not of the shape is left out", () => {
    const why = "x".repeat(20_000_000);
    const read = readRunMessage({ type: "failed", why, class: "evil" });
    if (read?.type !== "failed") throw new Error("it is refused");
    expect(Object.keys(read)).toEqual(["type", "why"]);
    expect(read.why).toMatch(/^x+ … \(20,000,000 characters in all\)$/);
    expect(JSON.stringify(read).length).toBeLessThan(MOST_CHARACTERS + 100);
  });

  test("a search whose time is up says how much it has seen, and comes to no verdict on the rest", () => {
    const [first] = [rule2.unguarded, rule2.guarded].filter(isScenario);
    if (first === undefined) throw new Error("the example has no scenario");
    const { violates: _violates, ...others } = first;
    const { kernels } = checkScenario(others, "own", 0);
    const whole = explore(first);
    expect(kernels[0]?.states).toBeLessThan(whole.states + 1);
    expect(kernels[0]?.coverage).toBe("BOUNDED");
  });
});
