/** The output of a command: results to standard output, progress and errors to standard error. */
import { colours, type Command } from "./vendor.js";

/** The delay before a terminal shows progress, in milliseconds. */
const PATIENCE = 1000;
/** The exit code of a program that SIGPIPE ends. */
const SIGPIPE_STATUS = 128 + 13;
/** The interval between lines of progress with --progress, in milliseconds. */
const PLAIN_INTERVAL = 5000;

/**
 * Whether colours may go to a stream. Each is asked by itself: one may be a terminal and the other a file. Always a
 * boolean: a stream that is no terminal has no isTTY at all, and createColors takes undefined for "decide yourself",
 * which CI in the environment sways.
 */
function takesColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR = "", TERM } = process.env;
  return stream.isTTY === true && NO_COLOR === "" && TERM !== "dumb";
}

/** Writes lines; colours them, and shows progress once a command has run for a second, on a terminal only. */
export class Output {
  /** Whether what goes to standard error, such as code frames, may be coloured. */
  readonly errorColour: boolean = takesColour(process.stderr);
  readonly #colours = colours.createColors(takesColour(process.stdout));
  readonly #begun = performance.now();
  #isPlainAsked = false;
  #lastPlain = -Infinity;
  #shown = false;

  constructor() {
    process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
      // The reader has enough, as head does: that is no error.
      if (code === "EPIPE") process.exit(SIGPIPE_STATUS);
      // Not 1, which says that a scenario is violated.
      process.stderr.write(`error: standard output cannot be written: ${code ?? message}\n`);
      process.exit(2);
    });
    // Progress that cannot be written is no reason to lose the results.
    process.stderr.on("error", () => undefined);
  }

  line(text: string): void {
    this.progressDone();
    process.stdout.write(`${text}\n`);
  }

  /** What a scenario prints itself: beside the results, which other programs read. */
  aside(text: Uint8Array): void {
    this.progressDone();
    process.stderr.write(text);
  }

  readonly good = (text: string): string => this.#colours.green(text);
  readonly bad = (text: string): string => this.#colours.red(this.#colours.bold(text));
  readonly dim = (text: string): string => this.#colours.dim(text);

  /** Gives a command the option --progress. */
  offerProgress(command: Command): void {
    command
      .option("--progress", "show progress even if standard error is not a terminal", false)
      .on("option:progress", () => (this.#isPlainAsked = true));
  }

  /** Reports what is being done: on a terminal in one line that is overwritten, elsewhere only with --progress. */
  progress(text: string): void {
    const now = performance.now();
    if (process.stderr.isTTY) {
      if (now - this.#begun < PATIENCE) return;
      process.stderr.write(`\r\u001b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
      this.#shown = true;
    } else if (this.#isPlainAsked && now - this.#lastPlain >= PLAIN_INTERVAL) {
      this.#lastPlain = now;
      process.stderr.write(`${text}\n`);
    }
  }

  /** Removes the progress line. */
  progressDone(): void {
    if (this.#shown) process.stderr.write("\r\u001b[K");
    this.#shown = false;
  }
}
