/** Puts faults into the model, one at a time, and looks for who notices each. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { runProgram } from "../../scripts/program.js";
import { hashOf, root } from "../../scripts/measurements.js";
import { Output } from "../../src/cli/internal.js";
import { draw, everyMutant, mutated, type Mutant } from "./draw.js";
import { Copy, noticers, type Noticed, type Noticer } from "./noticers.js";
import {
  countsOf,
  isEquivalent,
  mutationsPage,
  percentFromOutside,
  pageFile,
  recordFile,
  type Judged,
  type MutationRecord,
} from "./record.js";

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly only?: number;
  readonly json: boolean;
  readonly record: boolean;
  readonly examples: boolean;
}

/** What was found before, and of which sources: what a run that is interrupted goes on from. */
type Cache = Record<string, Noticed & { readonly by: Judged["by"]; readonly of: string }>;

const cacheFile = path.join(root, "node_modules/.cache/mutations.json");
const output = new Output();

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("It must be a whole number from 1.");
  return value;
}

function readCache(): Cache {
  try {
    return JSON.parse(readFileSync(cacheFile, "utf8")) as Cache;
  } catch {
    return {};
  }
}

/** The model, and what runs the examples on it. */
const MODEL = "src/{kernel,binding,designs,explore}/**";

/** The sources on which it depends that a noticer, and none before it, has noticed a fault. */
function sourcesOf({ folder }: Copy, by: Judged["by"], what: string): string {
  const example = what.slice(0, what.indexOf("#")) || "examples/**";
  if (by === "example") return hashOf([MODEL, example], folder);
  const tests = by === "oracle" ? [] : ["test/{kernel,binding,explore}/**"];
  return hashOf([MODEL, "examples/**", "test/oracle/**", ...tests], folder);
}

/** The first that notices a fault. */
async function judge(copy: Copy, mutant: Mutant, cache: Cache, examplesAlone: boolean): Promise<Judged> {
  const { edits: _edits, ...told } = mutant;
  const known = cache[mutant.id];
  if (known !== undefined && known.of === sourcesOf(copy, known.by, known.what)) {
    const { by, what, how } = known;
    return { ...told, by, ...(by === "nobody" ? {} : { what, how }) };
  }
  for (const by of Object.keys(noticers) as Noticer[]) {
    if (by !== "example" && examplesAlone) return { ...told, by: "nobody" };
    const noticed = await copy.ask(by, mutant);
    if (noticed === undefined) continue;
    const { what, how } = plain(noticed, copy.folder);
    cache[mutant.id] = { by, what, how, of: sourcesOf(copy, by, what) };
    return { ...told, by, what, how };
  }
  cache[mutant.id] = { by: "nobody", what: "", how: "", of: sourcesOf(copy, "nobody", "") };
  return { ...told, by: "nobody" };
}

/** In one short line, without the folder of the copy. */
function plain({ what, how }: Noticed, folder: string): Noticed {
  const short = how.replaceAll(`${folder}/`, "").replace(/\s+/g, " ");
  return { what, how: short.length > 160 ? `${short.slice(0, 159)}…` : short };
}

/** Whoever notices something in the model as it is would notice every fault. */
async function silent(copy: Copy): Promise<void> {
  for (const by of ["oracle", "test"] as const) {
    output.progress(`${by}: the model as it is`);
    const noticed = await copy.ask(by);
    if (noticed !== undefined) throw new Error(`without a fault, ${noticed.what}: ${noticed.how}`);
  }
}

