/**
 * npm run parity: compiles the Rust half of the corpus where there is a rustc and records its verdicts, measures the
 * TypeScript half, and writes the page. Without rustc the recorded verdicts serve. Exits with 1 when a verdict differs
 * that should not.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readExceptions, readPairs, readRecord, recordFile, root, tableFile } from "./corpus.js";
import { measure } from "./measure.js";
import { compileRust, rustcVersion } from "./rustc.js";
import { agrees, pageOf, rowsOf, summary } from "./table.js";

const pairs = readPairs();
if (rustcVersion() === undefined) {
  console.error("There is no rustc here: the recorded verdicts serve.");
} else {
  const progress = process.stderr.isTTY;
  const record = await compileRust(pairs, (done) => {
    if (progress) process.stderr.write(`\rrustc: ${done} of ${pairs.length}`);
  });
  if (progress) process.stderr.write("\n");
  writeFileSync(recordFile, `${JSON.stringify(record, undefined, 2)}\n`);
}
const record = readRecord();
const rows = rowsOf(pairs, await measure(pairs), record, readExceptions());
mkdirSync(path.dirname(tableFile), { recursive: true });
writeFileSync(tableFile, pageOf(rows, record.release));
const wrong = rows.filter((row) => agrees(row) !== (row.exception === undefined));
for (const { pair, measure, rustc } of wrong) {
  const lint = measure.lint.map(({ rule }) => rule).join(", ") || "accepts";
  console.error(`${pair.name}: lint says ${lint}, rustc says ${rustc.join(" ") || "accepts"}`);
}
console.log(summary(rows));
console.log(`Written: ${path.relative(root, tableFile)}`);
process.exitCode = wrong.length > 0 ? 1 : 0;
