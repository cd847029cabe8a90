/**
 * The examples as noticers: explores every scenario, the smallest first, until one comes to something that it does not
 * expect. Given the file of what each came to before, it loads an example when its turn comes.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { explore, isScenario, type Scenario } from "fd-reservation/explore";
import { globSync } from "tinyglobby";
import { say, type Measured } from "./lines.js";

/** How much longer than on the model as it is an example may take, and what any may take, in milliseconds. */
const SLOWER = 20;
const PATIENCE = 10_000;

/** Examples of the table itself stand before those of calls that use it. */
const FIRST = ["races", "structures", "differences"];

async function scenariosIn(file: string): Promise<Scenario[]> {
  const module = (await import(pathToFileURL(path.resolve(file)).href)) as object;
  return Object.values(module).flat().filter(isScenario);
}

/** Explores one; whether it comes to what it expects. */
function isAsExpected(file: string, scenario: Scenario): boolean {
  const what = `${file}#${scenario.name}`;
  const begun = performance.now();
  const { verdict, states, counterexample } = explore(scenario);
  const milliseconds = Math.round(performance.now() - begun);
  if (verdict !== "holds" && verdict !== "expected") {
    say({ notices: what, how: counterexample?.violation?.message ?? verdict });
    return false;
  }
  say({ measures: { file, name: scenario.name, states, milliseconds } });
  return true;
}

function rank({ file, states }: Measured): readonly [number, number] {
  const folder = FIRST.indexOf(file.split("/")[1] ?? "");
  return [folder < 0 ? 1 : 0, states];
}

/** Explores what was measured before, in order. */
async function again(before: readonly Measured[]): Promise<void> {
  const ordered = [...before].sort((one, other) => {
    const [[folder, states], [otherFolder, otherStates]] = [rank(one), rank(other)];
    return folder - otherFolder || states - otherStates;
  });
  for (const { file, name, milliseconds } of ordered) {
    const what = `${file}#${name}`;
    say({ tries: what, limit: PATIENCE + SLOWER * milliseconds });
    try {
      const scenario = (await scenariosIn(file)).find((one) => one.name === name);
      if (scenario === undefined) throw new Error("the scenario is not there");
      if (!isAsExpected(file, scenario)) return;
    } catch (error) {
      return say({ notices: what, how: String(error) });
    }
  }
}

async function forTheFirstTime(): Promise<void> {
  const seen = new Set<Scenario>();
  for (const file of globSync(["examples/**/*.ts"]).sort()) {
    for (const scenario of await scenariosIn(file)) {
      if (seen.has(scenario)) continue;
      seen.add(scenario);
      if (!isAsExpected(file, scenario)) return;
    }
  }
}

const [measured] = process.argv.slice(2);
if (measured === undefined) await forTheFirstTime();
else await again(JSON.parse(readFileSync(measured, "utf8")) as Measured[]);
