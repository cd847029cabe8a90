/** A project with known mistakes is told the same by every TypeScript, ESLint and Node that it may have. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isLong } from "../effort.js";
import { ask, EXPECTED, refusals, type Cell } from "./cells.js";
import { packBuilt } from "./packed.js";
import { otherNode } from "./other-node.js";

let folder: string;
let tarball: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-compilers-"));
  ({ tarball } = packBuilt(folder));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const VERSIONS = { typescript: /^6\.0\./, "typescript-5.9": /^5\.9\./, eslint: /^9\./, "eslint-10": /^10\./ };

function expectTold({ typescript, eslint, node }: Cell, nodeVersion: RegExp): void {
  const { versions, ...told } = ask({ typescript, eslint, node }, folder, tarball);
  expect(told).toEqual(EXPECTED);
  [VERSIONS[typescript], VERSIONS[eslint], nodeVersion].forEach((version, index) => {
    expect(versions[index]).toMatch(version);
  });
}

/** Each TypeScript and each ESLint once; the other two combinations in the long run. */
const ONCE = [
  ["typescript-5.9", "eslint"],
  ["typescript", "eslint-10"],
] as const;
const CROSSED = [
  ["typescript-5.9", "eslint-10"],
  ["typescript", "eslint"],
] as const;

describe("no compiler that can be used", () => {
  test("none", () => {
    expect(refusals(undefined, folder, tarball)).toEqual({
      check: { code: 2, says: "error: no TypeScript is installed for scenario.ts: npm i -D typescript@6" },
      eslint: { code: 2, says: "Error: Cannot find module 'typescript'" },
    });
  });

  test("7 only", () => {
    const { check, eslint } = refusals("typescript-7", folder, tarball);
    expect(check.says).toMatch(/^error: TypeScript 7\.\S+ has no JavaScript API: npm i -D typescript@6$/);
    expect(eslint.says).toMatch(/^Error: typescript-eslint does not support TS 7\./);
    expect([check.code, eslint.code]).toEqual([2, 2]);
  });
});

describe("this Node", () => {
  test.each([...ONCE, ...(isLong ? CROSSED : [])])("%s, %s", (typescript, eslint) => {
    expectTold({ typescript, eslint, node: process.execPath }, new RegExp(`^${process.versions.node}$`));
  });
});

describe.runIf(isLong).each(["22", "24"])("Node %s", (version) => {
  test.each([...ONCE, ...CROSSED])("%s, %s", (typescript, eslint) => {
    expectTold({ typescript, eslint, node: otherNode(version) }, new RegExp(`^${version}\\.`));
  });
});
