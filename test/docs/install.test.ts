/** How the package is installed is written in two places that say the same: the README and the site's page. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

/** The section or page "Install", up to the end of its commands. */
function install(file: string): string {
  return /^#+ Install\n(.*?^```sh\n.*?^```$)/ms.exec(read(file))?.[1] ?? "";
}

test("both say the same, and name the file that npm pack writes", () => {
  const { name, version } = JSON.parse(read("package.json")) as { name: string; version: string };
  expect(install("README.md")).toContain(`npm install -D ./${name}-${version}.tgz `);
  expect(install("docs/install.md")).toBe(install("README.md"));
});

test("nothing else says how: it leads there", () => {
  const files = globSync(
    ["*.md", "docs/**/*.md", "recipes/*", "src/**/*.ts", "!docs/api", "!docs/.vitepress"],
    {
      cwd: root,
    },
  );
  const saying = files.filter((file) => /\bnpm (?:i|install|add)\b[^`\n]*\bfd-reservation/.test(read(file)));
  expect(saying.sort()).toEqual(["README.md", "docs/install.md"]);
});
