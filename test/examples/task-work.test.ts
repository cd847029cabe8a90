/** Slots that task work commits come to the same in every bug and misuse: the pages count them with those of the glue. */
import path from "node:path";
import fc from "fast-check";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { explore, isScenario, scenario, type Exploration, type Scenario } from "fd-reservation/explore";
import { runs } from "../effort.js";

/** The scenarios of the slots design, by file and export. */
async function slotsScenarios(): Promise<[name: string, found: Scenario][]> {
  const all: [string, Scenario][] = [];
  for (const file of globSync("examples/{bugs,misuse}/*/slots.ts").sort()) {
    const exports = (await import(path.resolve(file))) as Record<string, unknown>;
    for (const [name, found] of Object.entries(exports))
      if (isScenario(found)) all.push([`${file}#${name}`, found]);
  }
  return all;
}

function byTaskWork({ kernel, ...more }: Scenario): Scenario {
  if (kernel?.scheme !== "slots") return expect.unreachable("a slots scenario on another scheme");
  return scenario({ ...more, kernel: { ...kernel, commitVia: "task-work" } });
}

/** What the matrix goes by. */
function endOf({ verdict, coverage, counterexample }: Exploration): object {
  return { verdict, coverage, violation: counterexample?.violation?.message };
}

test("committed by task work, each mistake and bug ends as it does with the glue", async () => {
  const all = await slotsScenarios();
  expect(all.length).toBeGreaterThan(80);
  const count = runs({ fast: 5, usual: 20, long: all.length });
  const some = fc.subarray(all, { minLength: count, maxLength: count });
  for (const [name, found] of fc.sample(some, 1)[0] ?? []) {
    expect(endOf(explore(byTaskWork(found))), name).toEqual(endOf(explore(found)));
  }
});
