/** What the documents of this repository point to is there. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

test.each(["README.md", "CONTRIBUTING.md", "recipes/README.md", "docs/design.md"])(
  "%s links to files that exist",
  (document) => {
    const text = readFileSync(path.join(root, document), "utf8");
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link]) => link ?? "");
    const missing = links.filter((link) => !existsSync(path.join(root, path.dirname(document), link)));
    expect(missing).toEqual([]);
    if (document !== "docs/design.md") expect(links).not.toEqual([]);
  },
);

test.each(["README.md", "CONTRIBUTING.md", "docs/design.md"])("%s names scripts that exist", (document) => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const text = readFileSync(path.join(root, document), "utf8");
  const named = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script]) => script ?? "");
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});
