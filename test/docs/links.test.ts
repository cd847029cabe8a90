/** What the documents of this repository point to is there. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { measurements } from "../../scripts/measurements.js";
import { MADE } from "../../scripts/site/made.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

// Pages that are made for the site are no files of the repository, and no link may lead to one.
const documents = globSync(["*.md", "{docs,recipes,examples}/**/*.md"], {
  cwd: root,
  ignore: ["**/node_modules/**", ...MADE, "docs/.vitepress/**"],
}).sort();

test("documents are found", () => {
  expect(documents).toEqual(
    expect.arrayContaining(["README.md", "docs/index.md", "docs/guides/runtimes.md", "recipes/README.md"]),
  );
});

test.each(documents)("%s links to what is there, and has no placeholder", (document) => {
  const text = readFileSync(path.join(root, document), "utf8").replace(/^```[^]*?^```$/gm, "");
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, link]) => link ?? "");
  const missing = links.filter((link) => !existsSync(path.join(root, path.dirname(document), link)));
  expect(missing).toEqual([]);
  expect(text.match(/\[\[[\w.-]+\]\]/g)).toBeNull();
});

test("documents, records and sources name scripts that exist, and names that can be measured", () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const files = globSync(
    ["*.md", "recipes/*.md", "docs/**/*.{md,json,ts}", "{src,scripts,bench,test}/**/*.ts"],
    { cwd: root, ignore: ["**/node_modules/**", ...MADE] },
  );
  const named = files.flatMap((file) =>
    [
      ...readFileSync(path.join(root, file), "utf8").matchAll(/\bnpm run ([\w:-]+)(?: -- ([a-z][\w-]*))?/g),
    ].map(([words, script = "", name]) => ({ where: `${file}: ${words}`, script, name })),
  );
  expect(named.length).toBeGreaterThan(30);
  const missing = named.filter(
    ({ script, name }) =>
      !(script in scripts) ||
      (["bench", "record"].includes(script) && name !== undefined && !(name in measurements)),
  );
  expect(missing.map(({ where }) => where)).toEqual([]);
});
