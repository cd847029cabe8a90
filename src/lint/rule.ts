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
import { knowsDisposal, misspelling, NO_DISPOSAL, presets } from "../ownership/internal.js";
import { compilerOf } from "./compiler.js";
import { messageOf } from "./message.js";
import { Places, type NodeMap } from "./places.js";

interface ParserServices {
  readonly program?: ts.Program | null;
  readonly esTreeNodeToTSNodeMap?: NodeMap;
}

/** What was found in a file, and where its places are. */
interface Analyzed {
  readonly diagnostics: readonly Diagnostic[];
  readonly places: Places;
}

const found = new WeakMap<SourceCode, Map<string, Analyzed>>();

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
            preset: { enum: presets, description: "How much is reported." },
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
          const { diagnostics, places } = analyzeOnce(context, options);
          for (const diagnostic of diagnostics)
            if (diagnostic.rule === name) report(context, diagnostic, places);
        },
      };
    },
  };
}

function analyzeOnce({ sourceCode, filename }: Rule.RuleContext, options: AnalysisOptions): Analyzed {
  let known = found.get(sourceCode);
  if (known === undefined) {
    found.set(sourceCode, (known = new Map<string, Analyzed>()));
    tellMisspelt(sourceCode, filename);
  }
  const key = JSON.stringify(options);
  let analyzed = known.get(key);
  if (analyzed === undefined) {
    const { program, esTreeNodeToTSNodeMap } = sourceCode.parserServices as ParserServices;
    if (program === undefined || program === null || esTreeNodeToTSNodeMap === undefined) {
      throw new Error(
        "The ownership rules need type information: set languageOptions.parser to typescript-eslint's parser and " +
          "parserOptions.projectService to true.",
      );
    }
    const sourceFile = esTreeNodeToTSNodeMap.get(sourceCode.ast) as ts.SourceFile;
    const compiler = compilerOf(sourceFile);
    const checker = program.getTypeChecker();
    if (!knowsDisposal(compiler, sourceFile, checker)) warnOnce();
    analyzed = {
      diagnostics: analyze(compiler, sourceFile, checker, options),
      places: new Places(sourceCode, sourceFile, esTreeNodeToTSNodeMap),
    };
    known.set(key, analyzed);
  }
  return analyzed;
}

let hasWarned = false;

/** Says it beside the results: it is about a project, and no file of it. */
function warnOnce(): void {
  if (hasWarned) return;
  hasWarned = true;
  process.emitWarning(`${NO_DISPOSAL.message} ${NO_DISPOSAL.next}`, { type: "ownership" });
}

/** Names each rule of ours that a comment would switch off and that does not exist: ESLint passes over it. */
function tellMisspelt(sourceCode: SourceCode, filename: string): void {
  for (const { value, loc } of sourceCode.getAllComments()) {
    // What stands after two dashes is a reason.
    const [directive = ""] = value.split(/\s-{2,}\s/, 1);
    const [, list = ""] =
      /^\s*eslint-(?:enable|disable(?:-next-line|-line)?)\s+([^]*)$/.exec(directive) ?? [];
    for (const rule of list.split(",").map((one) => one.trim())) {
      const told = misspelling(rule, `${filename}:${loc?.start.line ?? 1}`);
      if (told !== undefined) process.emitWarning(told, { type: "ownership" });
    }
  }
}

function report(context: Rule.RuleContext, diagnostic: Diagnostic, places: Places): void {
  const { primary, fix } = diagnostic;
  // What a script in another file is compiled to is not known, and so not what a change of it does.
  const isSafe = fix !== undefined && !places.isEmbedded;
  context.report({
    loc: { start: places.at(primary.start), end: places.at(primary.end) },
    messageId: "broken",
    data: { message: messageOf(diagnostic, (offset) => places.at(offset).line) },
    suggest: !isSafe
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
