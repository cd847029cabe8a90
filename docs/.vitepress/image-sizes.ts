/** Gives each chart its size, so that the page keeps room for it, and on a phone the chart that is drawn for one. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { MarkdownRenderer } from "vitepress";

const docs = fileURLToPath(new URL("..", import.meta.url));

/** Where a chart for a page would have to be made too small to be read. */
const PHONE = "(max-width: 639px)";

export function imageSizes(md: MarkdownRenderer): void {
  const image = md.renderer.rules.image;
  md.renderer.rules.image = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const src = token?.attrGet("src") ?? "";
    const rendered = (): string =>
      image?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
    if (token === undefined || !src.endsWith(".svg")) return rendered();
    const { relativePath = "" } = env as { relativePath?: string };
    const fileOf = (address: string): string => path.join(docs, path.dirname(relativePath), address);
    for (const [side, size] of sizes(fileOf(src))) token.attrSet(side, size);
    const narrow = src.replace(/\.svg$/, "-narrow.svg");
    if (!existsSync(fileOf(narrow))) return rendered();
    const room = sizes(fileOf(narrow)).map(([side, size]) => ` ${side}="${size}"`);
    return `<picture><source media="${PHONE}" srcset="${narrow}"${room.join("")}>${rendered()}</picture>`;
  };
}

/** The width and the height that a file has. */
function sizes(file: string): (readonly [side: string, size: string])[] {
  const svg = readFileSync(file, "utf8");
  return ["width", "height"].flatMap((side) => {
    const [, size] = new RegExp(`<svg [^>]*?\\b${side}="(\\d+)"`).exec(svg) ?? [];
    return size === undefined ? [] : [[side, size] as const];
  });
}
