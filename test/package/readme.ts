/** The TypeScript examples of the README, as printed. */
import { readFileSync } from "node:fs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** The code blocks marked `ts`, in order. */
export const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code ?? "");

/** What the first example says that it prints: the comment behind its last line. */
export const promisedOutput = /console\.log\(.*\); \/\/ (.*)$/m.exec(examples[0] ?? "")?.[1];
