/** Gives each chart its size, as its file has it, so that the page keeps room for it before it is there. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { MarkdownRenderer } from "vitepress";

const docs = fileURLToPath(new URL("..", import.meta.url));

export function imageSizes(md: MarkdownRenderer): void {
  md.core.ruler.push("image-sizes", ({ tokens, env }) => {
    const { relativePath = "" } = env as { relativePath?: string };
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const file = token.attrGet("src") ?? "";
      if (token.type !== "image" || !file.endsWith(".svg")) continue;
      const svg = readFileSync(path.join(docs, path.dirname(relativePath), file), "utf8");
      for (const side of ["width", "height"]) {
        const [, size] = new RegExp(`<svg [^>]*?\\b${side}="(\\d+)"`).exec(svg) ?? [];
        if (size !== undefined) token.attrSet(side, size);
      }
    }
  });
}
