/** One ownership rule as an ESLint rule; the analysis of a file runs once for all of them. */
import type { Rule, SourceCode } from "eslint";
import type ts from "typescript";
import {
  analyze,
  conventions,
  rules,
  type AnalysisOptions,
  type Diagnostic,
  type RuleName,
} from "../ownership/index.js";
import { compilerOf } from "./compiler.js";

interface ParserServices {
  readonly program?: ts.Program | null;
  readonly esTreeNodeToTSNodeMap?: { get(node: unknown): ts.SourceFile };
}

const found = new WeakMap<SourceCode, Map<string, readonly Diagnostic[]>>();

/** The ESLint rule of a name. */
export function ruleModule(name: RuleName): Rule.RuleModule {
  const { summary } = rules[name];
  return {
    meta: {
      type: "problem",
      hasSuggestions: true,
      docs: {
        description: summary,
        recommended: true,
        // The page in the package: editors open it without a network.
        url: new URL(`../../docs/ownership/rules/${name}.md`, import.meta.url).href,
      },
      messages: { broken: "{{message}}", fix: "{{title}}" },
      schema: [
        {
          type: "object",
          properties: {
            ignoredTypes: {
              type: "array",
              items: { type: "string" },
              description: "Names of types whose values need no disposal.",
            },
            preset: { enum: ["recommended", "strict"], description: "How much is reported." },
            conventions: {
              type: "object",
              properties: Object.fromEntries(
                Object.entries(conventions).map(([convention, { pattern, effect }]) => [
                  convention,
                  {
                    oneOf: [
                      { enum: [false] },
                      ...(typeof pattern === "string" ? [] : [{ type: "array", items: { type: "string" } }]),
                    ],
                    description: effect,
                  },
                ]),
              ),
              additionalProperties: false,
              description: "Conventions of code without annotations to switch off, or to extend by names.",
            },
          },
          additionalProperties: false,
        },
      ],
    },
    create(context) {
      const [options = {}] = context.options as [AnalysisOptions?];
      return {
        "Program:exit"() {
          for (const diagnostic of analyzeOnce(context.sourceCode, options)) {
            if (diagnostic.rule === name) report(context, diagnostic);
          }
        },
      };
    },
  };
}

function analyzeOnce(sourceCode: SourceCode, options: AnalysisOptions): readonly Diagnostic[] {
  let known = found.get(sourceCode);
  if (known === undefined) found.set(sourceCode, (known = new Map<string, readonly Diagnostic[]>()));
  const key = JSON.stringify(options);
  let diagnostics = known.get(key);
  if (diagnostics === undefined) {
    const { program, esTreeNodeToTSNodeMap } = sourceCode.parserServices as ParserServices;
    if (program === undefined || program === null || esTreeNodeToTSNodeMap === undefined) {
      throw new Error(
        "The ownership rules need type information: set languageOptions.parser to typescript-eslint's parser and " +
          "parserOptions.projectService to true.",
      );
    }
    const sourceFile = esTreeNodeToTSNodeMap.get(sourceCode.ast);
    diagnostics = analyze(compilerOf(sourceFile), sourceFile, program.getTypeChecker(), options);
    known.set(key, diagnostics);
  }
  return diagnostics;
}

function report(context: Rule.RuleContext, diagnostic: Diagnostic): void {
  const { sourceCode } = context;
  const { message, primary, secondary, help, fix } = diagnostic;
  const place = (offset: number): { line: number; column: number } => sourceCode.getLocFromIndex(offset);
  const led = secondary.map(({ start, text }) => `; line ${place(start).line}: ${text}`).join("");
  const advice = help === undefined ? "" : `. Help: ${help}`;
  context.report({
    loc: { start: place(primary.start), end: place(primary.end) },
    messageId: "broken",
    data: { message: `${message}: ${primary.text}${led}${advice}.` },
    suggest:
      fix === undefined
        ? []
        : [
            {
              messageId: "fix",
              data: { title: fix.title },
              fix: (fixer) => fixer.replaceTextRange([fix.start, fix.end], fix.text),
            },
          ],
  });
}
