/** Loads the scenarios of the examples by their names, for pages that show or measure them. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isScenario, type Scenario } from "fd-reservation/explore";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));

/**
 * What an example exports.
 *
 * @param example - Its name: `bugs/dma-heap/raw`.
 */
export async function loadExports(example: string): Promise<Readonly<Record<string, unknown>>> {
  return (await import(path.join(examples, `${example}.ts`))) as Record<string, unknown>;
}

/**
 * A scenario of an example.
 *
 * @param example - The example's name.
 * @param exported - What it exports the scenario as.
 * @throws Error when it exports no such scenario.
 */
export async function loadScenario(example: string, exported = "default"): Promise<Scenario> {
  const found = (await loadExports(example))[exported];
  if (!isScenario(found)) throw new Error(`examples/${example}.ts exports no scenario ${exported}`);
  return found;
}
