/**
 * The sandbox as the page sees it: a frame without origin, network, storage or access to the page, in which each run has
 * a worker that is ended at its limit.
 */
import type { FrameOrder, RunEnd, RunMessage, RunOrder } from "./messages.js";
import { readRunMessage } from "./run-message.js";

/** For how many milliseconds after its limit the frame itself may be silent. */
const PATIENCE = 3_000;

/** Where the sandbox comes from. */
export interface SandboxFiles {
  /** The address of the frame's page. */
  readonly frame: string;
  /** The text of the runner's script. */
  readonly runner: string;
}

/** A frame that runs programs, one at a time. */
export class Sandbox {
  #frame: HTMLIFrameElement | undefined;
  #ready: Promise<void> | undefined;
  #number = 0;
  /** Who is told what the program of this moment says. */
  #listener: ((message: RunMessage) => void) | undefined;

  /**
   * @param parent - Where the frame is put; it shows nothing.
   * @param files - Where it comes from.
   */
  constructor(
    readonly parent: HTMLElement,
    readonly files: SandboxFiles,
  ) {
    addEventListener("message", this.#listen);
    this.#ready = this.#start();
  }

  /**
   * Runs a program.
   *
   * @param signal - Ends it.
   * @param onMessage - Is told what it says before its end.
   * @throws The signal's reason.
   */
  async run(order: RunOrder, signal: AbortSignal, onMessage: (message: RunMessage) => void): Promise<RunEnd> {
    this.#ready ??= this.#start();
    await Promise.race([this.#ready, aborted(signal)]);
    const number = ++this.#number;
    try {
      return await Promise.race([this.#ended(order, number, onMessage), aborted(signal)]);
    } finally {
      this.#listener = undefined;
      this.#post({ type: "stop" });
    }
  }

  remove(): void {
    removeEventListener("message", this.#listen);
    this.#frame?.remove();
  }

  #ended(order: RunOrder, number: number, onMessage: (message: RunMessage) => void): Promise<RunEnd> {
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout>;
      // The frame ends what takes too long; should the frame itself die, another one takes its place.
      const wait = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          this.#frame?.remove();
          this.#ready = undefined;
          resolve({ type: "failed", why: "The sandbox gave no answer, and was replaced." });
        }, order.limit + PATIENCE);
      };
      this.#listener = (message) => {
        if (message.type === "done" || message.type === "failed") {
          clearTimeout(timer);
          resolve(message);
        } else {
          if (message.type === "begun") wait();
          onMessage(message);
        }
      };
      wait();
      this.#post({ type: "run", number, order });
    });
  }

  readonly #listen = ({ source, data }: MessageEvent<unknown>): void => {
    if (source !== this.#frame?.contentWindow || typeof data !== "object" || data === null) return;
    // The frame's number; what the program says is inside.
    const { number, message } = data as { readonly number?: unknown; readonly message?: unknown };
    if (number !== this.#number || this.#listener === undefined) return;
    const failed = { type: "failed", why: "The program sent a message that is no result." } as const;
    this.#listener(readRunMessage(message) ?? failed);
  };

  #start(): Promise<void> {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.title = "Runs programs";
    frame.tabIndex = -1;
    frame.setAttribute("aria-hidden", "true");
    frame.style.cssText = "display: none !important";
    frame.src = this.files.frame;
    const loaded = new Promise<void>((resolve) =>
      frame.addEventListener(
        "load",
        () => {
          this.#post({ type: "runner", code: this.files.runner });
          resolve();
        },
        { once: true },
      ),
    );
    this.#frame = frame;
    this.parent.append(frame);
    return loaded;
  }

  #post(message: FrameOrder): void {
    this.#frame?.contentWindow?.postMessage(message, "*"); // its origin is opaque: no name for it
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
}
