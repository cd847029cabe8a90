/** Scripts in another file, as in Vue: reports stand where the code is, and nothing is suggested. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ESLint } from "eslint";
import ownership from "fd-reservation/eslint";
import tseslint from "typescript-eslint";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as vue from "vue-eslint-parser";

const connection = `declare class Connection implements Disposable {
  static open(host: string): Connection;
  readonly ready: boolean;
  [Symbol.dispose](): void;
}`;
const leak = (name: string): string => `function ${name}(): boolean {
  const ${name}Leak = Connection.open("${name}");
  return ${name}Leak.ready;
}`;
const files = {
  "one.vue": `<template>
  <p :title="title">{{ first() }} äöü</p>
</template>

<script setup lang="ts">
const title = "a title";
${connection}
${leak("first")}
${leak("second")}
</script>
`,
  "two.vue": `<script lang="ts">
${connection}
${leak("before")}
export default { name: "two" };
</script>
<script setup lang="ts">
${leak("after")}
before(); after();
</script>
<template><p /></template>
`,
  "tsconfig.json": JSON.stringify({
    compilerOptions: { strict: true, target: "es2022", lib: ["esnext"], types: [] },
    include: ["*.vue"],
  }),
};

let folder = "";
let results: readonly ESLint.LintResult[] = [];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      {
        ...ownership.configs.recommended,
        files: ["**/*.vue"],
        languageOptions: {
          parser: vue,
          parserOptions: {
            parser: tseslint.parser,
            projectService: true,
            tsconfigRootDir: folder,
            extraFileExtensions: [".vue"],
          },
        },
      },
    ],
  });
  results = await eslint.lintFiles(["*.vue"]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["one.vue", ["first", "second"]],
  ["two.vue", ["before", "after"]],
] as const)("%s", (name, leaks) => {
  const lines = files[name].split("\n");
  const { messages = [] } = results.find(({ filePath }) => path.basename(filePath) === name) ?? {};
  const found = messages.map(({ line, column, endColumn, message }) => ({
    text: lines[line - 1]?.slice(column - 1, (endColumn ?? 0) - 1) ?? "",
    isLedTo: message.includes(`line ${line + 1}: the function returns here`),
  }));
  expect(found).toEqual(leaks.map((leak) => ({ text: `Connection.open("${leak}")`, isLedTo: true })));
  expect(messages.flatMap(({ suggestions = [] }) => suggestions)).toEqual([]);
});
