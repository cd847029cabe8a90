/** One sequence of operations on the real kernel and on the model, compared after each. */
import { formatResult } from "fd-reservation/kernel";
import type { Machine } from "./machine.js";
import type { ModelModule } from "../kernel/syscalls.js";
import { lookAfter } from "./look.js";
import { Model } from "./model.js";
import {
  isAlone,
  type Operation,
  type Result,
  type Slot,
  SPAN,
  WINDOW,
  type TaskOperation,
  type View,
  type Window,
} from "./operation.js";
import { hasThreads } from "./thread.js";
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
  drawn: readonly Operation[],
  tally?: Tally,
): Promise<Outcome> {
  const operations = drawn.filter(({ op }) => {
    if (op === "thread") return hasThreads;
    return op !== "fDupfdQuery" || machine.hasDupfdQuery;
  });
  const answers = await kernelAnswers(machine, operations);
  const model = modelFor(module, machine.nrOpen, operations);
  let compared = 0;
  for (let index = 0; index < operations.length; index++) {
    const operation = operations[index] as Operation;
    const answer = answers[index];
    if (answer !== undefined) {
      compared++;
      tally?.add(operation, answer.result);
    }
    const kernel = answerText(answer);
    const said = modelText(model, operations, index);
    if (kernel !== said) {
      return { compared, divergence: { operations: operations.slice(0, index + 1), kernel, model: said } };
    }
  }
  return { compared };
}

function modelFor(module: ModelModule, nrOpen: number, operations: readonly Operation[]): Model {
  return new Model(module, nrOpen, isAlone(operations) ? SPAN : WINDOW);
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
  if (isAlone(operations)) {
    const answers = await machine.ask(0, { ask: "run", operations });
    return answers.map(([result, slots]) => ({ result, view: [windowOf(slots)] }));
  }
  await machine.ask(0, { ask: "reset" });
  const tasks = new Tasks(machine);
  const answers: (Answer | undefined)[] = [];
  try {
    for (const operation of operations as readonly TaskOperation[]) {
      const result = await tasks.perform(operation);
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
  const model = modelFor(module, nrOpen, operations);
  return operations.map((_, index) => modelText(model, operations, index)).at(-1) ?? "";
}

/** What the model says of one of the operations, after those before it. */
function modelText(model: Model, operations: readonly Operation[], index: number): string {
  try {
    const result = model.perform(operations[index] as Operation);
    if (result === undefined) return answerText(undefined);
    if (!isAlone(operations)) return answerText({ result, view: model.view() });
    const slots = model.look(lookAfter(operations, index, result, SPAN));
    return answerText({ result, view: [windowOf(slots)] });
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error); // a kernel bug
  }
}

/** The window of a task that is alone, from descriptors each with its slot. */
function windowOf(slots: readonly Slot[]): Window {
  const window: number[] = [];
  for (const [fd, slot] of slots) window[fd] = slot;
  return window;
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
