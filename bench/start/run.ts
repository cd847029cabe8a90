/** `npm run bench -- start`: how long the command takes to begin, beside the compiler on the same file. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { alignColumns, Output } from "../../src/cli/internal.js";
import { build } from "../../scripts/command-line.js";
import { root } from "../../scripts/measurements.js";
import { median } from "../descriptors/measure.js";

const main = path.join(root, "dist/cli/main.js");
const tsc = path.join(root, "node_modules/typescript/bin/tsc");
const output = new Output();

/** Two programs that are run in turn: how many times as long the first takes. */
interface Pair {
  readonly what: string;
  readonly args: readonly string[];
  readonly beside: string;
  readonly besideArgs: readonly string[];
  readonly atMost?: number;
}

const pairs: readonly Pair[] = [
  {
    what: "check of one tiny file",
    args: [main, "check", "tiny.ts"],
    beside: "tsc --noEmit",
    besideArgs: [tsc, "-p", "."],
    atMost: 1.5,
  },
  { what: "--version", args: [main, "--version"], beside: "node -e 0", besideArgs: ["-e", "0"] },
  { what: "--help", args: [main, "--help"], beside: "node -e 0", besideArgs: ["-e", "0"] },
];

/** A project with one scenario, this package and the compiler, whose options are those of both. */
function project(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "fd-reservation-start-"));
  mkdirSync(path.join(folder, "node_modules"));
  symlinkSync(root, path.join(folder, "node_modules/fd-reservation"));
  symlinkSync(path.join(root, "node_modules/typescript"), path.join(folder, "node_modules/typescript"));
  const compilerOptions = {
    strict: true,
    target: "es2022",
    module: "nodenext",
    lib: ["es2023", "esnext.disposable"],
    skipLibCheck: true,
    noEmit: true,
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["tiny.ts"] }));
  const text = `import { scenario } from "fd-reservation/explore";
export default scenario({ name: "tiny", tasks: { caller: (current) => current.close(0) } });
`;
  writeFileSync(path.join(folder, "tiny.ts"), text);
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
  return folder;
}

function milliseconds(args: readonly string[], cwd: string): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}:\n${stderr}`);
  return performance.now() - begun;
}

function bench({ json, rounds, output: file }: { json: boolean; rounds: number; output?: string }): void {
  if (file !== undefined) mkdirSync(path.dirname(file), { recursive: true });
  build();
  const folder = project();
  try {
    const measured = pairs.map(({ what, args, beside, besideArgs, atMost }) => {
      const times = Array.from({ length: rounds }, (_, round) => {
        output.progress(`${what}, round ${round + 1} of ${rounds}`);
        return [milliseconds(args, folder), milliseconds(besideArgs, folder)] as const;
      });
      const ratio = median(times.map(([own, other]) => own / other));
      return {
        what,
        ms: Math.round(median(times.map(([own]) => own))),
        beside,
        besideMs: Math.round(median(times.map(([, other]) => other))),
        ratio: Number(ratio.toFixed(2)),
        ...(atMost === undefined ? {} : { atMost, met: ratio <= atMost }),
      };
    });
    const record = {
      version: 1,
      command: "npm run bench -- start",
      date: new Date().toISOString().slice(0, 10),
      machine: { node: process.version, platform: process.platform, processors: os.cpus().length },
      rounds,
      measured,
    };
    if (file !== undefined) writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
    if (json) return output.line(JSON.stringify(record, null, 2));
    output.line(`medians of ${rounds} rounds, in turn (node ${process.version})`);
    const rows = measured.map(({ what, ms, beside, besideMs, ratio, atMost, met }) => [
      what,
      `${ms} ms`,
      beside,
      `${besideMs} ms`,
      `x${ratio.toFixed(2)}`,
      atMost === undefined ? "" : `at most x${atMost}: ${met ? "met" : "not met"}`,
    ]);
    for (const line of alignColumns([["", "takes", "beside", "takes", "ratio", "aim"], ...rows]))
      output.line(line);
  } finally {
    output.progressDone();
    rmSync(folder, { recursive: true });
  }
}

const program = new Command("bench -- start")
  .description(
    "Measures how long the command takes to check one tiny file, beside the compiler, and to say its version.",
  )
  .option("--json", "print the numbers as JSON", false)
  .option(
    "--rounds <n>",
    "how many rounds",
    (text) => {
      if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It must be an integer from 1 on.");
      return Number(text);
    },
    15,
  )
  .option("--output <file>", "also write the numbers to a file, as JSON")
  .addHelpText("after", "\nExit code: 0 measured (whether aims are met or not), 2 bad usage.")
  .showHelpAfterError("--help shows what there is.")
  .exitOverride()
  .action(bench);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
