/**
 * How many findings of the configuration `recommended` are true on code bases that nobody looked at before: lints them,
 * draws findings for two readers, and counts what both have judged. With --record, writes the readers' sheets, and the
 * record once both are full. Exits with 1 while findings are to be judged.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import { ESLint } from "eslint";
import ownership from "fd-reservation/eslint";
import ts from "typescript";
import tseslint from "typescript-eslint";
import { alignColumns, UsageError } from "../../../src/cli/internal.js";
import type { CodeBase } from "../code.js";
import { openCheckout, readList } from "./checkouts.js";
import {
  agreementOf,
  draw,
  keyOf,
  pairsOf,
  readSheet,
  sheetOf,
  type Judged,
  type Place,
} from "./judgement.js";

const at = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const recordFile = at("../../../docs/data/ownership-precision.json");

/** What was found in one code base. */
interface Linted {
  readonly "code base": string;
  readonly sources: string;
  readonly files: number;
  readonly lines: number;
  /** `using` declarations, and members called `Symbol.dispose` or `Symbol.asyncDispose`. */
  readonly disposals: number;
  readonly findings: number;
}

/** A sheet of a reader. */
interface Sheet {
  readonly name: string;
  readonly file: string;
  readonly before: readonly Judged[];
}

/** Lints a code base as a user of the plugin does. Two findings of one rule in one line are one. */
async function lint({ name, source, files, options, base }: CodeBase): Promise<[Linted, readonly Place[]]> {
  const program = ts.createProgram(files, options);
  const eslint = new ESLint({
    cwd: base,
    overrideConfigFile: true,
    overrideConfig: [
      ownership.configs.recommended,
      {
        files: ["**/*.{ts,tsx,mts,cts}"],
        languageOptions: { parser: tseslint.parser, parserOptions: { programs: [program] } },
        linterOptions: { reportUnusedDisableDirectives: "off" },
      },
    ],
  });
  const places = new Map<string, Place>();
  let [lines, disposals] = [0, 0];
  for (const [index, file] of files.entries()) {
    if (process.stderr.isTTY) process.stderr.write(`\r${name}: ${index + 1} of ${files.length}`);
    const text = readFileSync(file, "utf8");
    lines += text.split("\n").length;
    disposals += text.match(/^\s*(await )?using \w+|\[Symbol\.(asyncD|d)ispose\]\(\)[^;]*\{/gm)?.length ?? 0;
    const [result] = await eslint.lintText(text, { filePath: file });
    for (const { ruleId, line } of result?.messages ?? []) {
      // Comments of the code base may name rules of plugins that are not there.
      if (ruleId?.startsWith("ownership/") !== true) continue;
      const place = { codeBase: name, path: path.relative(base, file), line, rule: ruleId.slice(10) };
      places.set(keyOf(place), place);
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\n");
  const linted = {
    "code base": name,
    sources: source,
    files: files.length,
    lines,
    disposals,
    findings: places.size,
  };
  return [linted, [...places.values()]];
}

function readerSheet(name: string): Sheet {
  const file = at(`${name}.tsv`);
  return { name, file, before: existsSync(file) ? readSheet(readFileSync(file, "utf8"), `${name}.tsv`) : [] };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1.");
  return Number(text);
}

const command = new Command("ownership-precision")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .requiredOption("--sources <folder>", "the folder with a checkout of each code base of the list")
  .option("--list <file>", "the list of code bases", at("code-bases.json"))
  .option("--count <findings>", "how many findings are judged", wholeNumber, 100)
  .option("--seed <text>", "what they are drawn by", "ownership-precision")
  .option("--record", "write the sheets, and the record once both readers have judged all of them", false)
  .parse();
const { sources, list, count, seed, record } = command.opts<{
  sources: string;
  list: string;
  count: number;
  seed: string;
  record: boolean;
}>();

async function run(): Promise<number> {
  const sheets = [readerSheet("first"), readerSheet("second")] as const;
  const checkouts = readList(list).map((one) => openCheckout(one, path.resolve(sources)));
  const linted: Linted[] = [];
  const places: Place[] = [];
  // One after the other: a program of this size takes gigabytes.
  for (const checkout of checkouts) {
    const [one, found] = await lint(checkout);
    linted.push(one);
    places.push(...found);
  }
  const drawn = draw(places, count, seed);
  const heads = ["code base", "files", "lines", "disposals", "findings"] as const;
  for (const line of alignColumns([heads, ...linted.map((one) => heads.map((head) => one[head]))])) {
    console.log(line);
  }
  if (record) for (const { file, before } of sheets) writeFileSync(file, sheetOf(drawn, before));
  const pairs = pairsOf(drawn, sheets[0].before, sheets[1].before);
  if (pairs === undefined) {
    for (const { name, before } of sheets) {
      const judged = new Set(before.filter(({ verdict }) => verdict !== undefined).map(keyOf));
      const open = drawn.filter((place) => !judged.has(keyOf(place))).length;
      console.error(`${name}.tsv: ${open} of ${drawn.length} findings are to be judged`);
    }
    console.error(
      record
        ? "Fill in the verdicts, each reader without a look at the other sheet, and run it again."
        : "Write the sheets with: npm run record -- ownership-precision --sources DIR",
    );
    return 1;
  }
  const agreement = agreementOf(pairs);
  console.log(
    `${agreement.findings} findings: ${agreement.true} true, ${agreement.debatable} debatable, ` +
      `${agreement.false} false (${agreement.differing} judged differently); kappa ${agreement.kappa}`,
  );
  if (record) {
    const data = {
      version: 1,
      command: "npm run record -- ownership-precision --sources DIR",
      seed,
      found: places.length,
      judged: agreement,
      codeBases: linted,
    };
    writeFileSync(recordFile, `${JSON.stringify(data, null, 2)}\n`);
  }
  return 0;
}

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`error: ${error.message}\n${error.next}`);
  process.exitCode = 2;
}
