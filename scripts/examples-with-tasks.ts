/** Every scenario of examples/ with several tasks: those that SPIN also checks. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isScenario, type Scenario } from "fd-reservation/explore";
import { globSync } from "tinyglobby";

/** A scenario, and the file that exports it. */
export interface Example {
  readonly file: string;
  readonly scenario: Scenario;
}

/** Loads all of examples/, sorted by file. */
export async function examplesWithTasks(): Promise<Example[]> {
  const examples = new Map<Scenario, string>();
  for (const file of globSync(["examples/**/*.ts"]).sort()) {
    const module = (await import(pathToFileURL(path.resolve(file)).href)) as object;
    for (const scenario of Object.values(module).flat().filter(isScenario)) {
      if (scenario.order.length > 1 && !examples.has(scenario)) examples.set(scenario, file);
    }
  }
  return [...examples].map(([scenario, file]) => ({ file, scenario }));
}