async function measure({
  count,
  seed,
  only,
  json,
  record,
  examples: examplesAlone,
}: Options): Promise<number> {
  const drawn = draw(root, count, seed, (number) => output.progress(`${number} of ${count} faults compile`));
  const chosen = only === undefined ? drawn : drawn.slice(only - 1, only);
  const copy = new Copy(root);
  process.once("exit", () => copy.remove());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(2));
  const { length: scenarios } = await copy.measure((done) =>
    output.progress(`${done} scenarios as they are`),
  );
  if (!examplesAlone) await silent(copy);
  const cache = only === undefined ? readCache() : {};
  const mutants: Judged[] = [];
  for (const mutant of chosen) {
    const { by, what = "" } = mutants.at(-1) ?? {};
    const last = by === undefined ? "" : `; the last one by ${by} ${what}`;
    output.progress(`${mutants.length} of ${chosen.length} faults${last}`);
    mutants.push(await judge(copy, mutant, cache, examplesAlone));
    if (only !== undefined) continue;
    mkdirSync(path.dirname(cacheFile), { recursive: true });
    writeFileSync(cacheFile, JSON.stringify(cache));
  }
  const all = everyMutant(root, seed);
  const found: MutationRecord = {
    version: 2,
    command: "npm run record -- mutations",
    seed,
    kernel: os.release(),
    functions: all.size,
    possible: [...all.values()].reduce((sum, { mutants }) => sum + mutants.length, 0),
    scenarios,
    counts: countsOf(mutants),
    mutants,
  };
  if (record) {
    writeFileSync(recordFile, `${JSON.stringify(found, null, 2)}\n`);
    writeFileSync(pageFile, mutationsPage(found));
  }
  if (json) output.line(JSON.stringify(found, null, 2));
  else {
    for (const [index, judged] of mutants.entries()) {
      const number = only ?? index + 1;
      const mutant = chosen[index];
      if (only !== undefined && mutant !== undefined) output.line(difference(mutant));
      if (only !== undefined || (judged.by === "nobody" && !isEquivalent(judged)))
        output.line(line(number, judged));
    }
    const { counts } = found;
    const who = Object.entries(counts).map(([noticer, number]) => `${noticer} ${number}`);
    output.line(
      `${mutants.length} faults: ${who.join(", ")}; an example or the oracle: ${percentFromOutside(found)} %`,
    );
  }
  return found.counts.unnoticed === 0 ? 0 : 1;
}

function line(
  number: number,
  { id, file, line, functionName, operator, was, is, by, what, how }: Judged,
): string {
  const noticed = by === "nobody" ? output.bad("nobody") : `${by}: ${what}: ${how}`;
  return `${number} ${id} ${file}:${line} ${functionName}, ${operator}: ${was} -> ${is}\n  noticed by ${noticed}`;
}

/** The lines that a fault changes. */
function difference({ file, edits, line }: Mutant): string {
  const before = readFileSync(path.join(root, file), "utf8");
  const after = mutated(before, edits);
  const [old, changed] = [before.split("\n"), after.split("\n")];
  const last = old.length - commonEnd(old, changed);
  const end = last + changed.length - old.length;
  return [
    `${file}:${line}`,
    ...old.slice(line - 1, last).map((text) => output.bad(`- ${text}`)),
    ...changed.slice(line - 1, end).map((text) => output.good(`+ ${text}`)),
  ].join("\n");
}

function commonEnd(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < Math.min(one.length, other.length) && one.at(-1 - count) === other.at(-1 - count)) count++;
  return count;
}

const program = new Command("mutations")
  .usage("[options]")
  .description(
    "Puts faults into the kernel model, one at a time, and looks for who notices each first: an example, the oracle, or " +
      "a test. What was found is kept: a run that is interrupted goes on where it was.",
  )
  .option("--count <number>", "how many faults to try", wholeNumber, 150)
  .option("--seed <number>", "which ones", wholeNumber, 1)
  .option("--only <number>", "try one of them, and show what it changes", wholeNumber)
  .option("--examples", "ask the examples alone, for a first look", false)
  .option("--json", "print the record as JSON", false)
  .option("--record", "write docs/data/mutations.json and docs/mutations.md", false)
  .showHelpAfterError("npm run bench -- mutations --help shows what there is.")
  .addHelpText("after", "\nExit code: 0 every fault is noticed, 1 one is not, 2 bad usage.")
  .allowExcessArguments(false)
  .action(async (options: Options) => {
    process.exitCode = await measure(options);
  });
await runProgram(program, output);
