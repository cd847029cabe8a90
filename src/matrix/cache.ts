/** Cached measures, valid until the file, its imports or this package change. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type ts from "typescript";
import { closure, type Measure } from "./measure.js";

/** Where they are kept, from the folder in which the command runs. */
const PLACE = path.join("node_modules", ".cache", "fd-reservation", "matrix.json");

/** How many are kept: a few selections, as the package and the files change. */
const MOST = 5000;

/** The measures by key. A file that cannot be read is an empty one. */
export class MeasureCache {
  readonly #package: string;
  readonly #kept = readKept();
  readonly #used: Record<string, Measure> = {};

  /**
   * @param typescript - The compiler that measures.
   * @param fresh - Whether everything is to be measured again.
   */
  constructor(
    private readonly typescript: typeof ts,
    private readonly fresh: boolean,
  ) {
    this.#package = hashOfPackage(typescript.version);
  }

  /** What is known of a file. */
  get(file: string): Measure | undefined {
    if (this.fresh) return undefined;
    const key = this.#keyOf(file);
    const measure = this.#kept[key];
    if (measure !== undefined) this.#used[key] = measure;
    return measure;
  }

  /** Notes what was measured. */
  set(file: string, measure: Measure): void {
    this.#used[this.#keyOf(file)] = measure;
  }

  /**
   * Keeps what this run used, and what earlier runs did, the newest first and not without end. Where nothing can be
   * written, the next run measures again.
   */
  write(): void {
    const all = { ...this.#used, ...this.#kept, ...this.#used };
    try {
      mkdirSync(path.dirname(PLACE), { recursive: true });
      writeFileSync(PLACE, JSON.stringify(Object.fromEntries(Object.entries(all).slice(0, MOST))));
    } catch {
      // The results are printed anyway.
    }
  }

  #keyOf(file: string): string {
    const hash = createHash("sha256").update(this.#package);
    for (const part of closure(this.typescript, file))
      hash.update(path.relative("", part)).update(readFileSync(part));
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

/** The compiler and the built package, file by file: any change may change what a layer reports. */
function hashOfPackage(compilerVersion: string): string {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const hash = createHash("sha256").update(compilerVersion).update(process.version);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".js") || name.endsWith(".d.ts")).sort()) {
    hash.update(file).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}
