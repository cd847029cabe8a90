/** Refuses a TypeScript block that the build would not compile. */
import type { MarkdownRenderer } from "vitepress";
import { BlockError } from "./checked-code.js";

// Written by the site's generators: from files that are compiled, or from the compiler's own output.
const GENERATED = /^(?:api|bugs|callsites|misuse|site)\//;

export function requireCheckedBlocks(md: MarkdownRenderer): void {
  md.core.ruler.push("require-checked-blocks", ({ tokens, env }) => {
    const page = (env as { relativePath?: string }).relativePath ?? "";
    if (GENERATED.test(page)) return;
    for (const { type, info, map } of tokens) {
      if (type !== "fence" || !/^(?:ts|tsx|typescript|js|javascript)\b/.test(info)) continue;
      if (!/\btwoslash\b/.test(info)) {
        throw new BlockError(
          `${page}:${(map?.[0] ?? 0) + 1}: a block is not compiled; write \`\`\`ts twoslash.`,
        );
      }
    }
  });
}
