/** A folder for files that a run makes. */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

let folder: string | undefined;

/**
 * The folder of this process: gone when it ends. Under node_modules, where a program in it finds koffi; one a process,
 * because several may run at a time.
 */
export function scratchFolder(): string {
  if (folder === undefined) {
    const made = fileURLToPath(new URL(`../../node_modules/.cache/oracle/${process.pid}`, import.meta.url));
    fs.mkdirSync(made, { recursive: true });
    process.once("exit", () => fs.rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return path.normalize(folder);
}
