// Lint rules for this repository: typescript-eslint's type-checked set, with what the project's style needs.
import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "node_modules/",
      "temp/",
      "docs/.vitepress/",
      "docs/public/",
      "test/fixtures/",
      "test/ownership/parity/",
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      // A `using` variable may exist for its disposal alone.
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
    },
  },
);
