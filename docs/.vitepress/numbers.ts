/** Puts counted numbers into a page's text: `[[open.glue.stores]]`. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MarkdownRenderer } from "vitepress";
import { BlockError } from "./checked-code.js";

const file = fileURLToPath(new URL("generated/numbers.json", import.meta.url));

export function countedNumbers(md: MarkdownRenderer): void {
  md.core.ruler.before("normalize", "counted-numbers", (state) => {
    if (!state.src.includes("[[")) return;
    const numbers = JSON.parse(readFileSync(file, "utf8")) as unknown;
    state.src = state.src.replace(/\[\[([\w.-]+)\]\]/g, (_, name: string) => {
      const found = name
        .split(".")
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], numbers);
      if (typeof found === "number") return found.toLocaleString("en").replaceAll(",", " ");
      if (typeof found === "string") return found;
      const page = (state.env as { relativePath?: string }).relativePath ?? "";
      throw new BlockError(`${page}: there is no counted number ${name}; npm run docs:build counts them.`);
    });
  });
}
