/**
 * `node conformance/run.js adapter.js [--json]`: performs the sequences of descriptors.jsonl on a table, and prints each class
 * of differences from Linux with the shortest sequence that shows it. Needs nothing but Node; adapters are described in
 * README.md.
 */
/* global console */
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

/** Every sequence of the file. */
export function readSequences(file = path.join(import.meta.dirname, "descriptors.jsonl")) {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

/** What a result is called in the name of a class. */
function kindOf(result) {
  if (typeof result === "number") return "a number";
  return Array.isArray(result) ? "two numbers" : String(result);
}

/** What the table has open, as a sequence has it: files by the order in which they appear. */
function openOf(state) {
  const files = new Map();
  return [...state]
    .sort(([a], [b]) => a - b)
    .map(([fd, file, cloexec]) => {
      if (!files.has(file)) files.set(file, files.size);
      return [fd, files.get(file), cloexec];
    });
}

/** Where a table first differs from Linux in a sequence. */
function differenceIn(table, { steps, open }) {
  for (const [index, step] of steps.entries()) {
    let given;
    try {
      given = table[step.op]?.(step);
    } catch (error) {
      given = `throws ${error instanceof Error ? error.name : typeof error}`;
    }
    if (JSON.stringify(given) === JSON.stringify(step.result)) continue;
    const kind = kindOf(given) === kindOf(step.result) ? "another" : kindOf(given);
    return {
      name: `${step.op}: ${kindOf(step.result)}, not ${kind}`,
      steps: steps.slice(0, index + 1),
      given,
    };
  }
  if (table.state === undefined) return undefined;
  const given = openOf(table.state());
  return JSON.stringify(given) === JSON.stringify(open)
    ? undefined
    : { name: "open afterwards", steps, given };
}

/** Performs sequences on fresh tables of an adapter. */
export async function run(sequences, adapter) {
  const missing = new Set();
  const results = { name: adapter.name, passed: 0, failed: 0, unsupported: 0, missing: [], classes: {} };
  for (const sequence of sequences) {
    const table = await adapter.create(sequence.limit);
    const lacking = sequence.steps.filter(({ op }) => typeof table[op] !== "function");
    for (const { op } of lacking) missing.add(op);
    const found = lacking.length > 0 ? undefined : differenceIn(table, sequence);
    if (lacking.length > 0) results.unsupported++;
    else if (found === undefined) results.passed++;
    else {
      results.failed++;
      const { sequences: count, ...shortest } = results.classes[found.name] ?? { sequences: 0, ...found };
      const { steps, given } = found.steps.length < shortest.steps.length ? found : shortest;
      results.classes[found.name] = { sequences: count + 1, steps, given };
    }
  }
  results.missing = [...missing].sort();
  return results;
}

const [, program = "", file, ...options] = process.argv;
if (file !== undefined && import.meta.url === pathToFileURL(program).href) {
  const { default: adapter } = await import(pathToFileURL(path.resolve(file)).href);
  const results = await run(readSequences(), adapter);
  if (options.includes("--json")) console.log(JSON.stringify(results, null, 2));
  else {
    console.log(
      `${results.name}: ${results.passed} passed, ${results.failed} failed, ${results.unsupported} not supported`,
    );
    for (const [name, { sequences, steps, given }] of Object.entries(results.classes))
      console.log(
        `${sequences} x ${name}\n  ${steps.map((step) => JSON.stringify(step)).join("\n  ")}\n  given: ${JSON.stringify(given)}`,
      );
  }
  process.exitCode = results.failed === 0 ? 0 : 1;
}
