/** The analysis never fails, whatever it reads. */
import { describe, expect, test } from "vitest";
import { analyzeText } from "./analyze-text.js";

describe("what it once failed on", () => {
  test("parts that become their own wholes: a walk along a list", () => {
    const text = `
      class Node implements Disposable { next!: Node; constructor(next?: Node) {} [Symbol.dispose]() {} }
      export function last(a: Node, b: Node, n: number) {
        const kept = new Node();
        for (let node = a; n > 0; n--) { node = node.next; node.next = node.next.next; a = node.next; node = a.next; }
        while (n++ < 9) if (n % 2) a = b.next; else b = a.next;
        return [a, b, kept];
      }`;
    expect(analyzeText(text)).toEqual([]);
  });
});
