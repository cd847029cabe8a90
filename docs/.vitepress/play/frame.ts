/** The sandbox's frame: it hands each program to a new worker, and what the worker says to the page. */
import type { FrameOrder, RunMessage, RunOrder } from "./messages.js";

/** Messages of a run that are handed on: more would take the page's time. */
const MOST_MESSAGES = 3_000;

/** The runner's script, for a worker. */
let runner = "";
let end = (): void => undefined;

addEventListener("message", ({ source, data }: MessageEvent<FrameOrder>) => {
  if (source !== parent) return;
  end();
  if (data.type === "runner") {
    runner = URL.createObjectURL(new Blob([data.code], { type: "text/javascript" }));
  } else if (data.type === "run") {
    run(data.number, data.order);
  }
});

function run(number: number, order: RunOrder): void {
  const say = (message: unknown): void => parent.postMessage({ number, message }, "*");
  const fail = (why: string): void => {
    end();
    say({ type: "failed", why } satisfies RunMessage);
  };
  const worker = new Worker(runner);
  // A port that only the runner has: what the program itself posts is heard by nobody.
  const { port1: ours, port2: theirs } = new MessageChannel();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let messages = 0;
  end = () => {
    clearTimeout(timer);
    worker.terminate();
    ours.close();
    end = () => undefined;
  };
  ours.onmessage = ({ data }: MessageEvent<Partial<RunMessage> | undefined>) => {
    if (++messages > MOST_MESSAGES) return fail("The program sent too many messages, and was stopped.");
    if (data?.type === "begun") {
      timer = setTimeout(() => fail(tookTooLong(order.limit)), order.limit);
    } else if (data?.type !== "progress" && data?.type !== "output") {
      end();
    }
    say(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    fail(event.message || "The worker ended.");
  };
  worker.postMessage(order, [theirs]);
}

function tookTooLong(limit: number): string {
  return `The program did not finish within ${limit / 1000} s and was stopped. Look for an endless loop; a program without one may need more time.`;
}
