/** Lint rules for this repository: typescript-eslint's type-checked set, with what the project's style needs. */
import eslint from "@eslint/js";
import vue from "eslint-plugin-vue";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "node_modules/",
      "temp/",
      "docs/.vitepress/{cache,dist,generated}/",
      "docs/public/",
      "test/fixtures/",
      "test/ownership/parity/",
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  ...vue.configs["flat/essential"],
  { languageOptions: { parserOptions: { projectService: true, extraFileExtensions: [".vue"] } } },
  {
    // Their own tsconfig.json is for the command, which reads them with the built package.
    files: ["examples/**/*.ts"],
    languageOptions: { parserOptions: { projectService: false, project: "examples/tsconfig.source.json" } },
  },
  {
    files: ["**/*.vue"],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: { "no-undef": "off" }, // vue-tsc knows what is defined
  },
  {
    rules: {
      // A `using` variable may exist for its disposal alone.
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
      // A switch over a union names all its members: a new member is a finding wherever it must be thought of. A
      // `default` does not stand for those that are not named; where it is meant to, a comment at the switch says why.
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { allowDefaultCaseForExhaustiveSwitch: true, considerDefaultExhaustiveForUnions: false },
      ],
      // An import of types alone loads nothing.
      "@typescript-eslint/no-import-type-side-effects": "error",
      // Components are named in templates of this site alone.
      "vue/multi-word-component-names": "off",
      // Messages print lists of numbers.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowArray: true }],
    },
  },
  {
    // What is wrong here is wrong on purpose: after an error that is expected, types are no longer known.
    files: ["examples/**/misuse/**", "examples/callsites/*/prepare.ts", "types-tests/**"],
    rules: {
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  { files: ["**/*.js"], ...tseslint.configs.disableTypeChecked },
);
