/**
 * A language's worker as the page sees it: it gets one question at a time, and one that does not answer in time is
 * replaced by another one.
 */
import type { Language } from "./messages.js";

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** A newer question of the same kind has taken the place of one that was not asked yet. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

/** For how many milliseconds a check goes on that another question waits for: most take a tenth of it. */
const PATIENCE = 2_000;

interface Question {
  readonly method: keyof Language;
  readonly args: readonly unknown[];
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Asks the worker; starts it when it is first asked. */
export class LanguageClient {
  #worker: Worker | undefined;
  #isLoaded = false;
  #waiting: Question[] = [];
  #asked: Question | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #id = 0;

  /**
   * @param address - The worker's script.
   * @param limit - How many milliseconds an answer may take now, from when the worker has loaded.
   */
  constructor(
    readonly address: string,
    readonly limit: () => number,
  ) {}

  /**
   * Asks a question. A program is compiled before other questions are answered; any other question takes the place of
   * one of its kind that still waits.
   *
   * @param signal - Takes the question back; a worker that has it is replaced.
   * @throws Superseded when a newer question has taken its place; Error with the reason when there is no answer.
   */
  ask<Method extends keyof Language>(
    method: Method,
    args: Parameters<Language[Method]>,
    signal?: AbortSignal,
  ): Promise<ReturnType<Language[Method]>> {
    return new Promise<never>((resolve, reject) => {
      const question: Question = { method, args, resolve, reject };
      if (method === "compile") this.#waiting.unshift(question);
      else {
        const isSame = (other: Question): boolean => other.method === method;
        this.#waiting.filter(isSame).forEach((other) => other.reject(new Superseded()));
        this.#waiting = [...this.#waiting.filter((other) => !isSame(other)), question];
      }
      signal?.addEventListener("abort", () => this.#takeBack(question, signal.reason as Error));
      this.#hurry(method);
      this.#next();
    });
  }

  /** Ends the worker; what was asked is not answered. */
  end(): void {
    this.#waiting = [];
    this.#endWorker();
  }

  #next(): void {
    if (this.#worker === undefined) this.#start();
    if (!this.#isLoaded || this.#asked !== undefined) return;
    const question = this.#waiting.shift();
    if (question === undefined) return;
    this.#asked = question;
    const limit = this.limit();
    this.#timer = setTimeout(
      () => this.#replace(new Error(`it did not finish within ${limit / 1000} s`)),
      limit,
    );
    this.#worker?.postMessage({ id: ++this.#id, method: question.method, args: question.args });
  }

  /** A check is given up soon for one of a newer program, and for a run. */
  #hurry(method: keyof Language): void {
    const asked = this.#asked;
    if (asked?.method !== "check" || (method !== "check" && method !== "compile")) return;
    const why =
      method === "check" ? new Superseded() : new Error("it took long, and was given up for the run");
    setTimeout(() => {
      if (this.#asked === asked) this.#replace(why);
    }, PATIENCE);
  }

  #start(): void {
    const worker = new Worker(this.address);
    this.#worker = worker;
    worker.onerror = (event) => {
      event.preventDefault();
      const error = new Error(event.message || "its script could not be loaded");
      if (this.#isLoaded) return this.#replace(error);
      // Without its script no question has an answer; the next one tries again.
      this.#endWorker();
      this.#waiting.splice(0).forEach(({ reject }) => reject(error));
    };
    worker.onmessage = ({ data }: MessageEvent<{ readonly ready: true } | Answer>) => {
      if ("ready" in data) this.#isLoaded = true;
      else if (data.id === this.#id) this.#answer(data);
      this.#next();
    };
  }

  #answer({ result, error }: Answer): void {
    // What a compiler that failed remembers is not relied on.
    if (error !== undefined) return this.#replace(new Error(error));
    clearTimeout(this.#timer);
    this.#asked?.resolve(result as never);
    this.#asked = undefined;
  }

  #takeBack(question: Question, reason: Error): void {
    if (question === this.#asked) return this.#replace(reason);
    this.#waiting = this.#waiting.filter((other) => other !== question);
    question.reject(reason);
  }

  /** Another worker answers what waits. */
  #replace(why: Error): void {
    const asked = this.#asked;
    this.#endWorker();
    asked?.reject(why);
    this.#start();
  }

  #endWorker(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#isLoaded = false;
    this.#asked = undefined;
  }
}
