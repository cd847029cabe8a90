/** The Markdown that the generated pages are made of. */
import type { Variant } from "./designs.js";
import { DESIGNS } from "./designs.js";

/** A page: its title, its heading, its blocks, and what else the site is told of it. */
export function page(title: string, heading: string, blocks: readonly string[], ...told: string[]): string {
  const matter = [`title: ${JSON.stringify(title)}`, ...told].join("\n");
  return `---\n${matter}\n---\n\n# ${heading}\n\n${blocks.join("\n\n")}\n`;
}

/** Words that stand in a source as words, not as markup. */
export function prose(words: string): string {
  return words
    .replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;"))
    .replaceAll("|", "\\|")
    .replaceAll("{{", "&#123;&#123;");
}

/** Runs in the step viewer, one or two side by side. */
export function runBlock(title: string, variants: readonly Variant[]): string {
  const lines = variants.map(({ example, design }) => `${example} default ${DESIGNS[design].panel}`);
  return ["```run", title, ...lines, "```"].join("\n");
}

/** The run with numbers and pointers, and beside it the same failure in a transaction. */
export function runsSideBySide(title: string, variants: readonly Variant[]): string {
  return runBlock(
    title,
    variants.filter(({ design }) => design === "raw" || design === "transaction"),
  );
}

/** A design's code, with the link that opens it in the playground. */
export function codeBlock({ code, example, scenario }: Variant): string {
  return `\`\`\`ts${scenario === undefined ? "" : ` example=${example}`}\n${code.trim()}\n\`\`\``;
}

/** The heading of a design's section, which cells of tables lead to. */
export function designHeading({ design }: Variant): string {
  return `### ${DESIGNS[design].heading} {#${design}}`;
}

/** How to repeat what a page shows. */
export function repeat(glob: string, ...more: readonly string[]): string {
  return ["## Repeat it", "", "```sh", `npx fd-reservation check --traces '${glob}'`, ...more, "```"].join(
    "\n",
  );
}

/** Commits and CVE numbers lead to where they are published. */
export function links(words: string): string {
  return words
    .replace(/CVE-\d{4}-\d+/g, "[$&](https://www.cve.org/CVERecord?id=$&)")
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{12,40}\b/g, "[$&](https://git.kernel.org/torvalds/c/$&)");
}
