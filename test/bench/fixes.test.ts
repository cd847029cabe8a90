/** Whether a fix of a leak takes a finding away, where it changes something. */
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { fixedBy, hunksOf, type Found } from "../../bench/lint/fixes/places.js";

/** A version of a file, with a finding at each of the texts. */
function version(text: string, ...at: readonly string[]): { source: ts.SourceFile; findings: Found[] } {
  const findings = at.map((one) => ({ rule: "not-disposed", message: one, start: text.indexOf(one) }));
  return { source: ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true), findings };
}

const before = `class A {
  one() {
    first();




    second();
  }
  two() {


    third();
  }
}
`;

describe("the places that a diff changes", () => {
  test("lines that are replaced, and the two around lines that are added", () => {
    const diff = "--- a\n+++ b\n@@ -3 +3,2 @@\n-x\n+y\n+z\n@@ -7,2 +8,0 @@\n-x\n-y\n@@ -20,0 +21,3 @@\n+x\n";
    expect(hunksOf(diff)).toEqual([
      { from: 3, to: 3 },
      { from: 7, to: 8 },
      { from: 20, to: 21 },
    ]);
  });
});

describe("what a fix takes away", () => {
  const after = before.replace("first()", "using a = first()");
  const here = [{ from: 3, to: 3 }];

  test("is gone, and stands in the function that it changes", () => {
    const found = fixedBy(version(before, "first()", "second()"), version(after), here);
    expect(found.map(({ message }) => message)).toEqual(["first()", "second()"]);
  });

  test("is not what is still reported", () => {
    const found = fixedBy(version(before, "first()", "second()"), version(after, "second()"), here);
    expect(found.map(({ message }) => message)).toEqual(["first()"]);
  });

  test("is not what stands elsewhere", () => {
    expect(fixedBy(version(before, "third()"), version(after), here)).toEqual([]);
  });

  test("is one of two that look alike", () => {
    const twice = version(before.replace("second()", "first()"), "first()", "first()");
    expect(fixedBy(twice, version(after, "first()"), here)).toHaveLength(1);
  });
});
