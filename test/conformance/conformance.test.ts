/** The conformance file: its lines are what the schema says, tables come to what the page says, the kernel says the same. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as prettier from "prettier";
import { beforeAll, describe, expect, test } from "vitest";
import { readSequences, run, type Adapter, type Results } from "../../conformance/run.js";
import { root } from "../../scripts/measurements.js";
import { runs } from "../effort.js";
import { Machine, OracleUnavailable } from "../oracle/machine.js";
import { need, needs } from "../tools.js";
import { adapterOf, pageOf, results } from "./results.js";
import { COUNT, drawn, linesOf, SEED } from "./sequences.js";

const file = path.join(root, "conformance/descriptors.jsonl");
const page = path.join(root, "docs/conformance.md");
const text = readFileSync(file, "utf8");
const sequences = readSequences();

test("every line is what the schema says", () => {
  const schema = JSON.parse(readFileSync(path.join(root, "conformance/schema.json"), "utf8")) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  for (const sequence of sequences) {
    validate(sequence);
    expect(validate.errors).toBeNull();
  }
  expect(validate({ ...sequences[0], open: [[0]] })).toBe(false);
});

test("each is there once, with the errors that one table can give", () => {
  expect(sequences.map(({ id }) => id)).toEqual(
    Array.from({ length: drawn(COUNT, SEED).length }, (_, index) => index + 1),
  );
  const calls = sequences.map(({ steps }) => JSON.stringify(steps));
  expect(new Set(calls).size).toBe(sequences.length);
  const errors = new Map<unknown, number>();
  for (const { result } of sequences.flatMap(({ steps }) => steps))
    if (typeof result === "string") errors.set(result, (errors.get(result) ?? 0) + 1);
  expect([...errors.keys()].sort()).toEqual(["EBADF", "EBUSY", "EINVAL", "EMFILE", "ENOTDIR"]);
  expect(Math.min(...errors.values())).toBeGreaterThan(10);
});

describe("tables", () => {
  let all: readonly Results[] = [];
  beforeAll(async () => {
    all = await results();
  });

  test("ours passes all of it", () => {
    expect(all[0]).toMatchObject({
      name: "fd-reservation/table",
      passed: sequences.length,
      failed: 0,
      unsupported: 0,
      classes: {},
    });
  });

  test("the page is what they come to", async () => {
    const recorded = readFileSync(page, "utf8");
    const [, release = ""] = /answers of Linux\s+([\d.]+\d)/.exec(recorded) ?? [];
    const options = await prettier.resolveConfig(page);
    expect(
      await prettier.format(pageOf(all, release, sequences.length), { ...options, filepath: page }),
    ).toBe(recorded);
  });

  test("a table that is wrong in one call is told so, with the shortest sequence", async () => {
    const ours = await adapterOf("fd-reservation");
    const wrong: Adapter = {
      name: "close-on-exec is never set",
      async create(limit) {
        const table = await ours.create(limit);
        return { ...table, getfd: () => 0 };
      },
    };
    const { failed, classes } = await run(sequences, wrong);
    expect(failed).toBeGreaterThan(0);
    expect(Object.keys(classes)).toContain("getfd: EBADF, not a number");
    expect(classes["getfd: EBADF, not a number"]).toMatchObject({
      given: 0,
      steps: [{ op: "getfd", result: "EBADF" }],
    });
  });
});

const machine = await Machine.start().catch((error: unknown) => {
  if (!(error instanceof OracleUnavailable)) throw error;
  return error;
});
const needed =
  machine instanceof Machine
    ? need(needs.oracle, true)
    : need({ ...needs.oracle, tool: `${needs.oracle.tool}: ${machine.message}` }, false);

test("the running kernel gives the same lines", needed, async () => {
  const real = machine as Machine;
  try {
    const count = runs({ fast: 20, usual: 100, long: COUNT });
    const all = drawn(COUNT, SEED);
    // Lines are numbered in the order of what is drawn; some of each kind are asked.
    const chosen = all.flatMap((one, index) =>
      index % Math.floor(COUNT / count) === 0 ? [{ one, index }] : [],
    );
    const lines = await linesOf(
      real,
      chosen.map(({ one }) => one),
    );
    const withoutId = (line: string): unknown => ({ ...(JSON.parse(line) as object), id: 0 });
    const known = text.split("\n").filter((line) => line !== "");
    expect(lines.map(withoutId)).toEqual(chosen.map(({ index }) => withoutId(known[index] ?? "{}")));
  } finally {
    real.stop();
  }
});
