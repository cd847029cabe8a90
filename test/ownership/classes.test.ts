/** What a class owns, what listens, and disposals with another name: what is right, beside what is not. */
import { describe, expect, test } from "vitest";
import { brokenIn } from "./analyze-text.js";

const types = `
declare class D { constructor(owner?: object); go(): void; dispose(): void }
declare class S implements Disposable { static open(): S; read(): number; [Symbol.dispose](): void }
declare class Sub { readonly closed: boolean; unsubscribe(): void }
declare class Emitter<T> { event: Event<T>; fire(value: T): void; dispose(): void }
interface Event<T> { (listener: (value: T) => void, self?: object, store?: { dispose(): void }[]): { dispose(): void } }
declare class Store { add<T>(value: T): T; dispose(): void }
declare class Base { dispose(): void; protected _register<T extends { dispose(): void }>(value: T): T }
declare class Model { onChange(listener: () => void): D; readonly name: string; dispose(): void }
declare function make(): D;
declare function toDisposable(run: () => void): D;
declare const core: Model; declare const stream: { subscribe(listener: () => void): Sub };
declare const yes: boolean;
`.replaceAll("\n", " ");

interface Kind {
  readonly kind: string;
  readonly accepted: readonly string[];
  readonly refused: readonly (readonly [code: string, rule: string])[];
}

