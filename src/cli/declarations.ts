/** Declaration files, parsed once for all programs of a process: those of the language alone are half of a small check. */
import type ts from "typescript";
import type { TypeScript } from "./compiler.js";
import { DECLARATIONS } from "./module-resolution.js";

const registries = new WeakMap<TypeScript, ts.DocumentRegistry>();

/**
 * Has a compiler host give the programs of a process the same declaration files. What is in a file is read each time; a
 * file that has changed since is parsed again.
 *
 * @param ts - The compiler: another one has other files.
 * @param host - The host, which still reads all other files.
 * @param options - The compiler's: files are shared by programs whose options parse them alike.
 */
export function shareDeclarations(ts: TypeScript, host: ts.CompilerHost, options: ts.CompilerOptions): void {
  // As tsc does: comments of documentation are half of a declaration file, and are asked nothing here.
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  const registry =
    registries.get(ts) ??
    ts.createDocumentRegistry(
      ts.sys.useCaseSensitiveFileNames,
      ts.sys.getCurrentDirectory(),
      ts.JSDocParsingMode.ParseForTypeErrors,
    );
  registries.set(ts, registry);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, how, ...rest) => {
    if (typeof how !== "object" || !DECLARATIONS.test(name)) return read(name, how, ...rest);
    const text = host.readFile(name);
    if (text === undefined) return undefined;
    const snapshot = ts.ScriptSnapshot.fromString(text);
    return registry.acquireDocument(name, options, snapshot, text, ts.ScriptKind.TS, how);
  };
}
