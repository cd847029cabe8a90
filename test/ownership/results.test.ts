/** Where a value goes that a property takes, or one branch of an expression gives away: what is right, beside what is not. */
import { describe, expect, test } from "vitest";
import { brokenIn } from "./analyze-text.js";

const types = `
import type { Borrows, Move } from "fd-reservation/ownership";
declare class File implements Disposable { static open(name?: string): File; commit(this: Move<File>): void; read(): number; lock(): Borrows<Lock, this>; [Symbol.dispose](): void }
declare class Lock implements Disposable { commit(this: Move<Lock>): void; [Symbol.dispose](): void }
declare class Page implements Disposable { close(): void; use(): void; [Symbol.dispose](): void }
declare function openPage(): Page;
declare function take(file: Move<File>): void;
declare function show(file: File | undefined): void;
declare function count(): number;
declare const yes: boolean;
`.replaceAll("\n", " ");

interface Case {
  readonly what: string;
  readonly accepted: readonly string[];
  readonly refused: readonly (readonly [code: string, ...rules: string[]])[];
}

const box = "const box: { file?: File; other?: File } = {};";
const file = "const file = File.open();";

const cases: readonly Case[] = [
  {
    what: "a property owns what is put into it",
    accepted: [
      "class Device { file: File; constructor() { this.file = File.open(); } }",
      `class Device { file: File; constructor() { ${file} this.file = file; } }`,
      "class Device { file: Move<File>; constructor(file: Move<File>) { this.file = file; } }",
      `() => { ${box} box.file = File.open(); }`,
      `() => { ${box} ${file} box.file = box.other = file; }`,
      `() => { ${box} while (yes) { box.file = File.open(); box.file.read(); } }`,
      `() => { ${box} ${file} box.file = yes ? file : undefined; }`,
    ],
    refused: [
      [
        `class Device { file: File; constructor() { ${file} this.file = file; file.commit(); } }`,
        "use-after-move",
      ],
      [`() => { ${box} ${file} box.file = file; file.read(); }`, "use-after-move"],
      [`() => { ${box} ${file} file.commit(); box.file = file; }`, "use-after-move"],
      [`() => { ${box} ${file} while (yes) box.file = file; }`, "not-disposed", "moved-in-loop"],
      [`() => { ${box} ${file} if (yes) box.file = file; }`, "not-disposed"],
    ],
  },
  {
    what: "and has it, to be read, taken once, or replaced",
    accepted: [
      "class Device { file: File; constructor(file: Move<File>) { this.file = file; this.file.read(); } }",
      "class Device { file: File; constructor(file: Move<File>) { this.file = file; this.file.commit(); } }",
      "class Device { file: Move<File>; change(file: Move<File>) { take(this.file); this.file = file; take(this.file); } }",
      "class Device { file: File; change(file: Move<File>) { this.file = file; this.file.read(); this.file = File.open(); } }",
      `() => { ${box} box.file = File.open(); using file = box.file; }`,
      `() => { ${box} box.file = File.open(); box.file.commit(); box.file = File.open(); box.file.commit(); }`,
    ],
    refused: [
      [
        "class Device { file: File; constructor(file: Move<File>) { this.file = file; this.file.commit(); this.file.read(); } }",
        "use-after-move",
      ],
      [
        "class Device { file: Move<File>; change(file: Move<File>) { this.file = file; take(this.file); take(this.file); } }",
        "use-after-move",
      ],
      // Without `Move` a method has only borrowed what its object owns, whoever put it there.
      [
        "class Device { file: File; change(file: Move<File>) { this.file = file; this.file.commit(); } }",
        "moved-out-of-borrow",
      ],
      [
        "class Device { file: File; change(file: Move<File>) { this.file = file; using again = this.file; } }",
        "double-dispose",
      ],
      [`() => { ${box} box.file = File.open(); box.file.commit(); box.file.read(); }`, "use-after-move"],
      [
        `() => { ${box} box.file = File.open(); const taken = box.file; taken.commit(); box.file.read(); }`,
        "use-after-move",
      ],
      [
        `() => { const box: { lock?: Lock } = {}; const file = File.open(); box.lock = file.lock(); file.commit(); box.lock.commit(); }`,
        "exclusive-borrow",
      ],
    ],
  },
  {
    what: "an assignment results in what is there",
    accepted: [
      "class Device { file?: File; get() { return (this.file = File.open()); } }",
      "class Device { file?: File; get() { return (this.file ??= File.open()); } }",
      "class Device { file?: File; get() { return this.file ?? (this.file = File.open()); } }",
      "const all: Record<string, File> = {}; (name: string) => (all[name] ??= File.open(name));",
      `() => { ${box} const file = (box.file = File.open()); file.read(); }`,
      `() => { ${box} show((box.file = File.open())); }`,
    ],
    refused: [
      [
        `() => { ${box} const file = (box.file = File.open()); file.commit(); file.read(); }`,
        "use-after-move",
      ],
      [
        "class Device { file?: File; get(): Move<File> { return (this.file = File.open()); } }",
        "moved-out-of-borrow",
      ],
    ],
  },
  {
    what: "a module owns what it exports",
    accepted: ["export const file = File.open(); file.read();"],
    refused: [["export const file = File.open(); file.commit(); file.read();", "use-after-move"]],
  },
  {
    what: "what one branch gives away, the other one may result in",
    accepted: [
      `() => { ${file} return yes ? file : (file.commit(), undefined); }`,
      `() => { ${file} return yes ? file : (file[Symbol.dispose](), undefined); }`,
      `() => { ${file} return yes ? file : file.commit(); }`,
      `() => { ${file} return yes ? (file.commit(), undefined) : file; }`,
      `() => { ${file} take(yes ? file : (file.commit(), File.open())); }`,
      `() => { ${file} (yes ? file : (file.commit(), undefined))?.commit(); }`,
      `(file: Move<File>) => (yes ? file : (take(file), undefined));`,
      `(page: Move<Page>, end: (page: Move<Page>) => void) => (yes ? page : (end(page), undefined));`,
      `(file: Move<File>, box: { file?: File }) => { box.file = yes ? file : (file.commit(), undefined); };`,
      `function* all() { ${file} yield yes ? file : (file.commit(), undefined); }`,
      `(file?: Move<File>) => file && (yes ? file : file.commit());`,
      `() => { const box = { file: File.open() }; return yes ? box.file : (box.file.commit(), undefined); }`,
      `() => { const box = { file: File.open() }; return yes ? box : (box.file.commit(), undefined); }`,
    ],
    refused: [
      [`() => { ${file} return yes ? file : (file.commit(), file); }`, "maybe-moved"],
      [`() => { ${file} file.commit(); return yes ? file : (file.commit(), undefined); }`, "use-after-move"],
      [
        `() => { ${file} return yes || (file.commit(), undefined) || file; }`,
        "not-disposed",
        "use-after-move",
      ],
      [`() => { ${file} show(yes ? file : (file.commit(), undefined)); }`, "not-disposed"],
      [`() => { ${file} yes ? file : file.commit(); }`, "not-disposed"],
      [`() => { ${file} take(yes ? file : (file.commit(), File.open())); file.read(); }`, "use-after-move"],
      [`(file: File) => (yes ? file : (file.commit(), undefined));`, "moved-out-of-borrow"],
      [
        `() => { const box = { file: File.open() }; box.file.commit(); return yes ? box : (box.file.read(), undefined); }`,
        "use-after-move",
      ],
    ],
  },
  {
    what: "and a variable that gets it has it",
    accepted: [
      `() => { ${file} const rest = yes ? file : (file.commit(), undefined); rest?.read(); rest?.commit(); }`,
      `() => { ${file} using rest = yes ? file : (file.commit(), undefined); rest?.read(); }`,
      `() => { ${file} const next = yes ? file : (file.commit(), File.open()); next.commit(); }`,
      `() => { ${file} const other = File.open(); const one = yes ? (other.commit(), file) : (file.commit(), other); one.commit(); }`,
    ],
    refused: [
      [
        `() => { ${file} const rest = yes ? file : (file.commit(), undefined); rest?.read(); }`,
        "not-disposed",
      ],
      [
        `() => { ${file} const rest = yes ? file : (file.commit(), undefined); rest?.commit(); rest?.read(); }`,
        "use-after-move",
      ],
      [
        `() => { ${file} const rest = yes ? file : (file.commit(), undefined); file.read(); rest?.commit(); }`,
        "maybe-moved",
      ],
      [
        `() => { ${file} const other = File.open(); const one = yes ? file : (file.commit(), other); other.commit(); return one; }`,
        "maybe-moved",
      ],
    ],
  },
  {
    what: "one branch in another",
    accepted: [
      `() => { ${file} return yes ? file : count() === 1 ? (file.commit(), undefined) : file; }`,
      `() => { ${file} return yes ? (file.commit(), undefined) : count() === 1 ? file : (file.commit(), undefined); }`,
      `() => { ${file} const rest = yes ? file : count() === 1 ? file : (file.commit(), undefined); rest?.commit(); }`,
      `() => { ${file} return (yes && file) || (file.commit(), undefined); }`,
      `() => { ${file} return { file: yes ? file : (file.commit(), undefined) }; }`,
      `() => { ${file} return [yes ? file : (file.commit(), undefined)]; }`,
    ],
    refused: [
      [`() => { ${file} return yes ? file : count() === 1 ? file : (file.commit(), file); }`, "maybe-moved"],
      [`() => { ${file} return count() || (yes ? file : (file.commit(), undefined)); }`, "not-disposed"],
    ],
  },
  {
    what: "in a loop each round has its own",
    accepted: [
      "() => { while (yes) { const file = count() > 0 ? File.open() : undefined; file?.commit(); } }",
      "() => { let file; while (yes) { file = count() > 0 ? File.open() : undefined; file?.commit(); } }",
      `() => { while (yes) { ${file} const rest = count() > 0 ? file : (file.commit(), undefined); rest?.commit(); } }`,
      `() => { while (yes) { ${file} const rest = count() > 0 ? file : count() > 1 ? file : file.commit(); rest?.commit(); } }`,
    ],
    refused: [
      [
        `() => { ${file} while (yes) { const rest = count() > 0 ? file : (file.commit(), undefined); rest?.commit(); } }`,
        "not-disposed",
        "moved-in-loop",
      ],
      [
        `() => { let rest; while (yes) { ${file} rest = count() > 0 ? file : (file.commit(), undefined); } rest?.commit(); }`,
        "not-disposed",
      ],
    ],
  },
];

describe.each(cases)("$what", ({ accepted, refused }) => {
  test.each(accepted)("accepted: %s", (code) => expect(brokenIn(types + code)).toEqual([]));
  test.each(refused)("refused: %s", (code, ...rules) =>
    expect(brokenIn(types + code)).toEqual(rules.map((rule) => `1 ${rule}`)),
  );
});
