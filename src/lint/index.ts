/**
 * The ownership rules as an ESLint plugin, on the types of typescript-eslint's parser.
 *
 * @packageDocumentation
 */
import type { ESLint, Linter } from "eslint";
import { rules, type Preset, type RuleName } from "../ownership/index.js";
import { ruleModule } from "./rule.js";

const names = Object.keys(rules) as RuleName[];

/** All rules, with a preset of how much they report. */
function configOf(preset: Preset): Linter.Config {
  return {
    name: `fd-reservation/${preset}`,
    files: ["**/*.{ts,tsx,mts,cts}"],
    plugins: {
      get ownership(): ESLint.Plugin {
        return plugin;
      },
    },
    rules: Object.fromEntries(
      names.map(
        (name) => [`ownership/${name}`, preset === "strict" ? ["error", { preset }] : "error"] as const,
      ),
    ),
  };
}

/**
 * The plugin: one ESLint rule for each ownership rule, and `configs.recommended`, which turns all of them on and reports
 * what is near certain. `configs.strict` also reports what right code may look like, such as a value that is not disposed
 * when something throws.
 *
 * @example
 * ```js
 * // eslint.config.mjs
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
const plugin: ESLint.Plugin & { readonly configs: Readonly<Record<Preset, Linter.Config>> } = {
  meta: { name: "fd-reservation", namespace: "ownership" },
  rules: Object.fromEntries(names.map((name) => [name, ruleModule(name)])),
  configs: {
    recommended: configOf("recommended"),
    strict: configOf("strict"),
  },
};

export default plugin;
