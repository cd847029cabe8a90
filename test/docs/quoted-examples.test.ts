/** Pages that show a whole example show the file as it is, so that a page can be read where there is no site. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

test.each([
  ["docs/tutorial.md", "examples/tutorial/broken.ts"],
  ["docs/bring-your-own-design.md", "examples/own-design/scoped.ts"],
  ["docs/explorer.md", "examples/structures/counter.ts"],
])("%s shows %s", (page, example) => {
  expect(read(page)).toContain(`\`\`\`ts twoslash\n${read(example)}\`\`\`\n`);
});
