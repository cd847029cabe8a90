/** Measures of earlier runs, kept for as long as neither the file, what it imports, nor this package has changed. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { closure, type Measure } from "./measure.js";

/** Where they are kept, from the folder in which the command runs. */
const PLACE = path.join("node_modules", ".cache", "fd-reservation", "matrix.json");

/** The measures by key. A file that cannot be read is an empty one. */
export class MeasureCache {
  readonly #package = hashOfPackage();
  readonly #kept: Record<string, Measure>;
  readonly #used: Record<string, Measure> = {};

  constructor(fresh: boolean) {
    this.#kept = fresh ? {} : readKept();
  }

  /** What is known of a file. */
  get(file: string): Measure | undefined {
    const key = this.#keyOf(file);
    const measure = this.#kept[key];
    if (measure !== undefined) this.#used[key] = measure;
    return measure;
  }

  /** Notes what was measured. */
  set(file: string, measure: Measure): void {
    this.#used[this.#keyOf(file)] = measure;
  }

  /** Keeps what this run used; the rest is stale, or of another selection. */
  write(): void {
    mkdirSync(path.dirname(PLACE), { recursive: true });
    writeFileSync(PLACE, JSON.stringify({ ...this.#kept, ...this.#used }));
  }

  #keyOf(file: string): string {
    const hash = createHash("sha256").update(this.#package);
    for (const part of closure(file)) hash.update(path.relative("", part)).update(readFileSync(part));
    return hash.digest("hex");
  }
}

function readKept(): Record<string, Measure> {
  try {
    return JSON.parse(readFileSync(PLACE, "utf8")) as Record<string, Measure>;
  } catch {
    return {};
  }
}

/** The built package, file by file: any change may change what a net says. */
function hashOfPackage(): string {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const hash = createHash("sha256").update(ts.version).update(process.version);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".js") || name.endsWith(".d.ts")).sort()) {
    hash.update(file).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}
