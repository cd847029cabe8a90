/** Kinds of code on which the rules were once wrong: what is right, beside what is not. */
import { expect, test } from "vitest";
import { brokenIn } from "./analyze-text.js";
import { testKinds, types, type Kind } from "./kinds.js";

const file = "const file = File.open();";
const using = "using file = File.open();";

const box =
  "declare class Result<T> implements Disposable { readonly value: T; readonly ok: boolean; [Symbol.dispose](): void } declare function run(): Result<Page>;";
const task = "class Task implements AsyncDisposable { go() {} async done() { await 1; }";
const life =
  "declare class Handle implements Disposable { static readonly none: Handle; alive: boolean; disposed: boolean; isDisposed(): boolean; go(): void; [Symbol.dispose](): void } declare function openHandle(): Handle;";

const kinds: readonly Kind[] = [
  {
    kind: "a call that never returns",
    accepted: [
      `() => { ${using} if (yes) { take(file); die(); } show(file); }`,
      `() => { const page = Page.open(); if (page.ok) { page.close(); return; } die(); }`,
      `() => { ${file} try { die(); } finally { take(file); } }`,
    ],
    refused: [[`() => { ${using} if (yes) take(file); show(file); }`, "maybe-moved"]],
  },
  {
    kind: "a switch with every case",
    accepted: [
      `() => { ${file} switch (k) { case "a": take(file); break; case "b": take(file); break; } }`,
      `() => { const page = Page.open(); switch (k) { case "a": page.close(); return; case "b": page.close(); return; default: page.use(); } }`,
      `() => { ${file} switch (yes) { case true: take(file); break; case false: take(file); } }`,
    ],
    refused: [[`() => { ${file} switch (k) { case "a": take(file); break; } }`, "not-disposed"]],
  },
  {
    kind: "a condition that is constant",
    accepted: [`() => { ${file} while (1) { if (yes) { take(file); return; } } }`],
    refused: [[`() => { ${file} while (0) { take(file); } }`, "not-disposed"]],
  },
  {
    kind: "a test of presence",
    accepted: [
      "() => { let file: File | undefined; while ((file = next()) !== undefined) take(file); }",
      "() => { const file = next(); if (typeof file === 'object') take(file); }",
      "() => { const file = next(); if (file instanceof File) take(file); }",
      "() => { const file = next(); if (undefined === file) return; take(file); }",
      "() => { const file = next(); if (!isFile(file)) return; take(file); }",
      "() => { const file = next(); if (!Boolean(file)) return; take(file as File); }",
      "() => { const file = next(); switch (file) { case undefined: return; default: take(file); } }",
      "(given: Move<File> | undefined) => { const file = given ?? File.open(); take(file); }",
      "(given: Move<File> | undefined) => { const file = given !== undefined ? given : File.open(); take(file); }",
    ],
    refused: [
      ["() => { const file = next(); if (file !== undefined && yes) take(file); }", "not-disposed"],
      ["() => { const file = next(); if (typeof file === 'string') return; }", "not-disposed"],
    ],
  },
  {
    kind: "a field that is emptied hands out what it had",
    accepted: [
      "class Holder { file?: File; go(this: Exclusive<Holder>) { const file = this.file; this.file = undefined; file?.commit(); } }",
      "class Holder { file?: File; go() { const { file } = this; this.file = undefined; if (file) take(file); } }",
      "class Holder { file?: File; go() { using file = this.file; this.file = undefined; } }",
    ],
    refused: [
      [
        "class Holder { file?: File; go() { const file = this.file; file?.commit(); } }",
        "moved-out-of-borrow",
      ],
      ["class Holder { page = Page.open(); go() { using page = this.page; } }", "double-dispose"],
    ],
  },
  {
    kind: "a closure with a name that is called once",
    accepted: [
      `() => { ${using} const run = () => take(file); run(); }`,
      `() => { ${using} const run: Move<() => void> = () => take(file); once(run); }`,
      `() => { ${using} const run = () => take(file); if (yes) run(); else once(run); }`,
    ],
    refused: [
      [`() => { ${using} const run = () => take(file); run(); run(); }`, "use-after-move"],
      [`() => { ${using} const run = () => take(file); twice(run); }`, "moved-in-closure"],
      ["(run: Move<() => void>) => { run(); run(); };", "use-after-move"],
    ],
  },
  {
    kind: "parts that are disposed separately",
    accepted: [
      "declare function result(): Disposable & { value: Page }; () => { const made = result(); made.value.close(); }",
      "declare function result(): Disposable & { value: Page }; () => { const made = result(); made.value[Symbol.dispose](); }",
    ],
    refused: [
      [
        "declare function result(): Disposable & { value: Page }; () => { const made = result(); made.value.use(); }",
        "not-disposed",
      ],
    ],
  },
  {
    kind: "a callback that is called at most once",
    accepted: [
      `async (p: Promise<number>) => { ${using} await p.then(() => take(file)); }`,
      `async (p: Promise<number>) => { ${file} await p.then(() => take(file), () => file.commit()); }`,
      `async (p: Promise<number>) => { ${file} await p.then(() => show(file)).finally(() => take(file)); }`,
      `async (p: Promise<number>) => { for (const n of [1, 2]) { ${file} await p.catch(() => n).finally(() => take(file)); } }`,
      `() => { ${file} using stack = new DisposableStack(); stack.defer(() => take(file)); }`,
      `(own: { deferCleanup(run: () => void): void }) => { ${file} own.deferCleanup(() => file.commit()); }`,
      `(target: EventTarget) => { ${file} target.addEventListener("x", () => file.commit(), { once: true }); }`,
      `() => { ${file} return new Promise<void>((done) => { take(file); done(); }); }`,
    ],
    refused: [
      [
        `async (p: Promise<number>) => { ${file} for (const n of [1, 2]) await p.then(() => take(file)); }`,
        "moved-in-loop",
      ],
      [`(p: Promise<number>) => { ${file} p.then(() => take(file)); show(file); }`, "use-after-move"],
      [
        `(target: EventTarget) => { ${file} target.addEventListener("x", () => file.commit()); }`,
        "moved-in-closure",
      ],
      [
        `(own: { defer(run: Shared<() => void>): void }) => { ${file} own.defer(() => file.commit()); }`,
        "moved-in-closure",
      ],
    ],
  },
  {
    kind: "a disposal after a failed attempt to move",
    accepted: [
      `() => { ${file} try { show(file); file.commit(); } catch { file[Symbol.dispose](); } }`,
      `() => { ${file} try { show(file); file.commit(); } finally { file[Symbol.dispose](); } }`,
      `() => { ${file} let done = false; try { show(file); file.commit(); done = true; } finally { if (!done) file[Symbol.dispose](); } }`,
    ],
    refused: [
      [`() => { ${file} file.commit(); file[Symbol.dispose](); }`, "use-after-move"],
      [`() => { ${file} try { show(file); file.commit(); } catch { show(file); } }`, "maybe-moved"],
      [
        `() => { ${file} try { show(file); } finally { file[Symbol.dispose](); file[Symbol.dispose](); } }`,
        "double-dispose",
      ],
    ],
  },
  {
    kind: "what is made where nothing was given",
    accepted: [
      "(given?: Page) => { const page = given ?? Page.open(); try { page.use(); } finally { if (given === undefined) page.close(); } }",
      "(given?: Page) => { const page = given ?? Page.open(); page.use(); if (!given) page.close(); }",
      "(given?: Page) => { const page = given || Page.open(); page.use(); if (page !== given) page.close(); }",
      "(given?: Page) => { const page = given ?? Page.open(); const isOwn = given === undefined; page.use(); if (isOwn) page.close(); }",
      "(given: Page | null) => { const page = given ?? Page.open(); page.use(); if (null === given) page.close(); }",
    ],
    refused: [
      [
        "(given?: Page) => { const page = given ?? Page.open(); page.use(); if (given) page.close(); }",
        "not-disposed",
      ],
      [
        "(given?: Page) => { const page = given ?? Page.open(); page.use(); if (page === given) page.close(); }",
        "not-disposed",
      ],
      [
        "(given?: Page) => { const page = given ?? Page.open(); given = undefined; if (given) page.close(); }",
        "not-disposed",
      ],
    ],
  },
  {
    kind: "a container whose content is handed out",
    accepted: [
      `${box} function unwrap<T>(result: Result<T>): T { if (!result.ok) throw new Error(); return result.value; } () => { const result = run(); unwrap(result).close(); }`,
      "class Own<T> implements Disposable { constructor(readonly value: T) {} unwrap(): T { return this.value; } [Symbol.dispose]() {} } () => { const own = new Own(Page.open()); own.unwrap().close(); }",
    ],
    refused: [
      [
        `${box} function succeeded<T>(result: Result<T>): boolean { return result.ok; } () => { const result = run(); succeeded(result); }`,
        "not-disposed",
      ],
      [
        "class Own<T> implements Disposable { constructor(readonly value: T) {} kind() { return 1; } [Symbol.dispose]() {} } () => { const own = new Own(1); own.kind(); }",
        "not-disposed",
      ],
    ],
  },
  {
    kind: "a method that is all that the disposal calls",
    accepted: [
      `${task} async [Symbol.asyncDispose]() { await this.done(); } } async () => { const task = new Task(); try { task.go(); } finally { await task.done(); } }`,
      `${task} [Symbol.asyncDispose]() { return this.done(); } } async () => { const task = new Task(); await task.done(); }`,
    ],
    refused: [
      [
        `${task} async [Symbol.asyncDispose]() { await this.done(); this.go(); } } async () => { const task = new Task(); await task.done(); }`,
        "not-disposed",
      ],
      [
        `${task} async [Symbol.asyncDispose]() { await this.done(); } } async () => { const task = new Task(); task.go(); }`,
        "not-disposed",
      ],
    ],
  },
  {
    kind: "a value that tells whether it is disposed",
    accepted: [
      `${life} () => { const one = openHandle(); one.go(); if (one.alive) one[Symbol.dispose](); }`,
      `${life} () => { const one = openHandle(); one.go(); if (!one.isDisposed()) one[Symbol.dispose](); }`,
      `${life} () => { const one = openHandle(); one.go(); if (one.disposed) return; one[Symbol.dispose](); }`,
    ],
    refused: [
      [
        `${life} () => { const one = openHandle(); one.go(); if (one.disposed) one[Symbol.dispose](); }`,
        "not-disposed",
      ],
      [
        `${life} () => { const one = openHandle(); one.go(); if (one.alive && yes) one[Symbol.dispose](); }`,
        "not-disposed",
      ],
    ],
  },
  {
    kind: "a value that turns out to be another owner's",
    accepted: [
      `${life} () => { const one = openHandle(); if (one === Handle.none) return; one[Symbol.dispose](); }`,
      `${life} (owner: { readonly first: Handle }) => { const one = openHandle(); if (owner.first !== one) one[Symbol.dispose](); }`,
    ],
    refused: [
      [
        `${life} () => { const one = openHandle(); if (one !== Handle.none) return; one.go(); }`,
        "not-disposed",
      ],
    ],
  },
  {
    kind: "a timer that the function clears",
    accepted: [
      "async (p: Promise<number>) => { using page = Page.open(); const timer = setInterval(() => page.use(), 1); try { await p; } finally { clearInterval(timer); } }",
      "async (p: Promise<number>) => { using page = Page.open(); let timer: number | undefined; timer = setTimeout(() => page.use(), 1); await p; clearTimeout(timer); }",
      "class Own { timer?: number; async go(p: Promise<number>) { using page = Page.open(); this.timer = window.setTimeout(() => page.use(), 1); await p; window.clearTimeout(this.timer); } }",
    ],
    refused: [
      [
        "async (p: Promise<number>) => { using page = Page.open(); const timer = setTimeout(() => page.use(), 1); await p; console.log(timer); }",
        "escape",
      ],
      [
        "async (p: Promise<number>) => { using page = Page.open(); const [timer, other] = [1, 2]; const mine = setTimeout(() => page.use(), 1); await p; clearTimeout(other); }",
        "escape",
      ],
    ],
  },
  {
    kind: "a test double",
    accepted: [
      "interface MockInstance extends Disposable { calls: number } declare function spyOn(): MockInstance; () => { spyOn(); const spy = spyOn(); spy.calls; }",
    ],
    refused: [
      [
        "interface Hook extends Disposable { calls: number } declare function hookOn(): Hook; () => { hookOn(); }",
        "not-bound",
      ],
    ],
  },
  {
    kind: "another one of its kind",
    accepted: [
      "() => { using page = Page.open(); return page.dup(); }",
      "() => { using page = Page.open(); using other = page.dup(); other.use(); }",
    ],
    refused: [["() => { using page = Page.open(); page.dup(); }", "not-bound"]],
  },
  {
    kind: "a collection or a stack of annotated values",
    accepted: [
      `(all: Set<File>) => { ${file} all.add(file); return file; }`,
      "() => { using stack = new DisposableStack(); const file = stack.use(File.open()); show(file); }",
      "class Owner { file: File; stack: DisposableStack; constructor() { using stack = new DisposableStack(); this.file = stack.use(File.open()); this.stack = stack.move(); } }",
    ],
    refused: [
      [`(all: Set<File>) => { ${file} all.add(file); take(file); }`, "use-after-move"],
      [`() => { ${using} using stack = new DisposableStack(); stack.use(file); }`, "double-dispose"],
      [
        "class Owner { page: Page; constructor() { using stack = new DisposableStack(); this.page = stack.use(Page.open()); } }",
        "escape",
      ],
      [`() => { using stack = new DisposableStack(); ${using} stack.use(file.lock()); }`, "escape"],
    ],
  },
  {
    kind: "plain data that closures share",
    accepted: [
      "() => { using page = Page.open(); let counts = { a: 0 }; const log = () => { counts.a++; }; log(); counts = { a: 0 }; log(); page.use(); }",
      "() => { using page = Page.open(); let list: number[] = []; const add = () => list.push(1); list = []; add(); page.use(); }",
    ],
    refused: [
      [
        `() => { let file = File.open(); const view = file.view(); file = File.open(); view.size(); take(file); }`,
        "not-disposed",
        "exclusive-borrow",
      ],
    ],
  },
  {
    kind: "a method that is not named after making something",
    accepted: [
      "(owner: { gateway(): Page; primary(): Page }) => { const page = owner.gateway(); page.use(); owner.primary().use(); }",
    ],
    refused: [
      [
        "(owner: { openGateway(): Page }) => { const page = owner.openGateway(); page.use(); }",
        "not-disposed",
      ],
    ],
  },
  {
    kind: "what something throws past",
    accepted: [
      "() => { const page = Page.open(); if (!page.ok) throw new Error(); page.close(); }",
      "() => { const page = Page.open(); try { page.use(); page.close(); } catch { return; } }",
    ],
    refused: [["() => { const page = Page.open(); if (!page.ok) return; page.close(); }", "not-disposed"]],
  },
  {
    kind: "an exclusive borrow through a shared one",
    accepted: [
      "(file: Exclusive<File>) => { file.write(); };",
      "() => { using file = File.open(); file.write(); }",
    ],
    refused: [
      ["(file: File) => { file.write(); };", "exclusive-borrow"],
      [
        "interface Shelf { at(index: number): Shared<File> } (shelf: Shelf) => { shelf.at(0).write(); };",
        "exclusive-borrow",
      ],
      ["(file: File) => { once(() => file.write()); };", "exclusive-borrow"],
    ],
  },
  {
    kind: "a move and a borrow in one call",
    accepted: [`() => { ${using} ${using.replaceAll("file", "other")} both(file, other); }`],
    refused: [
      [`() => { ${using} both(file, file); }`, "exclusive-borrow"],
      [`() => { ${using} file.absorb(file); }`, "exclusive-borrow"],
      [
        "() => { const pair = Pair.make(); const view = pair.one.view(); take(pair.one); view.size(); take(pair.two); }",
        "exclusive-borrow",
      ],
    ],
  },
  {
    kind: "a result that borrows",
    accepted: [
      "function look(file: File): Borrows<View, typeof file> { return file.view(); }",
      `function hold(file: File): Lock { return file.lock(); } () => { ${using} { using lock = hold(file); } file.write(); }`,
    ],
    refused: [
      ["function look(file: File): Move<View> { return file.view(); }", "escape"],
      [
        "function look(file: File, other: File): Borrows<View, typeof file> { return other.view(); }",
        "escape",
      ],
      [
        `function hold(file: File): Lock { return file.lock(); } () => { ${using} using lock = hold(file); file.write(); }`,
        "exclusive-borrow",
      ],
    ],
  },
  {
    kind: "an implementation asks for no more than its declaration",
    accepted: [
      "interface Sink { put(file: Move<File>): void } class Own implements Sink { put(file: Move<File>) { take(file); } }",
    ],
    refused: [
      [
        "interface Sink { put(file: File): void } class Own implements Sink { put(file: Move<File>) { take(file); } }",
        "moved-out-of-borrow",
      ],
      [
        "interface Sink { put(file: File): void } class Own implements Sink { put(file: Exclusive<File>) { file.write(); } }",
        "exclusive-borrow",
      ],
      ["declare function each(run: (file: Shared<File>) => void): void; each(take);", "moved-out-of-borrow"],
    ],
  },
  {
    kind: "a move that leaves the value open, and one that disarms its disposal",
    accepted: [
      `() => { ${using} file.commit(); }`,
      "declare class Sent implements Disposable { static open(): Sent; giveTo(this: Move<Sent>, pool: object): asserts this is never; [Symbol.dispose](): void } () => { using sent: Sent = Sent.open(); sent.giveTo({}); }",
    ],
    refused: [
      [
        "declare class Sent implements Disposable { static open(): Sent; giveTo(this: Move<Sent>, pool: object): void; [Symbol.dispose](): void } () => { using sent = Sent.open(); sent.giveTo({}); }",
        "double-dispose",
      ],
    ],
  },
  {
    kind: "a promise or an iterator needs what its call was given",
    accepted: [
      `async () => { ${using} const done = work(file); await done; }`,
      `async () => { ${using} return await work(file); }`,
      "(list: number[]) => { using page = Page.open(); return list.map((n) => n + Number(page.ok)); }",
      "async () => { const page = Page.open(); const done = page.load(); page.close(); await done; }",
    ],
    refused: [
      ["() => { using page = Page.open(); return page.load(); }", "escape"],
      [`async () => { ${using} const done = work(file); take(file); await done; }`, "exclusive-borrow"],
      [
        "(list: number[]) => { using page = Page.open(); return lazily(list, (n) => n + Number(page.ok)); }",
        "escape",
      ],
      ["(done: Promise<void>) => { using page = Page.open(); void done.then(() => page.use()); }", "escape"],
      [
        "async () => { let done: Promise<number>; { using page = Page.open(); done = page.load(); } await done; }",
        "escape",
      ],
      [
        "() => { using page = Page.open(); return new Promise((settle) => { setTimeout(() => settle(page.ok), 1); }); }",
        "escape",
      ],
    ],
  },
  {
    kind: "`using` over what stays in its place",
    accepted: [
      "() => { using page = cache.get('a'); cache.delete('a'); }",
      "function closeAll(all: readonly Page[]) { for (using page of all) page.use(); }",
      "() => { for (using page of pages.splice(0)) page.use(); }",
      "class Holder { page = Page.open(); [Symbol.dispose]() { using page = this.page; } }",
    ],
    refused: [
      ["() => { using page = cache.get('a'); }", "double-dispose"],
      ["(all: readonly Page[]) => { for (using page of all) page.use(); }", "double-dispose"],
      ["() => { using page = yes ? Page.open() : pages[0]; }", "double-dispose"],
    ],
  },
  {
    kind: "a disposal that is not awaited",
    accepted: ["async () => { const server = Server.start(); await server[Symbol.asyncDispose](); }"],
    refused: [["() => { const server = Server.start(); server[Symbol.asyncDispose](); }", "not-bound"]],
  },
  {
    kind: "what nobody has any more",
    accepted: ["() => { const all = [Page.open(), Page.open()]; return new Box(...all); }"],
    refused: [
      ["() => { const all = [Page.open(), Page.open()]; }", "not-bound", "not-bound"],
      ["() => { const { page } = { page: Page.open() }; page.use(); }", "not-disposed"],
      ["() => { const copy = { ...Page.open() }; return copy; }", "not-bound"],
      [
        "async () => { const [one] = await Promise.all([Promise.resolve(Page.open())]); one.use(); }",
        "not-disposed",
      ],
      ["() => { const load = async () => Page.open(); void load(); }", "not-bound"],
    ],
  },
  {
    kind: "a value of type `any`",
    accepted: [
      "() => { const page: any = Page.open(); page.anything(); }",
      "() => { const file: any = File.open(); file.commit(); }",
      "() => { let file: any; file = File.open(); file.commit(); }",
      "function end(page: any) { page.close(); } () => { end(Page.open()); }",
      "function end(file: any) { file[Symbol.dispose](); } () => { const page = Page.open(); end(page); }",
      "declare function make(): any; () => { using page = make(); return page.ok; }",
    ],
    refused: [
      ["() => { const page: Page = Page.open(); page.use(); }", "not-disposed"],
      [
        "function look(page: any) { page.use(); } () => { const page = Page.open(); look(page); }",
        "not-disposed",
      ],
    ],
  },
  {
    kind: "a generator that goes on with another one",
    accepted: [
      "function* each(page: Page) { yield page.ok; } function* all() { using page = Page.open(); yield* each(page); }",
      "async function* each(file: File) { yield file.read(); } async function* all() { using file = File.open(); yield* each(file); }",
      "function* all() { using page = Page.open(); yield* [1, 2]; page.use(); }",
    ],
    refused: [
      ["function* all() { using file = File.open(); yield file; }", "escape"],
      ["function* all() { using file = File.open(); yield* [file]; }", "escape"],
      [
        "function* each(page: Page) { yield page.ok; } () => { using page = Page.open(); return each(page); }",
        "escape",
      ],
      [
        "function* each(file: File) { yield file.read(); } function* all() { const file = File.open(); take(file); yield* each(file); }",
        "use-after-move",
      ],
    ],
  },
];

testKinds(kinds);

test("`strict` reports what something throws past", () => {
  const code = "() => { const page = Page.open(); if (!page.ok) throw new Error(); page.close(); }";
  expect(brokenIn(types + code, { preset: "strict" })).toEqual(["1 not-disposed"]);
});
