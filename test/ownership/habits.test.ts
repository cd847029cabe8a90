/** Code that never heard of the words: what its habits say about who owns what, each beside its opposite. */
import { describe, expect, test } from "vitest";
import { brokenIn } from "./analyze-text.js";

const types = `
declare class Page implements Disposable { [Symbol.dispose](): void; close(): void; initiateClose(): void; use(): void; openPage(): Page; writer(options: { autoClose: boolean }): number; createReadStream(): number }
declare interface Frame { page(): Page; mainPage(): Page | null; openPage(): Page; forId(id: number): Page; readonly opened: () => Page }
declare const frame: Frame;
declare interface Emitter extends Disposable { off(name: string): Emitter; clone(): Emitter; emit(name: string, value: unknown): void; count(value: unknown): number }
declare const emitter: Emitter;
declare function race<T>(...promises: T[]): Promise<Awaited<T> | void>;
declare function open(): Page;
declare function effect(run: () => void): (() => void) & Disposable;
declare function look(page: Page): void;
`.replaceAll("\n", " ");

const cases: readonly {
  readonly habit: string;
  readonly accepted: string;
  readonly refused?: [string, string];
}[] = [
  {
    habit: "a method without parameters that is named after what it returns shows it",
    accepted: "const page = frame.page(); page.use(); const main = frame.mainPage(); main?.use();",
    refused: ["const page = frame.openPage(); page.use();", "not-disposed"],
  },
  {
    habit: "a look-up shows it",
    accepted: "const page = frame.forId(1); page.use();",
    refused: ["const page = frame.opened(); page.use();", "not-disposed"],
  },
  {
    habit:
      "a method that returns its own type returns its receiver, unless it is called after making another",
    accepted: "emitter.off('a');",
    refused: ["emitter.clone();", "not-bound"],
  },
  {
    habit: "what a type parameter says is whatever was passed",
    accepted: "async () => { await race(frame.page()); };",
    refused: ["open();", "not-bound"],
  },
  {
    habit: "who emits, resolves or hands over gives away",
    accepted: "emitter.emit('page', open()); const page = open(); emitter.emit('page', page);",
    refused: ["const page = open(); emitter.count(page);", "not-disposed"],
  },
  {
    habit: "a callback may keep what it is called with",
    accepted: "(took: (page: Page) => void) => { const page = open(); took(page); };",
    refused: ["(took: typeof look) => { const page = open(); look(page); };", "not-disposed"],
  },
  {
    habit: "an end may have a longer name",
    accepted: "const page = open(); page.initiateClose();",
    refused: ["const page = open(); page.use();", "not-disposed"],
  },
  {
    habit: "a constructor that registers what it makes gives it an owner",
    accepted:
      "class Own extends Page { constructor(list: Own[]) { super(); list.push(this); } } const own = new Own([]); own.use();",
    refused: [
      "class Own extends Page { constructor(list: Own[]) { super(); list.pop(); } } const own = new Own([]); own.use();",
      "not-disposed",
    ],
  },
  {
    habit: "who awaits a thenable waits for its end",
    accepted:
      "async () => { class Work extends Page { then(f: () => void) { f(); } } const work = new Work(); await work; };",
    refused: [
      "async () => { class Work extends Page {} const work = new Work(); await work; };",
      "not-disposed",
    ],
  },
  {
    habit: "iterators end when they have been walked",
    accepted:
      "class Walk extends Page { next() { return { done: true as const, value: 1 }; } [Symbol.iterator]() { return this; } } const walk = new Walk(); walk.next();",
    refused: ["class Walk extends Page { next() {} } const walk = new Walk(); walk.next();", "not-disposed"],
  },
  {
    habit: "`move(): this` disarms its receiver and gives what took its place",
    accepted:
      "class Handle extends Page { move(): this { return this; } } () => { using handle = new Handle(); return handle.move(); };",
    refused: [
      "class Handle extends Page { part(): this { return this; } } () => { using handle = new Handle(); return handle.part(); };",
      "escape",
    ],
  },
  {
    habit: "`move: () => this` does so, too, and `void` of one signature says nothing of another",
    accepted:
      "class Handle extends Page { declare move: () => this; } declare const some: Emitter | { off(name: string): void }; some.off('a'); () => { using handle = new Handle(); return handle.move(); };",
  },
  {
    habit: "a closure that is returned takes along what is not bound",
    accepted: "() => { const page = open(); return () => page.close(); };",
    refused: ["() => { using page = open(); return () => page.close(); };", "escape"],
  },
  {
    habit: "a part that is given away may lead back to its whole",
    accepted:
      "class Session extends Page { readonly browser!: { session: Session } } class View { constructor(readonly of: object) {} } const session = new Session(); new View(session.browser);",
    refused: [
      "class Session extends Page { readonly browser = 1 } const session = new Session(); void session.browser;",
      "not-disposed",
    ],
  },
  {
    habit: "`this.once = () => ...` is replaced though `this` goes on",
    accepted:
      "class Sender { once?: () => void; other!: Sender; send() { const page = open(); this.once = () => page.use(); try { this.other.send(); } finally { this.once = undefined; } } }",
  },
  {
    habit: "what a finally block takes out again does not escape",
    accepted:
      "class Sender { now?: Page; send() { using page = open(); this.now = page; try { page.use(); } finally { this.now = undefined; } } }",
    refused: [
      "class Sender { now?: Page; send() { using page = open(); this.now = page; page.use(); } }",
      "escape",
    ],
  },
  {
    habit: "`delete` in a finally block takes out, too",
    accepted:
      "(owner: { now?: Page }) => { using page = open(); owner.now = page; try { page.use(); } finally { delete owner.now; } };",
    refused: [
      "(owner: { now?: Page }) => { using page = open(); owner.now = page; try { delete owner.now; } finally { page.use(); } };",
      "escape",
    ],
  },
  {
    habit: "who takes a value for something else cannot end it",
    accepted: "const record = open() as unknown as Record<string, unknown>; return record['a'] === 1;",
    refused: ["const page = open() as Page; return page === frame.page();", "not-disposed"],
  },
  {
    habit: "who calls a function that must be ended ends it",
    accepted: "const stop = effect(() => {}); stop();",
    refused: ["const stop = effect(() => {}); void stop;", "not-disposed"],
  },
  {
    habit: "who waits is shown what it waited for, and a provider keeps what it provides",
    accepted:
      "async () => { declare const own: { waitForPage(): Promise<Page>; pageProvider: () => Page }; await own.waitForPage(); const page = own.pageProvider(); page.use(); };",
    refused: [
      "async () => { declare const own: { openPage(): Promise<Page> }; await own.openPage(); };",
      "not-bound",
    ],
  },
  {
    habit: "what a value made ends with it",
    accepted: "const page = open(); const child = page.openPage(); child.use(); page.close();",
    refused: [
      "const page = open(); const child = page.openPage(); child.use(); return page;",
      "not-disposed",
    ],
  },
  {
    habit: "what is made with autoClose closes its receiver, and so does a stream",
    accepted:
      "const page = open(); page.writer({ autoClose: true }); const other = open(); other.createReadStream();",
    refused: ["const page = open(); page.writer({ autoClose: false });", "not-disposed"],
  },
  {
    habit: "a method that promises its receiver returns it",
    accepted:
      "class Client extends Page { connect(): Promise<this> { return Promise.resolve(this); } } async () => { const client = new Client(); return await client.connect(); };",
  },
];

describe.each(cases)("$habit", ({ accepted, refused }) => {
  // In a function, where variables end.
  const inFunction = (code: string): string => `${types}export function f(): unknown { ${code} return 0; }`;
  test("is accepted", () => expect(brokenIn(inFunction(accepted))).toEqual([]));
  if (refused === undefined) return;
  const [code, rule] = refused;
  test("else it is not", () => expect(brokenIn(inFunction(code))).toEqual([`1 ${rule}`]));
});
