/** The published schema of what commands print, and whether a document is what it says. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";

const schema = JSON.parse(
  readFileSync(new URL("../../docs/public/fd-reservation.schema.json", import.meta.url), "utf8"),
) as { readonly $defs: Readonly<Record<string, object>> };

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
const whole = ajv.compile(schema);

/** What is wrong with a document of a kind; empty when nothing is. */
export function errorsOf(kind: string, value: unknown): unknown {
  const isValid = ajv.compile({ $defs: schema.$defs, $ref: `#/$defs/${kind}` });
  return isValid(value) ? [] : isValid.errors;
}

/** Expects a document, or each of a list of them, to be of one kind, and what the schema takes as a whole. */
export function expectKind(kind: string, value: unknown): void {
  for (const document of Array.isArray(value) ? (value as unknown[]) : [value])
    expect(errorsOf(kind, document)).toEqual([]);
  expect(whole(value), JSON.stringify(whole.errors)).toBe(true);
}
