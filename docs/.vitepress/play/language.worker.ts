/** TypeScript in a worker: what is wrong with a program, what its names are, and the program as it runs. */
import { createSystem, createVirtualTypeScriptEnvironment } from "@typescript/vfs";
import ts from "typescript";
import declarations from "virtual:declarations";
import { cut, isTooLarge, MOST_PROBLEMS, TOO_LARGE } from "./limits.js";
import type {
  Checked,
  Compiled,
  Completion,
  Definition,
  Edit,
  Hover,
  Language,
  Place,
  Problem,
} from "./messages.js";
import { ownershipProblems } from "./ownership.js";
import { PROGRAM } from "./program-place.js";

const FILE = `/${PROGRAM}`;

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

/** How a program is formatted, as the examples are. */
const layout: ts.FormatCodeSettings = {
  ...ts.getDefaultFormatCodeSettings("\n"),
  indentSize: 2,
  tabSize: 2,
  semicolons: ts.SemicolonPreference.Insert,
};

const files = new Map(Object.entries(declarations));
files.set(
  "/console.d.ts",
  `declare const console: { ${["log", "info", "warn", "error", "debug"].map((name) => `${name}(...values: unknown[]): void`).join("; ")} };`,
);
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
  if (isTooLarge(text)) throw new Error(`the program is ${TOO_LARGE}`);
  current = text;
  // An empty file would be taken for one that does not exist.
  environment.updateFile(FILE, text === "" ? " " : text);
}

const language: Language = {
  check(text): Checked {
    update(text);
    const found = [...service.getSyntacticDiagnostics(FILE), ...service.getSemanticDiagnostics(FILE)];
    const program = service.getProgram();
    const file = program?.getSourceFile(FILE);
    const broken =
      program === undefined || file === undefined ? [] : ownershipProblems(file, program.getTypeChecker());
    const isError = ({ category }: ts.Diagnostic): boolean => category === ts.DiagnosticCategory.Error;
    return {
      problems: [...found.slice(0, MOST_PROBLEMS).map(problemOf), ...broken].slice(0, MOST_PROBLEMS),
      total: found.length + broken.length,
      errors: found.filter(isError).length + broken.length,
    };
  },
  compile(text): Compiled {
    if (isTooLarge(text)) throw new Error(`the program is ${TOO_LARGE}`);
    const {
      outputText,
      sourceMapText = "",
      diagnostics = [],
    } = ts.transpileModule(text, {
      fileName: PROGRAM,
      reportDiagnostics: true,
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        sourceMap: true,
      },
    });
    const [first] = diagnostics.filter(({ file }) => file !== undefined);
    if (first?.file !== undefined) {
      return { syntaxError: messageOf(first), place: placeAt(first.file, first.start ?? 0) };
    }
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
      signature: cut(ts.displayPartsToString(info.displayParts)),
      documentation: cut(ts.displayPartsToString(info.documentation)),
    };
  },
  completions(text, at): readonly Completion[] {
    update(text);
    const found = service.getCompletionsAtPosition(FILE, at, { includeCompletionsForModuleExports: false });
    return (found?.entries ?? []).slice(0, 300).map(({ name, kind }) => ({ label: name, kind }));
  },
  definition(text, at): Definition | undefined {
    update(text);
    const [found] = service.getDefinitionAtPosition(FILE, at) ?? [];
    if (found === undefined) return undefined;
    const { fileName, textSpan, contextSpan = textSpan } = found;
    if (fileName === FILE) return { from: textSpan.start, to: textSpan.start + textSpan.length };
    const declared = files.get(fileName) ?? "";
    const { start, length } = contextSpan;
    return { file: fileName.slice(1), text: cut(withComment(declared, start, start + length)) };
  },
  format(text): readonly Edit[] {
    update(text);
    return service
      .getFormattingEditsForDocument(FILE, layout)
      .map(({ span: { start, length }, newText }) => ({ from: start, to: start + length, text: newText }));
  },
  version: () => ts.version,
};

/** A diagnostic with all of its chain: what matters most often stands in the second line. */
function problemOf(diagnostic: ts.Diagnostic): Problem {
  const { start = 0, length = 0, code, category } = diagnostic;
  return {
    from: start,
    to: start + length,
    severity: category === ts.DiagnosticCategory.Error ? "error" : "warning",
    source: `TypeScript ${code}`,
    text: messageOf(diagnostic),
  };
}

function messageOf({ messageText, relatedInformation = [] }: ts.Diagnostic): string {
  const related = relatedInformation.map(
    ({ messageText: more }) => `\n${ts.flattenDiagnosticMessageText(more, "\n")}`,
  );
  return cut(ts.flattenDiagnosticMessageText(messageText, "\n") + related.join(""));
}

function placeAt(file: ts.SourceFile, at: number): Place {
  const { line, character } = file.getLineAndCharacterOfPosition(at);
  return { line: line + 1, column: character + 1 };
}

/** A declaration with the comment before it. */
function withComment(text: string, from: number, to: number): string {
  const comment = /\/\*\*(?:(?!\*\/)[^])*\*\/\s*(?:(?:export|declare)\s+)*$/.exec(text.slice(0, from));
  return text.slice(comment?.index ?? from, to);
}

self.onmessage = ({ data }: MessageEvent<{ id: number; method: keyof Language; args: unknown[] }>) => {
  const { id, method, args } = data;
  try {
    const call = language[method] as (...values: unknown[]) => unknown;
    self.postMessage({ id, result: call(...args) });
  } catch (error) {
    self.postMessage({ id, error: cut(error instanceof Error ? error.message : String(error)) });
  }
};
// The first program takes the longest: made before anybody asks.
language.check("export {};");
self.postMessage({ ready: true });
