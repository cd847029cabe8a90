/** One sequence of operations on the real kernel and on the model, compared after each. */
import { formatResult } from "fd-reservation/kernel";
import type { Machine } from "./machine.js";
import type { ModelModule } from "../kernel/syscalls.js";
import { Model } from "./model.js";
import {
  ofTasks,
  type Operation,
  type Result,
  type TableOperation,
  type View,
  type Window,
} from "./operation.js";
import type { Tally } from "./tally.js";
import { Tasks } from "./tasks.js";

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
  const answers = await kernelAnswers(machine, operations);
  const model = new Model(module, machine.nrOpen);
  let compared = 0;
  for (let index = 0; index < operations.length; index++) {
    const operation = operations[index] as Operation;
    const answer = answers[index];
    if (answer !== undefined) {
      compared++;
      tally?.add(operation, answer.result);
    }
    const kernel = answerText(answer);
    const said = modelText(model, operation);
    if (kernel !== said) {
      return { compared, divergence: { operations: operations.slice(0, index + 1), kernel, model: said } };
    }
  }
  return { compared };
}

/** What a side says after one operation. */
interface Answer {
  readonly result: Result;
  readonly view: View;
}

/** The kernel's answers; undefined for what is skipped. */
async function kernelAnswers(
  machine: Machine,
  operations: readonly Operation[],
): Promise<(Answer | undefined)[]> {
  await machine.ask(0, { ask: "reset" });
  if (!operations.some(ofTasks)) {
    const answers = await machine.ask(0, { ask: "run", operations: operations as TableOperation[] });
    return answers.map(([result, window]) => ({ result, view: [window] }));
  }
  const tasks = new Tasks(machine);
  const answers: (Answer | undefined)[] = [];
  try {
    for (const operation of operations) {
      const result = await tasks.perform(ofTasks(operation) ? operation : { ...operation, task: 0 });
      answers.push(result === undefined ? undefined : { result, view: tasks.view() });
    }
  } finally {
    await tasks.end();
  }
  return answers;
}

/** What the kernel alone says of the last of the operations. */
export async function lastKernelText(machine: Machine, operations: readonly Operation[]): Promise<string> {
  return answerText((await kernelAnswers(machine, operations)).at(-1));
}

/** What the model alone says of the last of the operations. */
export function lastModelText(module: ModelModule, nrOpen: number, operations: readonly Operation[]): string {
  const model = new Model(module, nrOpen);
  return operations.map((operation) => modelText(model, operation)).at(-1) ?? "";
}

function modelText(model: Model, operation: Operation): string {
  try {
    const result = model.perform(operation);
    return answerText(result === undefined ? undefined : { result, view: model.view() });
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error); // a kernel bug
  }
}

/**
 * A result and a view as a line: `3; 0=a 3=a*`, where a letter is an open file and * is close-on-exec; where there are
 * several tasks `3; 0: 0=a 3=a* | 1: as 0`.
 */
function answerText(answer: Answer | undefined): string {
  if (answer === undefined) return "skipped";
  const { result, view } = answer;
  const tasks = view.flatMap((window, task) =>
    window === undefined ? [] : [{ task, text: windowText(window) }],
  );
  const texts =
    tasks.length === 1 ? tasks.map(({ text }) => text) : tasks.map(({ task, text }) => `${task}: ${text}`);
  return `${resultText(result)}; ${texts.join(" | ")}`;
}

function windowText(window: Window | number): string {
  if (typeof window === "number") return `as ${window}`;
  const open = window.flatMap((slot, fd) =>
    slot < 0 ? [] : [`${fd}=${fileLetters(slot >> 1)}${slot & 1 ? "*" : ""}`],
  );
  return open.join(" ") || "empty";
}

function resultText(result: Result): string {
  if (result === "blocked") return result;
  if (typeof result === "number") return formatResult(result);
  if ("fds" in result)
    return `received ${result.fds.join(" ") || "none"}${result.truncated ? ", truncated" : ""}`;
  return result.join(" ");
}

function fileLetters(label: number): string {
  const letter = String.fromCharCode(97 + (label % 26));
  return label < 26 ? letter : `${letter}${Math.floor(label / 26)}`;
}
