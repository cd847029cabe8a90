/**
 * Compiles the Rust half of the corpus where there is a rustc, measures the TypeScript half, and prints how they agree;
 * with --record, writes the verdicts of rustc and the page. Without rustc the recorded verdicts serve. Exits with 1 when
 * a verdict differs that should not.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import {
  isWhole,
  readKnown,
  readPairs,
  readRecord,
  recordFile,
  root,
  tableFile,
  type RustcRecord,
} from "./corpus.js";
import { measure } from "./measure.js";
import { compileRust, rustcVersion } from "./rustc.js";
import { agrees, isToAgree, pageOf, rowsOf, summary } from "./table.js";

const isRecorded = process.argv.includes("--record");
const pairs = readPairs();
const whole = pairs.filter(isWhole);
let record: RustcRecord;
if (rustcVersion() === undefined) {
  console.error("There is no rustc here: the recorded verdicts serve.");
  record = readRecord();
} else {
  const progress = process.stderr.isTTY;
  record = await compileRust(whole, (done) => {
    if (progress) process.stderr.write(`\rrustc: ${done} of ${whole.length}`);
  });
  if (progress) process.stderr.write("\n");
  if (isRecorded) writeFileSync(recordFile, `${JSON.stringify(record, undefined, 2)}\n`);
}
const rows = rowsOf(pairs, await measure(pairs), record, readKnown());
if (isRecorded) writeFileSync(tableFile, pageOf(rows, record.release));
const wrong = rows.filter((row) => row.rustc !== undefined && agrees(row) !== isToAgree(row));
for (const { pair, measure, rustc } of wrong) {
  const lint = measure.lint.map(({ rule }) => rule).join(", ") || "accepts";
  console.error(`${pair.name}: lint says ${lint}, rustc says ${rustc?.join(" ") || "accepts"}`);
}
console.log(summary(rows));
if (isRecorded) console.log(`Written: ${path.relative(root, tableFile)}`);
process.exitCode = wrong.length > 0 ? 1 : 0;
