/** Runs a program: its language's compile step first, then the sandbox. A signal ends either. */
import { cut } from "./limits.js";
import type { LanguageClient } from "./language-client.js";
import type { Output, Place, RunEnd, RunOrder } from "./messages.js";
import { Places } from "./places.js";
import type { Sandbox } from "./sandbox.js";

/** What is told while the program runs, and its end, with places in the program as written. */
export interface RunListener {
  readonly onProgress: (text: string) => void;
  readonly onOutput: (output: Output) => void;
}

/** What runs a program. */
export interface RunParts {
  readonly language: LanguageClient;
  readonly sandbox: Sandbox;
  /** Ends the run. */
  readonly stop: AbortSignal;
}

/** Why the reader ended a run. */
export const STOPPED = "Stopped.";

/** Runs it to its end, whatever the program, its compiler or the reader does. */
export async function runProgram(
  program: string,
  order: Omit<RunOrder, "code">,
  { language, sandbox, stop }: RunParts,
  { onProgress, onOutput }: RunListener,
): Promise<RunEnd> {
  try {
    onProgress("Compiling …");
    const tooLong = new Error(`The compiler did not answer within ${order.limit / 1000} s.`);
    const compiled = await withLimit(order.limit, tooLong, stop, (signal) =>
      language.ask("compile", [program], signal),
    );
    if ("syntaxError" in compiled) {
      return {
        type: "failed",
        why: `The program has a syntax error: ${compiled.syntaxError}`,
        place: compiled.place,
      };
    }
    const places = new Places(compiled.map);
    onProgress("Running …");
    const end = await sandbox.run({ ...order, code: compiled.code }, stop, (message) => {
      if (message.type === "progress") {
        onProgress(`Running ${message.scenario}: ${message.states.toLocaleString("en")} states …`);
      } else if (message.type === "output") onOutput(placed(message, places));
    });
    if (end.type === "failed") return placed(end, places);
    return {
      ...end,
      reports: end.reports.map((report) => ({
        ...report,
        traces: report.traces.map((trace) => places.inTrace(trace)),
      })),
    };
  } catch (error) {
    return { type: "failed", why: cut(error instanceof Error ? error.message : String(error)) };
  }
}

/** Waits for something that is taken back when the time is up. */
async function withLimit<Value>(
  milliseconds: number,
  tooLong: Error,
  stop: AbortSignal,
  begin: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(tooLong), milliseconds);
  try {
    return await begin(AbortSignal.any([stop, limit.signal]));
  } finally {
    clearTimeout(timer);
  }
}

function placed<Message extends { readonly place?: Place }>(message: Message, places: Places): Message {
  return message.place === undefined ? message : { ...message, place: places.original(message.place) };
}
