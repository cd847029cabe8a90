/** The verdicts of rustc on the Rust half of the corpus. */
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { corpus, type Pair, type RustcRecord, type Verdict } from "./corpus.js";

interface Message {
  readonly $message_type: string;
  readonly level: string;
  readonly message: string;
  readonly code: { readonly code: string } | null;
  readonly spans: readonly { readonly is_primary: boolean; readonly byte_start: number }[];
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
  pairs: readonly Pair[],
  onDone: (done: number) => void = () => {},
): Promise<RustcRecord> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "parity-"));
  try {
    const prelude = path.join(folder, "libprelude.rmeta");
    await rustc([path.join(corpus, "prelude.rs"), "--crate-name", "prelude", "-o", prelude]);
    const verdicts: Record<string, Verdict> = {};
    const waiting = [...pairs.entries()];
    let done = 0;
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, pair] = next;
        const output = path.join(folder, `${index}.rmeta`);
        const externs = ["--extern", `prelude=${prelude}`, "-o", output];
        verdicts[pair.name] = verdictOf(await rustc([pair.rust, ...externs, ...strict]));
        onDone(++done);
      }
    };
    await Promise.all([work(), work()]);
    const sorted = Object.fromEntries(pairs.map(({ name }) => [name, verdicts[name] ?? []]));
    return { release: rustcVersion() ?? "", verdicts: sorted };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rustc(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile("rustc", [...options, "--error-format", "json", ...args], { env }, (_, __, stderr) =>
      resolve(stderr),
    );
  });
}

function verdictOf(output: string): Verdict {
  const found: { at: number; code: string }[] = [];
  for (const line of output.split("\n").filter((one) => one !== "")) {
    const { $message_type, level, message, code, spans } = JSON.parse(line) as Message;
    if ($message_type !== "diagnostic" || level !== "error" || spans.length === 0) continue;
    found.push({ at: spans.find((span) => span.is_primary)?.byte_start ?? 0, code: code?.code ?? message });
  }
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ code }) => code))];
}
