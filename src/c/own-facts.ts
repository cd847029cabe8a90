/** Facts that a user adds: JSON with rows as in the table of facts. */
import { DESCRIPTOR_FACTS, OTHER_FACTS, type Effect, type Fact } from "./facts.js";

/** For each act the parts that an effect has, by the type of their values. */
const parts = new Map<string, Map<string, Set<string>>>();
for (const { effect } of [...DESCRIPTOR_FACTS, ...OTHER_FACTS]) {
  const known = parts.get(effect.act) ?? new Map<string, Set<string>>();
  for (const [name, value] of Object.entries(effect))
    known.set(name, (known.get(name) ?? new Set()).add(Array.isArray(value) ? "list" : typeof value));
  parts.set(effect.act, known);
}

/**
 * Reads facts.
 *
 * @param text - A JSON list of objects with `names` (a list), `effect` and, for the reader, `source`.
 * @throws Error when it is none, with the row and what is wrong.
 *
 * @beta
 */
export function readFacts(text: string): readonly Fact[] {
  const rows: unknown = JSON.parse(text);
  if (!Array.isArray(rows)) throw new Error("a list of facts was expected");
  return rows.map((row: unknown, at) => factOf(row, `fact ${at + 1}`));
}

function factOf(row: unknown, where: string): Fact {
  const { names, effect, source = "" } = (row ?? {}) as Record<string, unknown>;
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === "string"))
    throw new Error(`${where}: names must be a list of functions`);
  const { act, ...others } = (effect ?? {}) as Record<string, unknown>;
  const known = typeof act === "string" ? parts.get(act) : undefined;
  if (known === undefined)
    throw new Error(`${where}: effect.act must be one of ${[...parts.keys()].sort().join(", ")}`);
  for (const [name, value] of Object.entries(others)) {
    const type = Array.isArray(value) ? "list" : typeof value;
    if (known.get(name)?.has(type) !== true)
      throw new Error(`${where}: effect.${name} does not fit "${act as string}"`);
  }
  return { names, effect: effect as Effect, source: String(source) };
}
