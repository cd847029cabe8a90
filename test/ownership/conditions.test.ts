/** Conditions that know more than they show: flags, tests that are kept in a name, the last of all cases. */
import { testKinds } from "./kinds.js";

testKinds([
  {
    kind: "a flag in a finally block",
    accepted: [
      "() => { const file = File.open(); let done = false; try { show(file); done = true; } finally { if (!done) file[Symbol.dispose](); } return file; }",
      "() => { const page = Page.open(); let done = false; try { page.use(); done = true; return page; } finally { if (!done) page[Symbol.dispose](); } }",
      "() => { const file = File.open(); let failed = true; try { show(file); failed = false; return file; } finally { if (failed) file[Symbol.dispose](); } }",
      "() => { const file = File.open(); let owned = true; try { show(file); owned = false; take(file); } finally { if (owned) file[Symbol.dispose](); } }",
    ],
    refused: [
      [
        "() => { const file = File.open(); let done = false; try { show(file); done = true; } finally { if (done) file[Symbol.dispose](); } return file; }",
        "use-after-move",
      ],
      [
        "() => { const page = Page.open(); let done = false; try { page.use(); done = true; } finally { if (!done) page[Symbol.dispose](); } }",
        "not-disposed",
      ],
    ],
  },
  {
    kind: "a flag that is set and tested",
    accepted: [
      "(given: Page, own: boolean) => { const page = own ? Page.open() : given; page.use(); if (own) page.close(); }",
      "(given?: Page) => { let own = false; let page = given; if (!page) { page = Page.open(); own = true; } page.use(); if (own) page.close(); }",
      "() => { const file = File.open(); let sent = false; for (let i = 0; i < 3; i++) { if (!sent) { take(file); sent = true; } } if (!sent) file[Symbol.dispose](); }",
    ],
    refused: [
      [
        "(given: Page, own: boolean) => { const page = own ? Page.open() : given; page.use(); if (!own) page.close(); }",
        "not-disposed",
      ],
      [
        "() => { const file = File.open(); let sent = false; for (let i = 0; i < 3; i++) { if (!sent) take(file); } sent = yes; if (!sent) show(file); }",
        "not-disposed",
        "moved-in-loop",
      ],
      [
        "(on: (run: () => void) => void) => { const page = Page.open(); let kept = false; on(() => { kept = true; }); if (!kept) page.close(); }",
        "not-disposed",
      ],
    ],
  },
  {
    kind: "a test of presence that is kept in a name",
    accepted: [
      "(file: Move<File> | null) => { const ok = file !== null; if (ok) file.commit(); }",
      "() => { const file = next(); const has = file !== undefined; if (!has) return; take(file); }",
      "() => { const file = next(); const missing = !file; if (missing) return; take(file!); }",
      "() => { const file = next(); const fine = file !== undefined && file.read() > 1; if (fine) take(file); else file?.[Symbol.dispose](); }",
    ],
    refused: [
      [
        "() => { const file = next(); const fine = file !== undefined && file.read() > 1; if (fine) take(file); }",
        "not-disposed",
      ],
    ],
  },
  {
    kind: "the last of all cases",
    accepted: [
      '() => { const file = File.open(); if (k === "a") take(file); else if (k === "b") file[Symbol.dispose](); }',
      'type Kind = { is: "a"; n: number } | { is: "b" }; (of: Kind) => { const page = Page.open(); if (of.is === "a") { page.close(); return of.n; } if (of.is === "b") { page.close(); return 1; } }',
      "class One { one = 1 } class Two { two = 2 } (of: One | Two) => { const page = Page.open(); if (of instanceof One) page.close(); else if (of instanceof Two) page.close(); }",
      '(of: string | number) => { const page = Page.open(); if (typeof of === "string") page.close(); else if (typeof of === "number") page.close(); }',
      "enum Kind { One, Two } (of: Kind) => { const page = Page.open(); if (of === Kind.One) page.close(); else if (of === Kind.Two) page.close(); }",
      '(of: { one: number } | { two: number }) => { const page = Page.open(); if ("one" in of) page.close(); else if ("two" in of) page.close(); }',
    ],
    refused: [
      [
        '(of: "a" | "b" | "c") => { const page = Page.open(); if (of === "a") page.close(); else if (of === "b") page.close(); }',
        "not-disposed",
      ],
      [
        "(of: number) => { const page = Page.open(); if (of === 1) page.close(); else if (of === 2) page.close(); }",
        "not-disposed",
      ],
      [
        "class Failure extends Error {} (of: Error) => { const page = Page.open(); if (of instanceof Failure) page.close(); }",
        "not-disposed",
      ],
      [
        '(on: (run: () => void) => void) => { let now: "a" | "b" = "a"; const page = Page.open(); on(() => { now = "b"; }); if (now === "a") page.close(); }',
        "not-disposed",
      ],
    ],
  },
]);
