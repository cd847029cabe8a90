/** TypeScript in a worker: problems with their whole text, hovers, completions, and the program as it runs. */
import { createSystem, createVirtualTypeScriptEnvironment } from "@typescript/vfs";
import ts from "typescript";
import declarations from "virtual:declarations";
import type { Compiled, Completion, Hover, Language, Problem } from "./messages.js";
import { ownershipProblems } from "./ownership.js";

const FILE = "/scenario.ts";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
  types: [],
  paths: {
    "fd-reservation": ["/fd-reservation/index.d.ts"],
    "fd-reservation/*": ["/fd-reservation/*/index.d.ts"],
  },
};

const files = new Map(Object.entries(declarations));
files.set("/console.d.ts", "declare const console: { log(...values: unknown[]): void };");
files.set(FILE, "export {};");
const environment = createVirtualTypeScriptEnvironment(
  createSystem(files),
  ["/console.d.ts", FILE],
  ts,
  options,
);
const service = environment.languageService;
let current = "";

function update(text: string): void {
  if (text === current) return;
  current = text;
  // An empty file would be taken for one that does not exist.
  environment.updateFile(FILE, text === "" ? " " : text);
}

const language: Language = {
  problems(text): Problem[] {
    update(text);
    const found = [...service.getSyntacticDiagnostics(FILE), ...service.getSemanticDiagnostics(FILE)];
    const problems = found.map(problemOf);
    const program = service.getProgram();
    const file = program?.getSourceFile(FILE);
    if (program !== undefined && file !== undefined) {
      problems.push(...ownershipProblems(file, program.getTypeChecker()));
    }
    return problems;
  },
  compile(text): Compiled {
    const { outputText, sourceMapText = "" } = ts.transpileModule(text, {
      fileName: "scenario.ts",
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        sourceMap: true,
      },
    });
    return { code: outputText.replace(/^\/\/# sourceMappingURL=.*$/m, ""), map: sourceMapText };
  },
  hover(text, at): Hover | undefined {
    update(text);
    const info = service.getQuickInfoAtPosition(FILE, at);
    if (info === undefined) return undefined;
    const { start, length } = info.textSpan;
    return {
      from: start,
      to: start + length,
      signature: ts.displayPartsToString(info.displayParts),
      documentation: ts.displayPartsToString(info.documentation),
    };
  },
  completions(text, at): Completion[] {
    update(text);
    const found = service.getCompletionsAtPosition(FILE, at, { includeCompletionsForModuleExports: false });
    return (found?.entries ?? []).slice(0, 300).map(({ name, kind }) => ({ label: name, kind }));
  },
  version: () => ts.version,
};

/** A diagnostic with all of its chain: what matters most often stands in the second line. */
function problemOf(diagnostic: ts.Diagnostic): Problem {
  const { start = 0, length = 0, code, category, messageText, relatedInformation = [] } = diagnostic;
  const related = relatedInformation.map(
    ({ messageText: more }) => `\n${ts.flattenDiagnosticMessageText(more, "\n")}`,
  );
  return {
    from: start,
    to: start + length,
    severity: category === ts.DiagnosticCategory.Error ? "error" : "warning",
    source: `TypeScript ${code}`,
    text: ts.flattenDiagnosticMessageText(messageText, "\n") + related.join(""),
  };
}

self.onmessage = ({ data }: MessageEvent<{ id: number; method: keyof Language; args: unknown[] }>) => {
  const { id, method, args } = data;
  try {
    const call = language[method] as (...values: unknown[]) => unknown;
    self.postMessage({ id, result: call(...args) });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
};
// The first program takes the longest: made before anybody asks.
language.problems("export {};");
self.postMessage({ ready: true });
