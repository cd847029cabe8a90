/** The two-level bitmap in C (bitmap.c), compiled with -O2 and called from this process. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import koffi from "koffi";
import { patterns, type Pattern } from "./patterns.js";

/** The C table, ready to be filled. */
export interface Yardstick {
  /** A table with descriptors 0 to size - 1 open. */
  fill(size: number): FilledYardstick;
}

/** A C table that is full up to a size. */
export interface FilledYardstick {
  run(pattern: Pattern, operations: number, seed: number): void;
  free(): void;
}

/**
 * Compiles the C table.
 *
 * @returns It, or why it cannot be had on this machine.
 */
export function compileYardstick(): Yardstick | string {
  const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-bench-"));
  try {
    const library = path.join(folder, "bitmap.so");
    const source = fileURLToPath(new URL("bitmap.c", import.meta.url));
    const { error, status, stderr } = spawnSync("cc", ["-O2", "-shared", "-fPIC", "-o", library, source], {
      encoding: "utf8",
    });
    if (error !== undefined) return "there is no C compiler (cc)";
    if (status !== 0) return `cc cannot compile bitmap.c: ${stderr.trim().split("\n")[0] ?? ""}`;
    // Loaded libraries stay mapped after their file is gone.
    const bitmap = koffi.load(library);
    const filled = bitmap.func("void *table_filled(unsigned int open)") as (open: number) => unknown;
    const free = bitmap.func("void table_free(void *table)") as (table: unknown) => void;
    const run = bitmap.func(
      "int table_run(void *table, int pattern, unsigned int operations, uint32_t seed)",
    ) as (table: unknown, pattern: number, operations: number, seed: number) => number;
    return {
      fill(size) {
        const table = filled(size);
        if (table === null) throw new Error(`no memory for a C table of ${size} descriptors`);
        return {
          run(pattern, operations, seed) {
            const references = run(table, patterns.indexOf(pattern), operations, seed);
            if (references !== size + 1) throw new Error(`the C table holds ${references} references`);
          },
          free: () => free(table),
        };
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
