/** What each access does to the word that it names, as one table says for everybody. */
import { expect, test } from "vitest";
import { DirectProbe } from "../../src/explore/index.js";
import { freesBlock, Op, touchesWord, writesWord } from "../../src/kernel/internal.js";
import { Kernel } from "../../src/kernel/index.js";

const names = (holds: (op: number) => boolean): string[] =>
  Object.entries(Op).flatMap(([name, op]) => (holds(op) ? [name] : []));

test("what touches the word, what may write it, what ends a block", () => {
  expect(names(touchesWord).filter((name) => !names(writesWord).includes(name))).toEqual([
    "load",
    "waitEvent",
  ]);
  expect(names(writesWord)).toEqual([
    "store",
    "add",
    "incrementNotZero",
    "exchange",
    "compareExchange",
    "lock",
    "unlock",
  ]);
  expect(names(freesBlock)).toEqual(["freeAfterGracePeriod", "free", "recycle"]);
});

test("who reads the words past the accesses is seen by the probe, who reads them for messages is not", () => {
  const kernel = new Kernel();
  const { memory } = kernel;
  let peeks = 0;
  const probe = new (class extends DirectProbe {
    readonly peeked = (): void => void peeks++;
  })(kernel);
  memory.probe = probe;
  void memory.raw;
  expect(peeks).toBe(0);
  void memory.words;
  expect(peeks).toBe(1);
  memory.probe = null;
  void memory.words;
  expect(peeks).toBe(1);
});
