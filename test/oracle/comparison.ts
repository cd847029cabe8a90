/** One sequence of operations on the real kernel and on the model, compared after each. */
import { formatResult } from "fd-reservation/kernel";
import type { Machine } from "./machine.js";
import { Model, type ModelModule } from "./model.js";
import type { Operation, Result } from "./operation.js";
import type { Tally } from "./tally.js";

/** Where the two part: the operations up to there, and what each side says of the last one. */
export interface Divergence {
  readonly operations: readonly Operation[];
  readonly kernel: string;
  readonly model: string;
}

/** How many operations were compared, and the first divergence. */
export interface Outcome {
  readonly compared: number;
  readonly divergence?: Divergence;
}

/** Performs the operations in both worlds, from an empty table. */
export async function compare(
  machine: Machine,
  module: ModelModule,
  operations: readonly Operation[],
  tally?: Tally,
): Promise<Outcome> {
  await machine.ask(0, { ask: "reset" });
  const answers = await machine.ask(0, { ask: "run", operations });
  const model = new Model(module, machine.nrOpen);
  for (let index = 0; index < operations.length; index++) {
    const [result, slots] = answers[index] as (typeof answers)[number];
    tally?.add(operations[index] as Operation, result);
    const kernel = answerText(result, slots);
    const said = modelAnswer(model, operations[index] as Operation);
    if (kernel !== said) {
      return {
        compared: index + 1,
        divergence: { operations: operations.slice(0, index + 1), kernel, model: said },
      };
    }
  }
  return { compared: operations.length };
}

/** What the model alone says of the last of the operations. */
export function lastAnswer(module: ModelModule, nrOpen: number, operations: readonly Operation[]): string {
  const model = new Model(module, nrOpen);
  return operations.map((operation) => modelAnswer(model, operation)).at(-1) ?? "";
}

function modelAnswer(model: Model, operation: Operation): string {
  try {
    return answerText(model.perform(operation), model.observeWindow());
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error); // a kernel bug
  }
}

/** A result and a window as a line: `3; 0=a 3=a*`, where a letter is an open file and * is close-on-exec. */
function answerText(result: Result, slots: readonly number[]): string {
  const window = slots.flatMap((slot, fd) =>
    slot < 0 ? [] : [`${fd}=${fileLetters(slot >> 1)}${slot & 1 ? "*" : ""}`],
  );
  return `${resultText(result)}; ${window.join(" ") || "empty"}`;
}

function resultText(result: Result): string {
  if (typeof result === "number") return formatResult(result);
  if ("fds" in result)
    return `received ${result.fds.join(" ") || "none"}${result.truncated ? ", truncated" : ""}`;
  return result.join(" ");
}

function fileLetters(label: number): string {
  const letter = String.fromCharCode(97 + (label % 26));
  return label < 26 ? letter : `${letter}${Math.floor(label / 26)}`;
}
