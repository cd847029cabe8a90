/** Compiles the examples, whose code the pages show. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Compiles all of `examples/` as the repository does.
 *
 * @throws Error with what the compiler says, when it says anything.
 */
export function compileExamples(): void {
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    { ...config, include: ["examples"] },
    ts.sys,
    root,
  );
  const found = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options));
  if (found.length === 0) return;
  const host = {
    getCurrentDirectory: () => root,
    getCanonicalFileName: (name: string) => name,
    getNewLine: () => "\n",
  };
  throw new Error(`The examples do not compile:\n${ts.formatDiagnostics(found, host)}`);
}
