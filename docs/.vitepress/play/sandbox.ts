/**
 * The sandbox: a frame of no origin without network, storage or access to the page, in which each run has a worker
 * that is stopped at its time limit.
 */
import type { RunMessage, RunOrder } from "./messages.js";

const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; connect-src 'none'";

// The frame's own script. It hands orders to a new worker and the worker's messages to the page.
const FRAME = `let worker, timer, source;
const end = () => { clearTimeout(timer); worker?.terminate(); worker = undefined; };
addEventListener("message", ({ source: from, data }) => {
  if (from !== parent) return;
  if (data.type === "runner") { source = URL.createObjectURL(new Blob([data.code], { type: "text/javascript" })); return; }
  end();
  if (data.type !== "run") return;
  const say = (message) => parent.postMessage(message, "*");
  const fail = (why) => { end(); say({ number: data.number, type: "failed", why }); };
  worker = new Worker(source);
  worker.onmessage = (event) => {
    const last = event.data?.type !== "progress";
    if (last) end();
    say(event.data);
  };
  worker.onerror = (event) => { event.preventDefault(); fail(event.message || "the worker ended"); };
  timer = setTimeout(() => fail("it did not finish within " + data.limit + " s and was stopped: look for an endless loop"), data.limit * 1000);
  worker.postMessage(data);
});
parent.postMessage({ type: "ready" }, "*");`;

/** A frame that runs programs, one at a time. */
export class Sandbox {
  readonly #frame = document.createElement("iframe");
  readonly #ready: Promise<void>;
  readonly #stopListening: () => void;
  #number = 0;
  /** The number of the run that was stopped last. */
  #stopped = 0;
  #settle: ((message: RunMessage) => void) | undefined;

  /**
   * @param parent - Where the frame is put; it shows nothing.
   * @param runner - The text of the runner's script.
   */
  constructor(parent: HTMLElement, runner: string) {
    const frame = this.#frame;
    frame.setAttribute("sandbox", "allow-scripts");
    frame.title = "Runs programs";
    frame.tabIndex = -1;
    frame.setAttribute("aria-hidden", "true");
    frame.style.cssText = "display: none !important";
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}"><script>${FRAME}</script>`;
    let begin: () => void;
    this.#ready = new Promise((resolve) => (begin = resolve));
    const listen = ({ source, data }: MessageEvent<RunMessage | { readonly type: "ready" }>): void => {
      if (source !== frame.contentWindow || typeof data !== "object" || data === null) return;
      if (data.type === "ready") {
        this.#post({ type: "runner", code: runner });
        begin();
      } else if (data.number === this.#number) {
        this.#settle?.(data);
      }
    };
    addEventListener("message", listen);
    this.#stopListening = () => removeEventListener("message", listen);
    parent.append(frame);
  }

  /**
   * Runs a program; the last message says what came of it.
   *
   * @param coming - The program, which may still be on its way from the compiler: it can be stopped there as well.
   */
  async run(
    coming: Promise<Omit<RunOrder, "type" | "number">>,
    onProgress: (message: RunMessage & { type: "progress" }) => void,
  ): Promise<RunMessage> {
    const number = ++this.#number;
    const [order] = await Promise.all([coming, this.#ready]);
    if (this.#stopped === number) return { number, type: "failed", why: "stopped" };
    return new Promise((resolve) => {
      // The frame ends what takes too long; should the frame itself die, the page must not wait for ever.
      const timer = setTimeout(
        () => resolve({ number, type: "failed", why: "the sandbox gave no answer" }),
        order.limit * 1000 + 3000,
      );
      this.#settle = (message) => {
        if (message.type === "progress") return onProgress(message);
        clearTimeout(timer);
        resolve(message);
      };
      this.#post({ ...order, type: "run", number });
    });
  }

  /** Ends the program that runs. */
  stop(): void {
    this.#stopped = this.#number;
    this.#post({ type: "stop" });
    this.#settle?.({ number: this.#number, type: "failed", why: "stopped" });
  }

  remove(): void {
    this.#stopListening();
    this.#frame.remove();
  }

  #post(message: unknown): void {
    this.#frame.contentWindow?.postMessage(message, "*"); // its origin is opaque: no name for it
  }
}
