/** Says, by the compiler that checks a project, where its imports lead and what its files are as JavaScript. */
import { readFileSync } from "node:fs";
import type ts from "typescript";
import type { TypeScript } from "./compiler.js";
import { disposalPlaces } from "./disposal-places.js";
import { exportedNames } from "./exports.js";
import { DECLARATIONS, ModuleResolution } from "./module-resolution.js";
import type { Answer, EmitAnswer, Question, ResolveAnswer } from "./protocol.js";

/** Answers the loader hooks of the threads that run scenarios. */
export class Emitter {
  readonly #ts: TypeScript;
  readonly #options: ts.CompilerOptions;
  readonly #scenarioFiles: ReadonlySet<string>;
  readonly #resolution: ModuleResolution;
  readonly #emitted = new Map<string, EmitAnswer>();

  /**
   * @param typescript - The compiler.
   * @param options - The compiler's.
   * @param scenarioFiles - The files that are ES modules whatever package.json says, absolute paths.
   */
  constructor(typescript: TypeScript, options: ts.CompilerOptions, scenarioFiles: readonly string[]) {
    this.#ts = typescript;
    this.#options = options;
    this.#scenarioFiles = new Set(scenarioFiles);
    this.#resolution = new ModuleResolution(typescript, options);
  }

  answer(question: Question): Answer {
    try {
      return { answer: this.#answer(question) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  /** The names that a module exports, in the order of its source. */
  exportsOf(file: string): string[] {
    const { createSourceFile, ScriptTarget } = this.#ts;
    return exportedNames(this.#ts, createSourceFile(file, readFileSync(file, "utf8"), ScriptTarget.ESNext));
  }

  #answer(question: Question): ResolveAnswer | EmitAnswer {
    if (question.kind === "resolve") return this.#resolve(question.specifier, question.from);
    const { file, format } = question;
    if (!this.#emitted.has(file)) this.#emitted.set(file, this.#emit(file, format));
    return this.#emitted.get(file);
  }

  #resolve(specifier: string, from: string): ResolveAnswer {
    const file = this.#resolution.resolve(specifier, from)?.resolvedFileName;
    return file === undefined || DECLARATIONS.test(file) ? undefined : file;
  }

  #emit(file: string, format: string | null | undefined): EmitAnswer {
    const text = readFileSync(file, "utf8");
    if (file.endsWith(".json")) return { format: "module", source: jsonModule(text) };
    const isScenario = this.#scenarioFiles.has(file);
    if (!isScenario && file.endsWith(".cts"))
      return { format: "commonjs", source: this.#transpile(file, text, "CommonJS") };
    const isModule =
      isScenario || /\.m?tsx?$/.test(file) || format === "module" || this.#hasImports(file, text);
    return isModule ? { format: "module", source: this.#transpile(file, text, "ESNext") } : undefined;
  }

  #hasImports(file: string, text: string): boolean {
    const { createSourceFile, isExternalModule, ScriptTarget } = this.#ts;
    return isExternalModule(createSourceFile(file, text, ScriptTarget.ESNext));
  }

  #transpile(fileName: string, text: string, module: "CommonJS" | "ESNext"): string {
    const { JsxEmit, JSDocParsingMode, ModuleKind, ScriptTarget, transpileModule } = this.#ts;
    const { target = ScriptTarget.ES2022, jsx, ...options } = this.#options;
    const compilerOptions: ts.CompilerOptions = {
      ...options,
      allowJs: true,
      module: ModuleKind[module],
      esModuleInterop: true,
      // The newest that has no `using`, which Node 20 does not know.
      target: ScriptTarget.ES2022,
      useDefineForClassFields: options.useDefineForClassFields ?? target >= ScriptTarget.ES2022,
      jsx:
        jsx === undefined || jsx === JsxEmit.Preserve || jsx === JsxEmit.ReactNative ? JsxEmit.ReactJSX : jsx,
      inlineSourceMap: true,
      sourceMap: false,
      inlineSources: false,
      importHelpers: false,
      noEmitHelpers: false,
      rewriteRelativeImportExtensions: false,
    };
    // Where maps are said to lie is about another output.
    delete compilerOptions.sourceRoot;
    delete compilerOptions.mapRoot;
    const transformers = { after: [disposalPlaces(this.#ts)] };
    const jsDocParsingMode = JSDocParsingMode.ParseNone;
    return transpileModule(text, { fileName, compilerOptions, transformers, jsDocParsingMode }).outputText;
  }
}

/** JSON that is imported as if it were code: its value, and each of its names. */
function jsonModule(text: string): string {
  const names = Object.keys(Object(JSON.parse(text)) as object).filter((name) => name !== "default");
  const exported = names.map((name, index) => {
    const quoted = JSON.stringify(name);
    return `const name${index} = value[${quoted}];\nexport { name${index} as ${quoted} };`;
  });
  return [`const value = JSON.parse(${JSON.stringify(text)});`, "export default value;", ...exported].join(
    "\n",
  );
}