const kinds: readonly Kind[] = [
  {
    kind: "a disposal with another name",
    accepted: [
      "() => { const d = make(); d.dispose(); }",
      "() => { const d = make(); try { d.go(); } finally { d.dispose(); } }",
      "() => make()",
      "(store: Store) => { const d = store.add(make()); d.go(); }",
    ],
    refused: [
      ["() => { const d = make(); d.go(); }", "not-disposed"],
      ["() => { const d = make(); if (yes) return; d.dispose(); }", "not-disposed"],
      ["() => { make(); }", "not-bound"],
    ],
  },
  {
    kind: "a subscription that is thrown away",
    accepted: [
      "class T { own = new Model(); constructor() { this.own.onChange(() => {}); } dispose() { this.own.dispose(); } }",
      "() => { const own = new Model(); own.onChange(() => {}); own.dispose(); }",
      "class T extends Base { constructor() { super(); this._register(core.onChange(() => {})); } }",
      "class T { #subs: { dispose(): void }[] = []; constructor(e: Emitter<number>) { e.event(() => {}, this, this.#subs); } dispose() { for (const sub of this.#subs) sub.dispose(); } }",
      "class T { #sub = core.onChange(() => {}); dispose() { this.#sub.dispose(); } }",
    ],
    refused: [
      ["class T { constructor() { core.onChange(() => {}); } }", "not-bound"],
      ["class T { constructor(model: Model) { model.onChange(() => {}); } }", "not-bound"],
      [
        "class T { constructor(private readonly model: Model) { this.model.onChange(() => {}); } }",
        "not-bound",
      ],
      ["class T { start() { stream.subscribe(() => {}); } }", "not-bound"],
      ["class T { constructor(e: Emitter<number>) { e.event(() => {}); } }", "not-bound"],
    ],
  },
  {
    kind: "a field that its class does not dispose",
    accepted: [
      "class T { private d = make(); dispose() { this.d.dispose(); } }",
      "class T { private d?: D; start() { this.d ??= make(); } dispose() { this.d?.dispose(); this.d = undefined; } }",
      "class T { #d = make(); dispose() { this.#end(); } #end() { this.#d.dispose(); } }",
      "class T { private a = make(); private b = make(); dispose() { for (const d of [this.a, this.b]) d.dispose(); } }",
      "class T extends Base { private d = this._register(make()); use() { this.d.go(); } }",
      "class T extends Base { private d = make(); constructor() { super(); this._register(this.d); } }",
      "class T extends Base { private d = make(); constructor() { super(); this._register(toDisposable(() => this.d.dispose())); } }",
      "class T { private d = make(); take() { const { d } = this; return d; } }",
      "class T { d = make(); }",
      "class T { private e = new Emitter<number>(); get event() { return this.e.event; } }",
      "class T { private d = make(); dispose() { for (const one of Object.values(this)) one.dispose(); } }",
      "class T { #s = S.open(); [Symbol.dispose]() { this.#s[Symbol.dispose](); } }",
    ],
    refused: [
      ["class T { private d = make(); use() { this.d.go(); } dispose() {} }", "field-not-disposed"],
      ["class T { private d = make(); }", "field-not-disposed"],
      [
        "class T { #s = S.open(); read() { return this.#s.read(); } [Symbol.dispose]() {} }",
        "field-not-disposed",
      ],
      [
        "class T { private a = make(); private b = make(); dispose() { this.a.dispose(); } }",
        "field-not-disposed",
      ],
      ["class T extends Base { private d = make(); use() { this.d.go(); } }", "field-not-disposed"],
      [
        "class T { private d?: D; constructor() { this.d = make(); } use() { if (this.d) this.d.go(); } dispose() {} }",
        "field-not-disposed",
      ],
      ["class T extends Base { private d = make(); reset() { this.d.dispose(); } }", "field-not-disposed"],
    ],
  },
  {
    kind: "a field that is overwritten",
    accepted: [
      "class T { private d?: D; reset() { this.d?.dispose(); this.d = make(); } dispose() { this.d?.dispose(); } }",
      "class T { private d?: D; reset() { if (this.d) return; this.d = make(); } dispose() { this.d?.dispose(); } }",
      "class T { private d?: D; reset() { this.stop(); this.d = make(); } stop() { this.d?.dispose(); } dispose() { this.stop(); } }",
      "class T { private d?: D; constructor() { this.load(); } private load() { this.d = make(); } dispose() { this.d?.dispose(); } }",
      "class T { private d = make(); reset() { const old = this.d; this.d = make(); old.dispose(); } dispose() { this.d.dispose(); } }",
    ],
    refused: [
      [
        "class T { private d?: D; reset() { this.d = make(); } dispose() { this.d?.dispose(); } }",
        "field-not-disposed",
      ],
      [
        "class T { private d = make(); reset() { this.d = make(); } dispose() { this.d.dispose(); } }",
        "field-not-disposed",
      ],
      [
        "class T { #s = S.open(); next() { this.#s = S.open(); } [Symbol.dispose]() { this.#s[Symbol.dispose](); } }",
        "field-not-disposed",
      ],
      [
        "class T { private d?: D; load(e: boolean) { if (e) { this.d = make(); } } dispose() { this.d?.dispose(); } }",
        "field-not-disposed",
      ],
    ],
  },
  {
    kind: "a timer that a disposal clears",
    accepted: [
      "abstract class Timed { protected t?: number; dispose() { clearInterval(this.t); } } class T extends Timed { start() { this.t = setInterval(() => {}, 1); } }",
      "class T { #t = setInterval(() => {}, 1); destroy() { this.#stop(); } #stop() { clearInterval(this.#t); } }",
      "class T { #t?: number; n = 0; go() { this.#t = setTimeout(() => this.n++, 1); } close() { window.clearTimeout(this.#t); } }",
      "class T { #m = new Map<string, number>(); go(k: string) { this.#m.set(k, setTimeout(() => this.#m.delete(k), 1)); } dispose() { for (const t of this.#m.values()) clearTimeout(t); this.#m.clear(); } }",
    ],
    refused: [
      ["class T { #t = setInterval(() => {}, 1); dispose() {} }", "field-not-disposed"],
      [
        "class T extends Base { private t?: number; start() { this.t = setInterval(() => {}, 1); } }",
        "field-not-disposed",
      ],
      [
        "class T { #m = new Map<string, number>(); go(k: string) { this.#m.set(k, setInterval(() => {}, 1)); } }",
        "field-not-disposed",
      ],
    ],
  },
  {
    kind: "elements that a class owns",
    accepted: [
      "class T { private a: D[] = []; put() { this.a.push(make()); } reset() { for (const d of this.a) d.dispose(); this.a = []; } dispose() { this.reset(); } }",
      "class T { private a: D[] = []; put() { this.a.push(make()); } reset() { this.a.forEach((d) => d.dispose()); this.a.length = 0; } }",
      "class T { private m = new Map<string, D>(); put(k: string) { this.m.get(k)?.dispose(); this.m.set(k, make()); } }",
      "class T { private m = new Map<string, D>(); put(k: string) { if (this.m.has(k)) return; this.m.set(k, make()); } }",
      "class T { private a: D[] = []; put(d: D) { this.a.push(d); } reset() { this.a = []; } }",
    ],
    refused: [
      [
        "class T { private a: D[] = []; put() { this.a.push(make()); } reset() { this.a = []; } dispose() { for (const d of this.a) d.dispose(); } }",
        "field-not-disposed",
      ],
      [
        "class T { private a: D[] = []; put() { this.a.push(make()); } reset() { this.a.length = 0; } }",
        "field-not-disposed",
      ],
      [
        "class T { private m = new Map<string, D>(); put(k: string) { this.m.set(k, make()); } }",
        "field-not-disposed",
      ],
      [
        "class T { private s = new Set<D>(); put() { this.s.add(make()); } reset() { this.s.clear(); } }",
        "field-not-disposed",
      ],
    ],
  },
  {
    kind: "the disposal of a base class",
    accepted: [
      "class T extends Base { override dispose() { super.dispose(); } }",
      "class B { dispose() {} } class T extends B { override dispose() { make().dispose(); } }",
      "abstract class B { abstract dispose(): void } class T extends B { override dispose() { make().dispose(); } }",
      "class T implements Disposable { [Symbol.dispose]() {} }",
    ],
    refused: [
      ["class T extends Base { override dispose() { make().dispose(); } }", "super-not-disposed"],
      ["class T extends S { override [Symbol.dispose]() {} }", "super-not-disposed"],
      [
        "class B { #d = make(); dispose() { this.#d.dispose(); } } class T extends B { override dispose() {} }",
        "super-not-disposed",
      ],
    ],
  },
  {
    kind: "timers of an object",
    accepted: [
      "class T { private t = setInterval(() => {}, 1000); dispose() { clearInterval(this.t); } }",
      "class T { private t?: number; wait() { this.t = setTimeout(() => {}, 10); } dispose() {} }",
      "class T { private t = setInterval(() => {}, 1000); }",
      "class T { private t?: number; wait() { clearTimeout(this.t); this.t = setTimeout(() => this.wait(), 10); } dispose() { clearTimeout(this.t); } }",
    ],
    refused: [
      ["class T { private t = setInterval(() => {}, 1000); dispose() {} }", "field-not-disposed"],
      [
        "class T { private t?: number; wait() { this.t = setTimeout(() => this.go(), 10); } go() {} dispose() {} }",
        "field-not-disposed",
      ],
      ["class T { #t = window.setInterval(() => {}, 5); [Symbol.dispose]() {} }", "field-not-disposed"],
    ],
  },
  {
    kind: "listeners of event targets",
    accepted: [
      "class T { constructor() { window.addEventListener('blur', this.go); } go() {} dispose() { window.removeEventListener('blur', this.go); } }",
      "class T { constructor(signal: AbortSignal) { window.addEventListener('blur', () => {}, { signal }); } dispose() {} }",
      "class T { constructor() { window.addEventListener('blur', () => {}); } }",
      "class T { #box = document.createElement('div'); constructor() { this.#box.addEventListener('click', () => {}); } dispose() {} }",
    ],
    refused: [
      ["class T { constructor() { window.addEventListener('blur', () => {}); } dispose() {} }", "not-bound"],
      [
        "class T { constructor(private area: HTMLElement) { this.area.addEventListener('blur', () => {}); } dispose() {} }",
        "not-bound",
      ],
      [
        "class T { constructor(area: HTMLElement) { area.addEventListener('blur', () => {}, { passive: true }); } dispose() {} }",
        "not-bound",
      ],
    ],
  },
];

describe.each(kinds)("$kind", ({ accepted, refused }) => {
  test.each(accepted)("accepted: %s", (code) => {
    expect(brokenIn(`${types}\n${programOf(code)}`, { preset: "strict" })).toEqual([]);
  });

  test.each(refused)("refused: %s", (code, rule) => {
    const text = `${types}\n${programOf(code)}`;
    expect(brokenIn(text, { preset: "strict" })).toEqual([`2 ${rule}`]);
    // Such objects may live as long as the program.
    expect(brokenIn(text)).toEqual([]);
  });
});

function programOf(code: string): string {
  return /^(abstract )?class /.test(code) ? code : `const f = ${code};`;
}
