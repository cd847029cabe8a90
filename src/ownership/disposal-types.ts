/** Whether the types of a program know of disposal at all. */
import type ts from "typescript";

const known = new WeakMap<ts.TypeChecker, boolean>();

/**
 * Whether a program's types have `Symbol.dispose`: without it, no type of the program disposes by that name, whatever its
 * declaration says, and the compiler says so of the program's own files alone.
 */
export function knowsDisposal(typescript: typeof ts, file: ts.SourceFile, checker: ts.TypeChecker): boolean {
  let isKnown = known.get(checker);
  if (isKnown === undefined) {
    const { Interface } = typescript.SymbolFlags;
    isKnown = checker
      .getSymbolsInScope(file, Interface)
      .some(({ name, members }) => name === "SymbolConstructor" && members?.has("dispose" as ts.__String));
    known.set(checker, isKnown === true);
  }
  return isKnown === true;
}

/** What to do where they do not. */
export const NO_DISPOSAL: { readonly message: string; readonly next: string } = {
  message: "the types do not know Symbol.dispose: what is disposed by it is not found.",
  next: 'Add "esnext.disposable" to "lib" in tsconfig.json.',
};
