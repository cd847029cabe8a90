/** The rules as ESLint runs them: on typed files, with what `recommended` turns on. */
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ESLint, type Linter } from "eslint";
import ownership from "fd-reservation/eslint";
import { rules } from "fd-reservation/ownership";
import type ts from "typescript";
import tseslint from "typescript-eslint";
import { beforeAll, describe, expect, test, vi } from "vitest";

const folder = fileURLToPath(new URL("../../fixtures/ownership", import.meta.url));
let results: ESLint.LintResult[];

/** ESLint with the recommended rules, on the fixtures. */
function recommended(): ESLint {
  return new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      ownership.configs.recommended,
      { languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } } },
    ],
  });
}

beforeAll(async () => {
  results = await recommended().lintFiles(["*.ts"]);
});

function messagesOf(file: string, of = results): string[] {
  const result = of.find(({ filePath }) => path.basename(filePath) === file);
  return (result?.messages ?? []).map(({ ruleId, line }) => `${line} ${ruleId ?? "fatal"}`);
}

const { parseForESLint: parse } = tseslint.parser as {
  parseForESLint(this: void, text: string, options: object): Linter.ESLintParseResult;
};

/** typescript-eslint's parser as it is in a project with another compiler: the types are that one's. */
function parserWith(typescript: typeof ts): Linter.Parser {
  return {
    parseForESLint(text, options: { filePath: string }) {
      const parsed = parse(text, { filePath: options.filePath, range: true });
      const config = typescript.getParsedCommandLineOfConfigFile(
        path.join(folder, "tsconfig.json"),
        {},
        {
          ...typescript.sys,
          onUnRecoverableConfigFileDiagnostic: () => undefined,
        },
      );
      const program = typescript.createProgram([options.filePath], config?.options ?? {});
      const source = program.getSourceFile(options.filePath);
      const services = { program, esTreeNodeToTSNodeMap: { get: () => source } };
      return { ...parsed, services };
    },
  };
}

function lintWith(parser: Linter.Parser): Promise<ESLint.LintResult[]> {
  const overrideConfig = [ownership.configs.recommended, { languageOptions: { parser } }];
  return new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig }).lintFiles(["misses.ts"]);
}

test("recommended turns every rule on, and every rule exists", () => {
  const names = Object.keys(rules);
  expect(Object.keys(ownership.rules ?? {})).toEqual(names);
  expect(ownership.configs.recommended.rules).toEqual(
    Object.fromEntries(names.map((name) => [`ownership/${name}`, "error"])),
  );
});

test("strict turns every rule on, with its preset", () => {
  expect(ownership.configs.strict.rules).toEqual(
    Object.fromEntries(
      Object.keys(rules).map((name) => [`ownership/${name}`, ["error", { preset: "strict" }]]),
    ),
  );
});

describe("the four misses of the type disciplines", () => {
  test("are caught where they happen, and nothing else", () => {
    expect(messagesOf("misses.ts")).toEqual([
      "13 ownership/exclusive-borrow",
      "20 ownership/exclusive-borrow",
      "28 ownership/maybe-moved",
      "33 ownership/not-disposed",
      "38 ownership/not-disposed",
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

const require = createRequire(import.meta.url);

test("the rules run on the compiler that made the types, and no other", async () => {
  const typescript = require("typescript-5.9") as typeof ts;
  expect(typescript.version).toMatch(/^5\.9/);
  expect(messagesOf("misses.ts", await lintWith(parserWith(typescript)))).toEqual(messagesOf("misses.ts"));
});

test("types of a compiler that cannot be found are refused, with what to do", async () => {
  const file = require.resolve("typescript-5.9");
  // One that was loaded and is known to nobody any more.
  delete require.cache[file];
  const hidden = require("typescript-5.9") as typeof ts;
  delete require.cache[file];
  await expect(lintWith(parserWith(hidden))).rejects.toThrow("npm i -D typescript@6");
});

test("types that do not know of disposal are told of, once, beside the results", async () => {
  const compiler = createRequire(import.meta.url)("typescript") as typeof ts;
  const parser: Linter.Parser = {
    parseForESLint(text, options: { filePath: string }) {
      const parsed = parse(text, { filePath: options.filePath, range: true });
      const program = compiler.createProgram([options.filePath], { lib: ["lib.es2022.d.ts"], types: [] });
      const source = program.getSourceFile(options.filePath);
      return { ...parsed, services: { program, esTreeNodeToTSNodeMap: { get: () => source } } };
    },
  };
  using warned = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
  await lintWith(parser);
  await lintWith(parser);
  expect(warned.mock.calls).toEqual([
    [
      expect.stringMatching(/^the types do not know Symbol\.dispose: .*esnext\.disposable/),
      { type: "ownership" },
    ],
  ]);
});

test("a misspelt rule in a comment is named, with the rule that was meant", async () => {
  const filePath = path.join(folder, "misses.ts");
  const text = [
    "export {};",
    "// eslint-disable-next-line ownership/not-bond, ownership/escape -- a reason",
    "/* eslint-disable other/not-bond, ownership/use-aftermove */",
  ].join("\n");
  using warned = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
  await recommended().lintText(text, { filePath });
  expect(warned.mock.calls.map(([message]) => message)).toEqual([
    `there is no rule ownership/not-bond (${filePath}:2): did you mean ownership/not-bound?`,
    `there is no rule ownership/use-aftermove (${filePath}:3): did you mean ownership/use-after-move?`,
  ]);
});
