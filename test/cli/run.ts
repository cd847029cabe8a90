/** Runs the command line on the package that was built before the tests: in a process of its own, or many in one. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { built } from "../built/folder.js";

/** The file that `fd-reservation` is. */
export const main = path.join(built, "dist/cli/main.js");

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const env = { ...process.env, NO_COLOR: "", FORCE_COLOR: "" };
/** After how long a command is taken for endless, in milliseconds: no test is about how fast the machine is. */
const LIMIT = 600_000;

/** Runs `fd-reservation` with arguments as a user does, from the root of the checkout unless told otherwise. */
export function run(args: readonly string[], cwd = built): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd,
    encoding: "utf8",
    env,
    timeout: LIMIT,
  });
  return { code: status, out: stdout, err: stderr };
}

let host: Worker | undefined;

/**
 * The same in a process that tests share: a process of its own spends most of its time on loading TypeScript. For what is
 * about what a command prints, not about how a process starts and ends.
 */
export function runShared(args: readonly string[], cwd = built): Outcome {
  host ??= startHost();
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  host.postMessage({ args, cwd, port: port2, signal }, [port2]);
  const waited = Atomics.wait(signal, 0, 0, LIMIT);
  const message = receiveMessageOnPort(port1)?.message as Outcome | { readonly failure: string } | undefined;
  port1.close();
  if (message !== undefined && "code" in message) return message;
  throw new Error(`fd-reservation ${args.join(" ")}: ${message?.failure ?? `no answer (${waited})`}`);
}

function startHost(): Worker {
  const of = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const started = new Worker(of("bridge.js"), { workerData: { host: of("host.js"), main, env } });
  started.unref();
  return started;
}

/** A scenario file of the fixtures. */
export function fixture(name: string): string {
  return `test/fixtures/check/${name}`;
}

/**
 * Does something in a folder that has these files, and nothing but this package installed.
 *
 * @param files - Their texts, by their paths.
 */
export function inFolder<T>(files: Record<string, string>, act: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-"));
  try {
    mkdirSync(path.join(folder, "node_modules"));
    symlinkSync(built, path.join(folder, "node_modules/fd-reservation"));
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
