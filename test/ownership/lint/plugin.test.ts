/** The rules as ESLint runs them: on typed files, with what `recommended` turns on. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import ownership from "fd-reservation/eslint";
import { rules } from "fd-reservation/ownership";
import tseslint from "typescript-eslint";
import { beforeAll, describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL("../../fixtures/ownership", import.meta.url));
let results: ESLint.LintResult[];

beforeAll(async () => {
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      ownership.configs.recommended,
      { languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } } },
    ],
  });
  results = await eslint.lintFiles(["*.ts"]);
});

function messagesOf(file: string): string[] {
  const result = results.find(({ filePath }) => path.basename(filePath) === file);
  return (result?.messages ?? []).map(({ ruleId, line }) => `${line} ${ruleId ?? "fatal"}`);
}

test("recommended turns every rule on, and every rule exists", () => {
  const names = Object.keys(rules);
  expect(Object.keys(ownership.rules ?? {})).toEqual(names);
  expect(ownership.configs.recommended.rules).toEqual(
    Object.fromEntries(names.map((name) => [`ownership/${name}`, "error"])),
  );
});

describe("the four misses of the type disciplines", () => {
  test("are caught where they happen, and nothing else", () => {
    expect(messagesOf("misses.ts")).toEqual([
      "13 ownership/exclusive-borrow",
      "20 ownership/exclusive-borrow",
      "28 ownership/maybe-moved",
      "33 ownership/not-ended",
      "38 ownership/not-ended",
    ]);
  });
});

test("a leak can be mended by the suggestion", () => {
  const result = results.find(({ filePath }) => filePath.endsWith("misses.ts"));
  const leak = result?.messages.find(({ line }) => line === 33);
  expect(leak?.suggestions?.map(({ desc, fix }) => `${desc}: ${fix.text}`)).toEqual([
    "Bind it with `using`: using",
  ]);
});

test("a file without types is refused with the setting that is missing", async () => {
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [ownership.configs.recommended, { languageOptions: { parser: tseslint.parser } }],
  });
  await expect(eslint.lintFiles(["misses.ts"])).rejects.toThrow("parserOptions.projectService");
});
