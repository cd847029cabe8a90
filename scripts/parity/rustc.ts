/** The verdicts of rustc on the Rust half of the corpus. */
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { corpus, type RustcRecord, type Verdict, type WholePair } from "./corpus.js";

/** Programs that stand in one crate, or one that stands alone, and the file that is compiled. */
interface Crate {
  readonly file: string;
  readonly pairs: readonly WholePair[];
}

interface Message {
  readonly $message_type: string;
  readonly level: string;
  readonly message: string;
  readonly code: { readonly code: string } | null;
  readonly spans: readonly {
    readonly file_name: string;
    readonly is_primary: boolean;
    readonly byte_start: number;
  }[];
}

// `unused_must_use` is denied: it is the lint that our rule not-bound mirrors. Coroutines, the generators of Rust, are
// behind a feature gate, which only this variable opens in a stable compiler.
const options = ["--edition", "2021", "--crate-type", "lib", "--emit", "metadata"];
const strict = ["--cap-lints", "deny", "-A", "warnings", "-D", "unused_must_use"];
const env = { ...process.env, RUSTC_BOOTSTRAP: "1" };

/** `rustc --version`; undefined where there is none. */
export function rustcVersion(): string | undefined {
  const { status, stdout } = spawnSync("rustc", ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Compiles the Rust half of the pairs, two programs at a time.
 *
 * @param pairs - The pairs.
 * @param onDone - Called after each program, with how many are done.
 */
export async function compileRust(
  pairs: readonly WholePair[],
  onDone: (done: number) => void = () => {},
): Promise<RustcRecord> {
  const verdicts = await inFolder(async (compile) => {
    let done = 0;
    return twoAtATime(pairs, async (pair) => {
      const [verdict] = await compile({ file: pair.rust, pairs: [pair] });
      onDone(++done);
      return verdict ?? [];
    });
  });
  return { release: rustcVersion() ?? "", verdicts: byName(pairs, verdicts) };
}

/**
 * The verdicts of this rustc on the Rust half of the pairs, as {@link compileRust} gives them, in a tenth of the time:
 * programs are compiled together with others that have the same kind of verdict in the record, because an error of one
 * kind may keep rustc from looking for another kind. A program that gets another verdict there is compiled alone.
 */
export async function recompileRust(
  pairs: readonly WholePair[],
  { verdicts }: RustcRecord,
): Promise<Readonly<Record<string, Verdict>>> {
  const kinds = new Map<string, WholePair[]>();
  const alone: WholePair[] = [];
  for (const pair of pairs) {
    const [first] = verdicts[pair.name] ?? [];
    // Attributes of a crate belong to one program.
    if (readFileSync(pair.rust, "utf8").includes("#![")) alone.push(pair);
    else push(kinds, first === undefined ? "accepted" : /^E\d+$/.test(first) ? "errors" : first, pair);
  }
  const found = new Map<WholePair, Verdict>();
  await inFolder(async (compile, folder) => {
    await twoAtATime([...kinds.values()], async (together) => {
      const file = path.join(folder, `together-${together[0]?.name.replace("/", "-")}.rs`);
      writeFileSync(
        file,
        together.map(({ rust }, at) => `#[path = "${rust}"]\nmod program_${at};\n`).join(""),
      );
      const compiled = await compile({ file, pairs: together });
      for (const [at, pair] of together.entries()) {
        const verdict = compiled[at] ?? [];
        if (String(verdict) === String(verdicts[pair.name])) found.set(pair, verdict);
        else alone.push(pair);
      }
    });
    await twoAtATime(alone, async (pair) => {
      const [verdict] = await compile({ file: pair.rust, pairs: [pair] });
      found.set(pair, verdict ?? []);
    });
  });
  return byName(
    pairs,
    pairs.map((pair) => found.get(pair) ?? []),
  );
}

type Compile = (crate: Crate) => Promise<readonly Verdict[]>;

/** Gives a compiler of crates and the folder of its output, which is removed in the end. */
async function inFolder<T>(work: (compile: Compile, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "parity-"));
  try {
    const prelude = path.join(folder, "libprelude.rmeta");
    await rustc([path.join(corpus, "prelude.rs"), "--crate-name", "prelude", "-o", prelude]);
    let count = 0;
    const compile: Compile = async ({ file, pairs }) => {
      const output = path.join(folder, `${count++}.rmeta`);
      const errors = errorsIn(
        await rustc([
          file,
          "--extern",
          `prelude=${prelude}`,
          "-o",
          output,
          "--crate-name",
          "program",
          ...strict,
        ]),
      );
      return pairs.map(({ rust }) => verdictOf(errors.filter((error) => error.file === rust)));
    };
    return await work(compile, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function twoAtATime<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = [...all.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next[0]] = await work(next[1]);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

function byName(pairs: readonly WholePair[], verdicts: readonly Verdict[]): Record<string, Verdict> {
  return Object.fromEntries(pairs.map(({ name }, at) => [name, verdicts[at] ?? []]));
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

function rustc(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      "rustc",
      [...options, "--error-format", "json", ...args],
      { env, maxBuffer: 2 ** 28 },
      (_, __, stderr) => resolve(stderr),
    );
  });
}

/** One error of rustc: where it is, and its code or text. */
interface RustError {
  readonly file: string;
  readonly at: number;
  readonly code: string;
}

function errorsIn(output: string): RustError[] {
  return output
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const { $message_type, level, message, code, spans } = JSON.parse(line) as Message;
      const span = spans?.find((one) => one.is_primary) ?? spans?.[0];
      if ($message_type !== "diagnostic" || level !== "error" || span === undefined) return [];
      return [{ file: span.file_name, at: span.byte_start, code: code?.code ?? message }];
    });
}

function verdictOf(errors: readonly RustError[]): Verdict {
  return [...new Set([...errors].sort((a, b) => a.at - b.at).map(({ code }) => code))];
}
