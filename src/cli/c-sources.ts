/** Gathers the files of a tree of C that functions are read with. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { hasPrimitive, includesOf, isAboutDescriptors, type SourceIndex } from "../c/internal.js";

/** Folders of a tree that hold no code of the kernel. */
const NO_CODE = new Set([".git", "Documentation", "tools", "scripts", "samples"]);
/** The longest file that is read, in bytes: longer ones are tables that a program wrote. */
const MOST_BYTES = 4 << 20;

/** The files of one tree. */
export class Sources {
  readonly #texts = new Map<string, string | undefined>();
  readonly #gathered = new Set<string>();

  /** @param root - The folder of the tree. */
  constructor(readonly root: string) {}

  /** The text of a file of the tree; undefined where there is none. */
  text(file: string): string | undefined {
    if (!this.#texts.has(file)) this.#texts.set(file, readText(path.join(this.root, file)));
    return this.#texts.get(file);
  }

  /** The line of a file, without the spaces around it. */
  line(file: string, line: number): string {
    return this.text(file)?.split("\n")[line - 1]?.trim() ?? "";
  }

  /** Adds a file to an index, with what it is read with: what it includes and what stands beside it. */
  gather(file: string, index: SourceIndex): void {
    const text = this.text(file);
    if (text === undefined) return;
    this.#add(file, text, index);
    for (const included of includesOf(file, text)) this.#addIfAbout(included, index);
    const folder = path.posix.dirname(file);
    for (const name of this.#names(folder))
      if (/\.[ch]$/.test(name)) this.#addIfAbout(path.posix.join(folder, name), index);
  }

  /** The C files of the tree that reserve or install descriptors. */
  *withPrimitives(folder = ""): Generator<string> {
    for (const entry of readdirSync(path.join(this.root, folder), { withFileTypes: true })) {
      const file = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!NO_CODE.has(entry.name)) yield* this.withPrimitives(file);
      } else if (entry.isFile() && entry.name.endsWith(".c")) {
        const text = readText(path.join(this.root, file));
        if (text === undefined || !hasPrimitive(text)) continue;
        this.#texts.set(file, text);
        yield file;
      }
    }
  }

  #names(folder: string): readonly string[] {
    try {
      return readdirSync(path.join(this.root, folder)).sort();
    } catch {
      return [];
    }
  }

  #addIfAbout(file: string, index: SourceIndex): void {
    if (this.#gathered.has(file)) return;
    const text = this.text(file);
    if (text !== undefined && isAboutDescriptors(text)) this.#add(file, text, index);
  }

  #add(file: string, text: string, index: SourceIndex): void {
    if (this.#gathered.has(file)) return;
    this.#gathered.add(file);
    index.add(file, text);
  }
}

function readText(file: string): string | undefined {
  try {
    if (statSync(file).size > MOST_BYTES) return undefined;
    return readFileSync(file, "latin1");
  } catch {
    return undefined;
  }
}
