/** A page whose code is not as it says fails the build: broken, without an announced error, or not compiled at all. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { checkedTwoslasher } from "../../docs/.vitepress/checked-code.js";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
// In the repository, so that what its configuration imports is found.
mkdirSync(path.join(root, "temp"), { recursive: true });
const folder = mkdtempSync(path.join(root, "temp/blocks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GOOD =
  '```ts twoslash\nimport { Errno } from "fd-reservation";\nconst n: number = Errno;\n// error 2322: typeof Errno\n```';

/** Builds a site of one page with this repository's configuration; gives what it said when it failed. */
async function build(
  name: string,
  page: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<string | undefined> {
  const docs = path.join(folder, name);
  mkdirSync(path.join(docs, ".vitepress"), { recursive: true });
  writeFileSync(path.join(docs, "index.md"), `# A page\n\n${page}\n`);
  writeFileSync(
    path.join(docs, ".vitepress/config.ts"),
    'export { default } from "../../../../docs/.vitepress/config.js";\n',
  );
  try {
    await promisify(execFile)(process.execPath, ["node_modules/vitepress/bin/vitepress.js", "build", docs], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production", ...environment },
    });
    return undefined;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}${stderr}`;
  }
}

const cases: readonly [
  name: string,
  page: string,
  said: RegExp | undefined,
  environment?: NodeJS.ProcessEnv,
][] = [
  ["a good block", GOOD, undefined],
  ["a broken block", GOOD.replace("// error 2322: typeof Errno\n", ""), /2322/],
  [
    "an announced error that does not occur",
    GOOD.replace(": number", ""),
    /missing: error 2322: typeof Errno/,
  ],
  [
    "an announced error with another text",
    GOOD.replace("typeof Errno", "typeof Error "),
    /missing: error 2322/,
  ],
  [
    "an announced error on another line",
    GOOD.replace("const n", "\nconst m = 1;\nconst n").replace(/(const m = 1;\n)(.*\n)(.*\n)/, "$1$3$2"),
    /missing: error 2322/,
  ],
  ["a block that is not compiled", GOOD.replace(" twoslash", ""), /a block is not compiled/],
  ["a mistyped root", GOOD, /The blocks are not compiled/, { DOCS_VFS_ROOT: `${root}/typo` }],
  ["a run that is not made", "```run\nunknown\nbugs/no-such\n```", /the run is not made/],
  ["a number that is not counted", "There are [[no.such]] of them.", /no counted number no\.such/],
];

test.concurrent.each(cases)("%s", { timeout: 180_000 }, async (name, page, said, environment) => {
  const output = await build(name.replaceAll(" ", "-"), page, environment);
  if (said === undefined) expect(output).toBeUndefined();
  else expect(output).toMatch(said);
});

test("a root with a slash at its end, which switches off every error, is refused", () => {
  expect(() => checkedTwoslasher(`${root}/`)).toThrow(/The blocks are not compiled/);
});
