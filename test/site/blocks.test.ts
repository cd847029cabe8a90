/** A page whose code is not as it says fails the build: broken, without an announced error, or not compiled at all. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { createMarkdownRenderer, resolveConfig } from "vitepress";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkedTwoslasher } from "../../docs/.vitepress/checked-code.js";
import { sources } from "./served-site.js";

// Beside what was made for the site, so that what its configuration imports is found.
const root = path.resolve(sources);
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

const BROKEN = GOOD.replace("// error 2322: typeof Errno\n", "");
const MISSING = GOOD.replace(": number", "");

describe("the build fails", () => {
  test.concurrent.each([
    ["a broken block", BROKEN, /2322/, {}],
    ["an announced error that does not occur", MISSING, /missing: error 2322: typeof Errno/, {}],
    ["a mistyped root", GOOD, /The blocks are not compiled/, { DOCS_VFS_ROOT: `${root}-typo` }],
  ] as const)("%s", async (name, page, said, environment) => {
    expect(await build(name.replaceAll(" ", "-"), page, environment)).toMatch(said);
  });
});

describe("a page is refused", () => {
  let render: (page: string) => string;
  beforeAll(async () => {
    const { markdown } = await resolveConfig(path.join(root, "docs"), "build");
    const renderer = await createMarkdownRenderer(path.join(root, "docs"), markdown, "/");
    render = (page) => renderer.render(page, { relativePath: "page.md" });
  });

  test("control: a good block is rendered, with its error", () => {
    expect(render(GOOD)).toContain("error 2322");
  });

  const cases: readonly (readonly [name: string, page: string, said: RegExp])[] = [
    ["another text of the error", GOOD.replace("typeof Errno", "typeof Error "), /missing: error 2322/],
    ["another line of the error", GOOD.replace("// error", "const m = 1;\n// error"), /missing: error 2322/],
    ["another code of the error", GOOD.replace("error 2322", "error 2339"), /2322/],
    ["a block that is not compiled", GOOD.replace(" twoslash", ""), /a block is not compiled/],
    ["a run that is not made", "```run\nunknown\nbugs/no-such\n```", /the run is not made/],
  ];
  test.each(cases)("%s", (_, page, said) => {
    expect(() => render(page)).toThrow(said);
  });

  test("a root with a slash at its end, which switches off every error", () => {
    expect(() => checkedTwoslasher(`${root}/`)).toThrow(/The blocks are not compiled/);
  });
});
