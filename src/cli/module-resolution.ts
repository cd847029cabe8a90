/** Where the imports of a project lead, as ES modules resolve them, or else without the ending that they need. */
import type ts from "typescript";
import type { TypeScript } from "./compiler.js";

/** Declarations: types without code. */
export const DECLARATIONS = /\.d\.([^/]+\.)?[cm]?ts$/;

/** Resolves imports, and remembers where it looked. */
export class ModuleResolution {
  readonly #ts: TypeScript;
  readonly #options: ts.CompilerOptions;
  readonly #cache: ts.ModuleResolutionCache;

  /**
   * @param typescript - The compiler.
   * @param options - The compiler's.
   */
  constructor(typescript: TypeScript, options: ts.CompilerOptions) {
    this.#ts = typescript;
    this.#options = options;
    this.#cache = typescript.createModuleResolutionCache(process.cwd(), (name) => name, options);
  }

  /** The module that a file imports by a name; undefined when there is none. */
  resolve(name: string, from: string): ts.ResolvedModuleFull | undefined {
    const { ModuleKind, resolveModuleName, sys } = this.#ts;
    for (const mode of [ModuleKind.ESNext, ModuleKind.CommonJS] as const) {
      const { resolvedModule } = resolveModuleName(
        name,
        from,
        this.#options,
        sys,
        this.#cache,
        undefined,
        mode,
      );
      if (resolvedModule !== undefined) return resolvedModule;
    }
    return undefined;
  }
}
