/** Finds the TypeScript module that made a file's types: other modules and versions number node kinds differently. */
import { createRequire } from "node:module";
import path from "node:path";
import type ts from "typescript";

const known = new WeakMap<object, typeof ts>();

/**
 * The TypeScript module that the parser used: of those that this process has loaded, the one whose files are of the
 * same class.
 *
 * @throws Error when it is none of them.
 */
export function compilerOf(sourceFile: ts.SourceFile): typeof ts {
  const { constructor } = sourceFile;
  let compiler = known.get(constructor);
  if (compiler === undefined) {
    compiler = loaded().find((candidate) => classOfFiles(candidate) === constructor);
    if (compiler === undefined) {
      throw new Error(
        "The ownership rules cannot find the TypeScript module that parsed this file: use typescript-eslint's " +
          "parser with TypeScript 5.9 or 6 (npm i -D typescript@6 typescript-eslint).",
      );
    }
    known.set(constructor, compiler);
  }
  return compiler;
}

/** The TypeScript modules that this process has loaded. */
function loaded(): (typeof ts)[] {
  const { cache } = createRequire(import.meta.url);
  return Object.values(cache).flatMap((module) =>
    module !== undefined && path.basename(module.filename) === "typescript.js" && module.loaded
      ? [module.exports as typeof ts]
      : [],
  );
}

function classOfFiles({ createSourceFile, ScriptTarget }: Partial<typeof ts>): unknown {
  if (createSourceFile === undefined || ScriptTarget === undefined) return undefined;
  return createSourceFile("a.ts", "", ScriptTarget.ESNext).constructor;
}
