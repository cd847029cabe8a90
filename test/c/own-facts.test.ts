/** The table of facts, and those that users add. */
import { describe, expect, test } from "vitest";
import { DESCRIPTOR_FACTS, Facts, OTHER_FACTS } from "../../src/c/facts.js";
import { readFacts } from "../../src/c/own-facts.js";
import { FunctionExplorer } from "../../src/c/search.js";
import { SourceIndex } from "../../src/c/source-index.js";

test("no function has two facts, and each says where it was read", () => {
  const all = [...DESCRIPTOR_FACTS, ...OTHER_FACTS];
  const names = all.flatMap((fact) => fact.names);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  for (const { source } of all) expect(source).toMatch(/^[\w./-]+\.[ch], Linux \d+\.\d+$/);
});

describe("facts of a user", () => {
  const source = `int f(void) { int fd = my_reserve(); if (fd < 0) return fd; if (busy()) return -EBUSY; my_unreserve(0, fd); return 0; }`;
  const rows = [
    { names: ["my_reserve"], effect: { act: "reserve" } },
    { names: ["my_unreserve"], effect: { act: "unreserve", fd: 1 } },
  ];
  const explore = (facts: Facts): string[] => {
    const index = new SourceIndex(facts);
    const definition = index.add("a.c", source).functions.get("f");
    if (definition === undefined) throw new Error("f is not found");
    return new FunctionExplorer(index).explore(definition).findings.map(({ kind }) => kind);
  };

  test("are used", () => {
    expect(explore(new Facts())).toEqual([]);
    expect(explore(new Facts(readFacts(JSON.stringify(rows))))).toEqual(["reserved descriptor left"]);
  });

  test.each([
    ["{}", "a list of facts was expected"],
    ["[{}]", "fact 1: names must be a list of functions"],
    [
      '[{"names":["a"],"effect":{"act":"fly"}}]',
      /^fact 1: effect\.act must be one of add, add count, allocate/,
    ],
    ['[{"names":["a"],"effect":{"act":"install","fd":"0"}}]', 'fact 1: effect.fd does not fit "install"'],
    ['[{"names":["a"],"effect":{"act":"install","of":0}}]', 'fact 1: effect.of does not fit "install"'],
  ])("%s is refused", (text, message) => {
    expect(() => readFacts(text)).toThrow(message);
  });
});
