/**
 * Loader hooks of a thread that runs scenarios: imports lead where the types say, TypeScript comes as the compiler in
 * the main thread emits it, and this package is the copy that the thread itself runs.
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import type { MessagePort } from "node:worker_threads";
import type { Answer, EmitAnswer, Question, ResolveAnswer } from "./protocol.js";

interface Resolved {
  readonly url: string;
  readonly format?: string | null;
}

interface LoadContext {
  readonly format?: string | null;
  readonly importAttributes?: Readonly<Record<string, string>>;
}

/** The folder of this package's own modules, which are JavaScript. */
const PACKAGE = new URL("..", import.meta.url).href;

let modules: MessagePort;
const waiting: ((answer: Answer) => void)[] = [];

/** Called by Node once, with what `module.register` was given. */
export function initialize(port: MessagePort): void {
  modules = port;
  // Answers come in the order of the questions.
  modules.on("message", (answer: Answer) => waiting.shift()?.(answer));
}

function ask(question: Question & { readonly kind: "resolve" }): Promise<ResolveAnswer>;
function ask(question: Question & { readonly kind: "emit" }): Promise<EmitAnswer>;
async function ask(question: Question): Promise<unknown> {
  const answered = new Promise<Answer>((resolve) => waiting.push(resolve));
  modules.postMessage(question);
  const answer = await answered;
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.answer;
}

/** Called by Node for each import. */
export async function resolve<C extends { readonly parentURL?: string | undefined }>(
  specifier: string,
  context: C,
  nextResolve: (specifier: string, context: C) => Promise<Resolved>,
): Promise<Resolved> {
  // The thread explores with these very modules: a scenario of another copy would be none to it.
  if (/^fd-reservation(?:\/|$)/.test(specifier)) {
    return nextResolve(specifier, { ...context, parentURL: import.meta.url });
  }
  const from = fileOf(context.parentURL);
  if (from === undefined) return nextResolve(specifier, context);
  const find = (): Promise<ResolveAnswer> => ask({ kind: "resolve", specifier, from });
  if (/^\.{0,2}\//.test(specifier)) {
    const file = await find();
    return nextResolve(file === undefined ? specifier : pathToFileURL(file).href, context);
  }
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    const file = await find();
    if (file === undefined) throw error;
    return nextResolve(pathToFileURL(file).href, context);
  }
}

/** Called by Node for each module that is loaded first. */
export async function load<C extends LoadContext>(
  url: string,
  context: C,
  nextLoad: (url: string, context: C) => Promise<unknown>,
): Promise<unknown> {
  const file = fileOf(url);
  const isForUs =
    file !== undefined &&
    (file.endsWith(".json") ? context.importAttributes?.["type"] !== "json" : /\.[cm]?[jt]sx?$/.test(file));
  const emitted = isForUs ? await ask({ kind: "emit", file, format: context.format }) : undefined;
  return emitted === undefined ? nextLoad(url, context) : { ...emitted, shortCircuit: true };
}

/** The file of a module of the project, and of TypeScript anywhere; what packages hold besides is Node's. */
function fileOf(url: string | undefined): string | undefined {
  if (url === undefined || !url.startsWith("file:") || url.startsWith(PACKAGE)) return undefined;
  const [bare = ""] = url.split(/[?#]/);
  if (bare.includes("/node_modules/") && !/\.[cm]?tsx?$/.test(bare)) return undefined;
  return fileURLToPath(bare);
}
