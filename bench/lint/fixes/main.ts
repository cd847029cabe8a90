/**
 * How many public fixes of leaks the configuration `recommended` finds: reported on the parent at the place that the
 * commit changes, and silent there on the commit. With --record, writes the record.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import ts from "typescript";
import { analyze } from "fd-reservation/ownership";
import { alignColumns, UsageError } from "../../../src/cli/internal.js";
import { checkOut, programsOf, readFixes, type Dependencies, type Fix } from "./checkouts.js";
import { fixedBy, type Found } from "./places.js";

const at = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const recordFile = at("../../../docs/data/ownership-fixes.json");

/** What came of one fix. */
interface Measured extends Fix {
  readonly dependencies: Dependencies;
  /** Findings in the files that the fix changes. */
  readonly before: number;
  readonly after: number;
  /** Those that the fix takes away where it changes something: `rule file:line`. */
  readonly found: readonly string[];
  /** Why nothing was found, as somebody read it. */
  readonly reason?: string;
}

/** A file of one side, with its findings. */
interface Side {
  readonly source: ts.SourceFile;
  readonly findings: readonly Found[];
}

const command = new Command("ownership-fixes")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .requiredOption("--sources <folder>", "the folder with a clone of each repository, as owner/name")
  .option(
    "--work <folder>",
    "where working copies are made, and found again",
    path.join(tmpdir(), "ownership-fixes"),
  )
  .option("--list <file>", "the list of fixes", at("fixes.json"))
  .option("--only <text>", "only fixes with this text in `owner/name@commit`", "")
  .option("--no-install", "do not install what the repositories depend on")
  .option("--verbose", "print every finding in the files that a fix changes", false)
  .option("--record", "write the record", false)
  .parse();
const options = command.opts<{
  sources: string;
  work: string;
  list: string;
  only: string;
  install: boolean;
  verbose: boolean;
  record: boolean;
}>();

function sidesOf(folder: string, files: readonly string[]): Map<string, Side> {
  const sides = new Map<string, Side>();
  for (const [program, own] of programsOf(folder, files)) {
    const checker = program.getTypeChecker();
    for (const file of own) {
      const source = program.getSourceFile(file);
      if (source === undefined) continue;
      const findings = analyze(ts, source, checker).map(({ rule, message, primary }) => ({
        rule,
        message,
        start: primary.start,
      }));
      sides.set(path.relative(folder, file), { source, findings });
    }
  }
  return sides;
}

function measure(fix: Fix, reasons: Readonly<Record<string, string>>): Measured {
  const checkout = checkOut(fix, options.sources, options.work, options.install);
  const files = [...checkout.changed.keys()];
  const before = sidesOf(checkout.folder, files);
  checkout.at("after");
  const after = sidesOf(checkout.folder, files);
  const found: string[] = [];
  for (const [file, hunks] of checkout.changed) {
    const [old, now] = [before.get(file), after.get(file)];
    if (old === undefined || now === undefined) continue;
    for (const { rule, start } of fixedBy(old, now, hunks))
      found.push(placeOf(rule, file, old.source, start));
  }
  if (options.verbose) {
    for (const [side, all] of [
      ["before", before],
      ["after", after],
    ] as const) {
      for (const [file, { source, findings }] of all) {
        for (const { rule, message, start } of findings)
          console.log(`  ${side}: ${placeOf(rule, file, source, start)}: ${message}`);
      }
    }
  }
  const reason = reasons[keyOf(fix)];
  return {
    ...fix,
    dependencies: checkout.dependencies,
    before: sum(before),
    after: sum(after),
    found,
    ...(found.length > 0 || reason === undefined ? {} : { reason }),
  };
}

/** How a fix is called, in the table and beside its reason. */
function keyOf({ repository, commit }: Fix): string {
  return `${repository}@${commit}`;
}

function placeOf(rule: string, file: string, source: ts.SourceFile, start: number): string {
  return `${rule} ${file}:${source.getLineAndCharacterOfPosition(start).line + 1}`;
}

function sum(sides: ReadonlyMap<string, Side>): number {
  return [...sides.values()].reduce((all, { findings }) => all + findings.length, 0);
}

function run(): void {
  const reasons = JSON.parse(readFileSync(at("reasons.json"), "utf8")) as Record<string, string>;
  const fixes = readFixes(options.list).filter((fix) => keyOf(fix).includes(options.only));
  mkdirSync(options.work, { recursive: true });
  const measured: Measured[] = [];
  for (const [index, fix] of fixes.entries()) {
    if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${fixes.length}: ${fix.repository}   `);
    if (options.verbose) console.log(keyOf(fix));
    measured.push(measure(fix, reasons));
  }
  if (process.stderr.isTTY) process.stderr.write("\n");
  const rows = measured.map((one) => [
    keyOf(one),
    one.dependencies,
    String(one.before),
    String(one.after),
    one.found.join(", ") || `- ${one.reason ?? ""}`.trim(),
  ]);
  for (const line of alignColumns([["fix", "dependencies", "before", "after", "found"], ...rows]))
    console.log(line);
  const found = measured.filter((one) => one.found.length > 0).length;
  console.log(`${found} of ${measured.length} fixes found`);
  if (!options.record) return;
  const data = {
    version: 1,
    command: "npm run record -- ownership-fixes --sources DIR",
    found,
    fixes: measured,
  };
  writeFileSync(recordFile, `${JSON.stringify(data, null, 2)}\n`);
}

try {
  run();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`error: ${error.message}\n${error.next}`);
  process.exitCode = 2;
}
