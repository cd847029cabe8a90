/** The conventions: each can be switched off, those about names can be extended, and the page lists them all. */
import {
  conventions,
  type Convention,
  type ConventionName,
  type ConventionSettings,
} from "fd-reservation/ownership";
import { format, resolveConfig } from "prettier";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { brokenIn } from "./analyze-text.js";

const all: readonly (readonly [string, Convention])[] = Object.entries(conventions);

const types = `
declare class Page implements Disposable { [Symbol.dispose](): void; close(): void; reap(): void; use(): void; openPage(): Page; writer(options: { autoClose: boolean }): number; createReadStream(): number; then(f: () => void): void }
declare interface Emitter extends Disposable { off(name: string): Emitter; clone(): Emitter; count(value: unknown): number; emit(value: unknown): void }
declare interface Frame { page(): Page; forId(id: number): Page; browse(): Page }
declare const frame: Frame; declare const emitter: Emitter; declare function open(): Page; declare function effect(): (() => void) & Disposable;
`.replaceAll("\n", " ");

/** Code that is accepted because of a convention, and the rule that it breaks without. */
const because: Partial<Record<ConventionName, string>> = {
  "disposing-method": "const page = open(); page.close();",
  "auto-close": "const page = open(); page.writer({ autoClose: true });",
  "stream-of-receiver": "const page = open(); page.createReadStream();",
  "keeping-function": "const page = open(); emitter.emit(page);",
  "keeping-callback": "(took: (page: Page) => void) => { const page = open(); took(page); };",
  "disposable-function": "const stop = effect(); stop();",
  "lending-function": "const page = frame.forId(1); page.use();",
  "named-after-result": "const page = frame.page(); page.use();",
  "own-type-result": "emitter.off('a');",
  "cast-away": "const record = open() as unknown as Record<string, unknown>; return record['a'] === 1;",
  thenable: "async () => { const page = open(); await page; };",
  "disposed-with-maker": "const page = open(); const child = page.openPage(); child.use(); page.close();",
  "registering-constructor":
    "class Own extends Page { constructor(list: Own[]) { super(); list.push(this); } } const own = new Own([]); own.use();",
  iterator:
    "class Walk extends Page { next() { return { done: true as const, value: 1 }; } [Symbol.iterator]() { return this; } } const walk = new Walk(); walk.next();",
  "taken-back":
    "class Sender { now?: Page; send() { using page = open(); this.now = page; try { page.use(); } finally { this.now = undefined; } } }",
  "move-method":
    "class Handle extends Page { move(): this { return this; } } () => { using handle = new Handle(); return handle.move(); };",
  "self-disposing-type":
    "class Timer extends Page { [Symbol.dispose]() {} } const timer = new Timer(); timer.use();",
};

function broken(code: string, settings: ConventionSettings = {}): number {
  return brokenIn(`${types}export function f(): unknown { ${code} return 0; }`, {
    conventions: settings,
    preset: "strict",
  }).length;
}

describe("switched off", () => {
  test.each(Object.entries(because))("%s", (name, code) => {
    expect(broken(code)).toBe(0);
    expect(broken(code, { [name]: false })).toBeGreaterThan(0);
  });
});

describe("extended by a name", () => {
  test.each([
    ["disposing-method", "reap", "const page = open(); page.reap();"],
    ["lending-function", "browse", "const page = frame.browse(); page.use();"],
    ["keeping-function", "count", "const page = open(); emitter.count(page);"],
    ["self-disposing-type", "Page", "const page = open(); page.use();"],
  ])("%s", (name, word, code) => {
    expect(broken(code)).toBeGreaterThan(0);
    expect(broken(code, { [name]: [word] })).toBe(0);
  });
});

test("the page lists them all; vitest -u writes it", async () => {
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  const rows = all.map(([name, { of, pattern, effect, why, evidence }]) => {
    const what = typeof pattern === "string" ? pattern : namesOf(pattern);
    return `| \`${name}\` | ${of} | ${cell(what)} | ${effect} | ${why} ${cell(evidence)} |`;
  });
  const page = `# Conventions

<!-- Made by \`npx vitest -u test/ownership/conventions.test.ts\`, of src/ownership/conventions.ts. -->

Code without annotations says what it means by its names and habits. The lint takes each of these for what it says, and
where it could mean two things, for the one that reports less. The option \`conventions\` of [the rules](./index.md#options)
switches one off, or extends one that is about names:

\`\`\`json
{ "thenable": false, "disposing-method": ["reap"] }
\`\`\`

A type of which one member has an annotation needs none of them: its annotations count.

| convention | of | names or code | what follows | why, and where to see it |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
`;
  const file = fileURLToPath(new URL("../../docs/ownership/conventions.md", import.meta.url));
  const options = { ...(await resolveConfig(file)), parser: "markdown" };
  await expect(await format(page, options)).toMatchFileSnapshot(file);
});

function namesOf({ source }: RegExp): string {
  const words = source.replaceAll(/\(\?=[^)]*\)|[\^$()]/g, " ").match(/[\w[\]]+/g) ?? [];
  return words.map((word) => `\`${word}\``).join(" ");
}
