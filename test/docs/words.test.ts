/** Texts use one word for one concept: those that read badly, or that mean something else in the field, are in none. */
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { MADE } from "../../scripts/site/made.js";
import { levels } from "../../src/matrix/index.js";

/** What is not written, and what is instead. */
const banned: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bmade to fail\b|\[E[A-Z]+ made\]/i, "an injected failure"],
  [/\bfallible\b/i, "a fault point"],
  [/\bwhoever\b/i, "who does it"],
  [/,? \btoo[.;:]/i, "also, before what it is about"],
  [/\bmend(s|ed|ing)?\b/i, "fix"],
  [/\b(goes|went|going) wrong\b/i, "a violation; a counterexample for the run"],
  [/\bthe mail\b/i, "Al Viro's proposal"],
  [/\bof (its|their|his|her|your|our|one's) own\b/i, "own, before the noun; or another, a separate one"],
  [/\bnobody can notice\b/i, "invisible"],
  [
    /\b(asks?|asked) the ownership rules?\b|\bownership rules? (are|is) (asked|broken)\b/i,
    "runs the ownership lint",
  ],
  [/\bownership mistakes?\b/i, "a lint report"],
  [/\b(shown|missed)\b.*\bverdict|\bverdict\b.*\b(shown|missed)\b/i, "expected failure, not reproduced"],
  [/\bwhich net\b|\bnets\b/i, "layer"],
  [/\bon the (left|right)\b/i, "first, second: on a phone what is beside stands below"],
];

/** Written by commands, from names and records. */
const GENERATED = ["docs/ownership/parity.md", "docs/cost.md", "docs/scale.md", "docs/mutations.md"];

const pages = globSync(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "recipes/*.md", "docs/**/*.md"], {
  ignore: [...MADE, "docs/.vitepress/**", ...GENERATED],
}).sort();
const sources = globSync([
  "src/**/*.ts",
  "scripts/**/*.ts",
  "docs/.vitepress/{play,theme}/*.{ts,vue}",
]).sort();

function badWordsIn(file: string): string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      // The names in a table of records are those of the record.
      if (line.startsWith("|") && file.startsWith("docs/explorer")) return [];
      return banned.flatMap(([pattern, instead]) => {
        const [word] = pattern.exec(line) ?? [];
        return word === undefined ? [] : [`${file}:${index + 1}: "${word}", write ${instead}`];
      });
    });
}

describe("words", () => {
  test("pages and sources are found", () => {
    expect(pages).toContain("docs/designs.md");
    expect(pages.length).toBeGreaterThan(20);
    expect(sources.length).toBeGreaterThan(150);
  });

  test.each([...pages, ...sources])("%s", (file) => expect(badWordsIn(file)).toEqual([]));

  test("the levels of the matrix", () => {
    const text = levels.map(({ name, rule }) => `${name} ${rule}`).join("\n");
    expect(banned.filter(([pattern]) => pattern.test(text))).toEqual([]);
  });

  test("a bad word is found", () => {
    expect(banned.filter(([pattern]) => pattern.test("whoever mends it, too.")).length).toBe(3);
  });
});
