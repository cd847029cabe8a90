/** Fields that are disposed, emptied or replaced: what is the code's own, and what stays somebody else's. */
import { testKinds } from "./kinds.js";

testKinds([
  {
    kind: "a field that gets another value after its disposal",
    accepted: [
      "class Holder { #file?: File; set(file: Move<File>) { this.#file?.[Symbol.dispose](); this.#file = file; } }",
      "class Holder { #file?: File; set(this: Exclusive<Holder>, file: Move<File>) { this.#file?.[Symbol.dispose](); this.#file = file; } }",
      "class Holder { #file = File.open(); reset() { this.#file[Symbol.dispose](); this.#file = File.open(); } }",
      "class Holder { #file = File.open(); send() { take(this.#file); this.#file = File.open(); } }",
      "class Holder { file?: File; send() { const { file } = this; file?.commit(); this.file = undefined; } }",
      "class Holder { file?: File; send() { this.file?.commit(); if (yes) this.file = File.open(); else this.file = undefined; } }",
      "class Holder { file = File.open(); send() { try { take(this.file); } finally { this.file = File.open(); } } }",
      "class Holder { file = File.open(); send() { for (;;) { take(this.file); this.file = File.open(); if (yes) break; } } }",
      "class Holder { file?: File; go(): Move<File> | undefined { try { return this.file; } finally { this.file = undefined; } } }",
      "(holder: { file?: File }, file: Move<File>) => { holder.file?.[Symbol.dispose](); holder.file = file; }",
      "(holder: { file?: File }) => { const { file } = holder; if (file) take(file); delete holder.file; }",
      "(holder: { file?: File }): Move<File> | undefined => { const { file } = holder; delete holder.file; return file; }",
      "(on: (run: () => void) => void) => { let now = File.open(); on(() => { now.commit(); now = File.open(); }); return () => now; }",
    ],
    refused: [
      [
        "class Holder { file?: File; send() { this.file?.commit(); if (yes) this.file = File.open(); } }",
        "moved-out-of-borrow",
      ],
      [
        "class Holder { file = File.open(); send() { take(this.file); show(this.file); this.file = File.open(); } }",
        "use-after-move",
      ],
      [
        "class Holder { file = File.open(); send() { for (;;) { if (yes) break; take(this.file); } this.file = File.open(); } }",
        "use-after-move",
      ],
      [
        "(holder: { file?: File }) => { const { file } = holder; if (file) take(file); }",
        "moved-out-of-borrow",
      ],
      ["(file: File) => { take(file); file = File.open(); take(file); }", "moved-out-of-borrow"],
      [
        "(on: (run: () => void) => void) => { let now = File.open(); on(() => { now.commit(); }); return () => now; }",
        "moved-in-closure",
      ],
    ],
  },
  {
    kind: "what a disposal finds in its receiver",
    accepted: [
      "class Holder { #file = File.open(); [Symbol.dispose]() { using log = File.open(); this.#file[Symbol.dispose](); show(log); } }",
      "class Holder { #file = File.open(); #closeFile() { using log = File.open(); this.#file[Symbol.dispose](); show(log); } }",
      "class Holder { #files: File[] = []; [Symbol.dispose]() { for (const file of this.#files) file[Symbol.dispose](); } }",
      "class Holder { #files: File[] = []; dispose() { this.#files.forEach((file) => { using log = File.open(); file[Symbol.dispose](); show(log); }); } }",
    ],
    refused: [
      [
        "class Holder { #file = File.open(); [Symbol.dispose]() { using log = File.open(); this.#file[Symbol.dispose](); this.#file[Symbol.dispose](); show(log); } }",
        "double-dispose",
      ],
      [
        "class Holder { #file = File.open(); work() { using log = File.open(); this.#file[Symbol.dispose](); show(log); } }",
        "moved-out-of-borrow",
      ],
    ],
  },
  {
    kind: "elements of what is emptied",
    accepted: [
      "class Holder { #files: File[] = []; reset() { for (const file of this.#files) file[Symbol.dispose](); this.#files.length = 0; } }",
      "class Holder { #files: File[] = []; reset() { for (const file of this.#files) file[Symbol.dispose](); this.#files = []; } }",
      "class Holder { #files = new Set<File>(); reset() { for (const file of this.#files) file[Symbol.dispose](); this.#files.clear(); } }",
    ],
    refused: [
      [
        "class Holder { #files: File[] = []; reset() { for (const file of this.#files) file[Symbol.dispose](); } }",
        "moved-out-of-borrow",
      ],
    ],
  },
]);
