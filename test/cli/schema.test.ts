/** Every JSON that a command prints is what the published schema says. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { explore } from "fd-reservation/explore";
import { expect, test } from "vitest";
import * as structures from "../../examples/structures/counter.js";
import { run } from "./run.js";

const schema = JSON.parse(
  readFileSync(new URL("../../docs/public/fd-reservation.schema.json", import.meta.url), "utf8"),
) as { readonly $defs: Readonly<Record<string, object>> };

function errorsOf(kind: string, value: unknown): unknown {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  const isValid = ajv.compile({ $defs: schema.$defs, $ref: `#/$defs/${kind}` });
  return isValid(value) ? [] : isValid.errors;
}

const FILES = ["examples/races/rule-2.ts", "examples/tutorial/broken.ts", "examples/structures/counter.ts"];

test("check --json, and replay --json of what it found", () => {
  const { out } = run(["check", "--json", ...FILES]);
  const report = JSON.parse(out) as {
    readonly scenarios: readonly {
      readonly file: string;
      readonly counterexample?: { readonly token: string };
    }[];
  };
  expect(errorsOf("check", report)).toEqual([]);
  const found = report.scenarios.find(({ counterexample }) => counterexample !== undefined);
  const replayed = run(["replay", found?.counterexample?.token ?? "", found?.file ?? "", "--json"]);
  expect(errorsOf("replay", JSON.parse(replayed.out))).toEqual([]);
});

test("cost --json", () => {
  const { out } = run(["cost", "--json", "examples/callsites/openat/raw.ts"]);
  expect(errorsOf("cost", JSON.parse(out))).toEqual([]);
});

test("a bounded search, and what the schema refuses", () => {
  const bounded = { ...explore(structures.forgotten, { maxStates: 1 }), file: "x.ts" };
  expect(errorsOf("exploration", JSON.parse(JSON.stringify(bounded)))).toEqual([]);
  expect(errorsOf("exploration", { ...bounded, bound: "the limit of 1 states" })).not.toEqual([]);
  expect(errorsOf("violation", { kind: "kernel", message: "no rule" })).not.toEqual([]);
});
