/** Copies of the checkout in which tests may build and change what they like. */
import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Copies files into a new folder, beside the same packages.
 *
 * @param name - What the folder's name tells of it.
 * @param files - Which files, as globs.
 * @param ignore - Those of them that are left out.
 * @returns The folder.
 */
export function copyCheckout(name: string, files: readonly string[], ignore: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), `fd-reservation-${name}-`));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  for (const file of globSync([...files], {
    cwd: root,
    ignore: ["**/node_modules/**", ...ignore],
    dot: true,
  })) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(folder, file));
  }
  return folder;
}
