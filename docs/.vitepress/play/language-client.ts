/** The language worker as the page sees it: each question is answered in time. */
import type { Language } from "./messages.js";

/** Every method of the worker, answering later. */
export type LanguageClient = {
  readonly [Method in keyof Language]: (
    ...args: Parameters<Language[Method]>
  ) => Promise<ReturnType<Language[Method]>>;
};

type Reply =
  { readonly ready: true } | { readonly id: number; readonly result?: unknown; readonly error?: string };

/** Starts the worker; resolves once it has loaded. */
export function startLanguage(address: string): Promise<{ language: LanguageClient; end: () => void }> {
  const worker = new Worker(address);
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let last = 0;
  const ask = (method: keyof Language, args: unknown[]): Promise<never> =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      worker.postMessage({ id: last, method, args });
    });
  const language: LanguageClient = {
    problems: (text) => ask("problems", [text]),
    compile: (text) => ask("compile", [text]),
    hover: (text, at) => ask("hover", [text, at]),
    completions: (text, at) => ask("completions", [text, at]),
    version: () => ask("version", []),
  };
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "TypeScript could not be loaded"));
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if ("ready" in data) return resolve({ language, end: () => worker.terminate() });
      const question = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.error === undefined) question?.resolve(data.result as never);
      else question?.reject(new Error(data.error));
    };
  });
}
