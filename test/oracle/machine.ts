/** The real kernel: a process whose tasks perform operations on its descriptor tables, and the way to talk to them. */
import { spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { MAX_TASKS, SPAN, WINDOW } from "./operation.js";
import { scratchFolder } from "./scratch.js";
import type { Answers, Request } from "./task.js";

/** The real kernel cannot be asked here; the message says why. */
export class OracleUnavailable extends Error {
  override readonly name = "OracleUnavailable";
}

/** A running process with real descriptor tables, and the lines to its tasks. Channel 0 is its first task. */
export class Machine {
  /** The release of the kernel that answers. */
  readonly release = os.release();
  /** sysctl_nr_open. */
  nrOpen = 0;
  /** Whether it knows F_DUPFD_QUERY. */
  hasDupfdQuery = false;
  /** The process of the first task. */
  pid = 0;
  readonly #process: ChildProcess;
  readonly #channels: Channel[];

  private constructor(process: ChildProcess) {
    this.#process = process;
    this.#channels = Array.from(
      { length: MAX_TASKS },
      (_, index) => new Channel(process.stdio[WINDOW + index] as Duplex),
    );
    process.on("exit", (code, signal) => {
      const end = new Error(`the real task ended with ${signal ?? `code ${code}`}`);
      for (const channel of this.#channels) channel.end(end);
    });
  }

  /**
   * Starts one.
   *
   * @throws {@link OracleUnavailable} where there is no Linux, or where it refuses a call that the oracle needs.
   */
  static async start(): Promise<Machine> {
    if (process.platform !== "linux") throw new OracleUnavailable(`this is ${process.platform}, not Linux`);
    if (process.arch !== "x64" && process.arch !== "arm64") {
      throw new OracleUnavailable(`numbers of system calls are not known for ${process.arch}`);
    }
    const nul = fs.openSync("/dev/null", "r+");
    let machine: Machine;
    try {
      // The window is taken at birth, so that all that the runtime opens for itself comes to lie above it.
      const window = new Array<number>(WINDOW).fill(nul);
      const channels = new Array<"pipe">(MAX_TASKS).fill("pipe");
      // One thread: nothing else opens descriptors, and the process can be copied by clone() at any time.
      const flags = ["--single-threaded", "--v8-pool-size=0"];
      const sizes = [WINDOW, MAX_TASKS, SPAN].map(String);
      const child = spawn(process.execPath, [...flags, bundledTask(), ...sizes], {
        stdio: [...window, ...channels] as never,
      });
      machine = new Machine(child);
    } finally {
      fs.closeSync(nul);
    }
    try {
      const { pid, nrOpen, hasDupfdQuery } = await machine.ask(0, { ask: "hello" });
      Object.assign(machine, { pid, nrOpen, hasDupfdQuery });
      syscallOf(machine.pid);
    } catch (error) {
      machine.stop();
      throw new OracleUnavailable((error as Error).message);
    }
    return machine;
  }

  /** Asks a task. */
  ask<R extends Request>(channel: number, request: R): Promise<Answers[R["ask"]]> {
    return (this.#channels[channel] as Channel).ask(request) as Promise<Answers[R["ask"]]>;
  }

  /** The task that was asked has ended: no answer will come, and another task may take the channel. */
  forget(channel: number): void {
    (this.#channels[channel] as Channel).forget();
  }

  /** Ends it, and all its tasks. */
  stop(): void {
    this.#process.kill("SIGKILL");
    for (const channel of this.#channels) channel.end(new Error("the machine was stopped"));
  }
}

/** The number of the system call that a process sleeps in; undefined while it runs. */
export function syscallOf(pid: number): number | undefined {
  const number = Number.parseInt(fs.readFileSync(`/proc/${pid}/syscall`, "latin1"));
  return Number.isNaN(number) ? undefined : number;
}

/** One task's line: a request, then its answer. */
class Channel {
  #pending = "";
  #settle: { resolve: (value: unknown) => void; reject: (error: Error) => void } | undefined;
  #ended: Error | undefined;

  constructor(readonly stream: Duplex) {
    stream.setEncoding("latin1");
    stream.on("data", (text: string) => this.#receive(text));
    stream.on("error", (error) => this.end(error));
  }

  ask(request: Request): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) return reject(this.#ended);
      this.#settle = { resolve, reject };
      this.stream.write(`${JSON.stringify(request)}\n`);
    });
  }

  forget(): void {
    this.#settle = undefined;
  }

  end(error: Error): void {
    this.#ended ??= error;
    this.#settle?.reject(error);
    this.#settle = undefined;
    this.stream.destroy();
  }

  #receive(text: string): void {
    this.#pending += text;
    if (!text.endsWith("\n")) return;
    const reply = JSON.parse(this.#pending) as { answer?: unknown; error?: string };
    this.#pending = "";
    const settle = this.#settle;
    this.#settle = undefined;
    if (reply.error === undefined) settle?.resolve(reply.answer);
    else settle?.reject(new Error(reply.error));
  }
}

/**
 * The task's program as plain JavaScript: the process that runs it has no loader. As CommonJS, because the loader of
 * modules reads with helper threads.
 */
function bundledTask(): string {
  const bundled = path.join(scratchFolder(), "task.cjs");
  buildSync({
    entryPoints: [fileURLToPath(new URL("./task.ts", import.meta.url))],
    outfile: bundled,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "es2022",
    external: ["koffi"],
    logLevel: "error",
  });
  return bundled;
}
