/** What the documents of this repository point to is there. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { measurements } from "../../scripts/measurements.js";

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

test("documents, records and sources name scripts that exist, and names that can be measured", () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const files = globSync(
    ["*.md", "recipes/*.md", "docs/**/*.{md,json,ts}", "{src,scripts,bench,test}/**/*.ts"],
    { cwd: root, ignore: ["**/node_modules/**", "docs/.vitepress/{cache,dist,generated}/**"] },
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
