/**
 * The ownership rules as an ESLint plugin, on the types of typescript-eslint's parser.
 *
 * @packageDocumentation
 */
import type { ESLint, Linter } from "eslint";
import { rules, type RuleName } from "../ownership/index.js";
import { ruleModule } from "./rule.js";

const names = Object.keys(rules) as RuleName[];

/**
 * The plugin: one ESLint rule for each ownership rule, and `configs.recommended`, which turns all of them on.
 *
 * @example
 * ```js
 * // eslint.config.js
 * import tseslint from "typescript-eslint";
 * import ownership from "fd-reservation/eslint";
 *
 * export default tseslint.config(ownership.configs.recommended, {
 *   files: ["src/**"],
 *   languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
 * });
 * ```
 *
 * @public
 */
const plugin: ESLint.Plugin & { readonly configs: { readonly recommended: Linter.Config } } = {
  meta: { name: "fd-reservation", namespace: "ownership" },
  rules: Object.fromEntries(names.map((name) => [name, ruleModule(name)])),
  configs: {
    recommended: {
      name: "fd-reservation/recommended",
      files: ["**/*.{ts,tsx,mts,cts}"],
      plugins: {
        get ownership(): ESLint.Plugin {
          return plugin;
        },
      },
      rules: Object.fromEntries(names.map((name) => [`ownership/${name}`, "error"] as const)),
    },
  },
};

export default plugin;
