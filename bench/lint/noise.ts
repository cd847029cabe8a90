/**
 * What the ownership rules report on code bases that use disposables, and on this repository: findings per 1,000 lines,
 * and a sample that was judged by hand. With --record, writes docs/data/noise.json and docs/ownership/noise.md. Exits
 * with 1, and writes nothing, when a finding of the sample is not judged.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { alignColumns } from "../../src/cli/internal.js";
import { analyze } from "../../src/ownership/index.js";
import { codeBases, install, thisRepository, type CodeBase } from "./code.js";
import {
  judgedFile,
  noiseFile,
  noisePage,
  pageOf,
  type Judgement,
  type Measured,
  type Noise,
} from "./page.js";

/** One broken rule. */
interface Finding {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
  /** The line of source. */
  readonly text: string;
}

const SAMPLE = 50;

function measure({ name, source, files, options, base }: CodeBase): {
  readonly measured: Measured;
  readonly found: readonly Finding[];
} {
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  let lines = 0;
  const found = files.flatMap((name) => {
    const file = program.getSourceFile(name) as ts.SourceFile;
    const starts = file.getLineStarts();
    lines += starts.length;
    return analyze(ts, file, checker).map(({ rule, message, primary }): Finding => {
      const { line } = file.getLineAndCharacterOfPosition(primary.start);
      const text = file.text.slice(starts[line], starts[line + 1]).trim();
      return { file: path.relative(base, name), line: line + 1, rule, message, text };
    });
  });
  return {
    measured: {
      "code base": name,
      sources: source,
      files: files.length,
      lines,
      findings: found.length,
      "per 1,000 lines": Math.round((found.length / lines) * 1e5) / 100,
    },
    found,
  };
}

/** So many of them, evenly spaced. */
function spread<T>(items: readonly T[], count: number): T[] {
  if (count >= items.length) return [...items];
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)] as T);
}

install();
const others = codeBases().map(measure);
const own = measure(thisRepository());
// Other people's code first: this repository's findings are mostly of tests that make mistakes on purpose.
const sample = spread(
  others.flatMap(({ found }) => found),
  SAMPLE,
);
sample.push(...spread(own.found, SAMPLE - sample.length));
const judged = JSON.parse(readFileSync(judgedFile, "utf8")) as readonly Judgement[];
const open: Finding[] = [];
const judgements = sample.flatMap((finding) => {
  const { file, line, rule, text } = finding;
  const judgement = judged.find((one) => one.file === file && one.rule === rule && one.text === text);
  if (judgement !== undefined)
    return [{ where: `${file}:${line}`, rule, judged: judgement.verdict, why: judgement.why }];
  open.push(finding);
  return [];
});
const countOf = (verdict: string): number => judgements.filter((one) => one.judged === verdict).length;
const noise: Noise = {
  version: 1,
  command: "npm run record -- noise",
  codeBases: [...others, own].map(({ measured }) => measured),
  judged: { true: countOf("true"), debatable: countOf("debatable"), false: countOf("false") },
  sample: judgements,
};
const heads = ["code base", "files", "lines", "findings", "per 1,000 lines"] as const;
for (const line of alignColumns([heads, ...noise.codeBases.map((one) => heads.map((head) => one[head]))]))
  console.log(line);
if (open.length === 0 && process.argv.includes("--record")) {
  writeFileSync(noiseFile, `${JSON.stringify(noise, null, 2)}\n`);
  writeFileSync(noisePage, pageOf(noise));
  console.log(`Written: ${path.relative("", noiseFile)}, ${path.relative("", noisePage)}`);
} else if (open.length > 0) {
  for (const { file, line, rule, message, text } of open)
    console.error(`not judged: ${file}:${line} ${rule}: ${message} | ${text}`);
  console.error(`Judge them in ${path.relative("", judgedFile)}, and run it again: nothing was written.`);
  process.exitCode = 1;
}
