/** Each rule's page shows code that the rule refuses and code that it accepts, and says what the rule says of itself. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ESLint, type Linter, type Rule } from "eslint";
import ownership from "fd-reservation/eslint";
import { rules, type RuleName } from "fd-reservation/ownership";
import tseslint from "typescript-eslint";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = `${root}test/fixtures/ownership`;

// One file that is linted with another text each time: ESLint's cached programs make that quick.
const [recommended, strict] = (["recommended", "strict"] as const).map(
  (preset) =>
    new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: [
        ownership.configs[preset],
        { languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } } },
      ],
    }),
) as [ESLint, ESLint];

/** The rules whose pages say that `strict` alone reports them. */
const strictOnly: readonly RuleName[] = ["field-not-disposed", "super-not-disposed"];

async function reports(code: string, eslint = recommended): Promise<Linter.LintMessage[]> {
  const [result] = await eslint.lintText(code, { filePath: `${folder}/misses.ts` });
  return result?.messages ?? [];
}

function sections(page: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const part of page.split(/^## /m).slice(1)) {
    const blocks = [...part.matchAll(/^```ts twoslash\n(.*?)^```$/gms)].map(([, code = ""]) =>
      code.replace("// ---cut---\n", ""),
    );
    found.set(part.slice(0, part.indexOf("\n")), blocks);
  }
  return found;
}

describe.each(Object.keys(rules) as RuleName[])("%s", (name) => {
  const path = `docs/ownership/rules/${name}.md`;
  const page = existsSync(root + path) ? readFileSync(root + path, "utf8") : "";
  const parts = sections(page);

  test("has a page that opens with its name and its summary, and the rule names the page", () => {
    expect(page.startsWith(`# ${name}\n\n${rules[name].summary}\n`)).toBe(true);
    expect([...parts.keys()]).toEqual(["Bad", "Good", "Why", "Options"]);
    const url = pathToFileURL(root + path).href;
    const rule = ownership.rules?.[name] as Rule.RuleModule;
    expect(rule.meta?.docs).toEqual({ description: rules[name].summary, recommended: true, url });
    for (const code of rules[name].mirrors)
      expect(page).toMatch(new RegExp(code === "future_not_send" ? "future" : code));
  });

  test("its bad code is reported, by this rule alone", async () => {
    const bad = parts.get("Bad") ?? [];
    expect(bad.length).toBeGreaterThan(0);
    for (const code of bad) {
      if (strictOnly.includes(name)) expect(await reports(code)).toEqual([]);
      const found = await reports(code, strictOnly.includes(name) ? strict : recommended);
      expect(new Set(found.map(({ ruleId }) => ruleId))).toEqual(new Set([`ownership/${name}`]));
    }
  });

  test("its good code is not", async () => {
    const good = parts.get("Good") ?? [];
    expect(good.length).toBeGreaterThan(0);
    for (const code of good) expect(await reports(code)).toEqual([]);
  });
});

test("every option of the rules is explained", () => {
  const index = readFileSync(`${root}docs/ownership/index.md`, "utf8");
  const options = index.slice(index.indexOf("\n## Options\n"));
  const [schema] = (ownership.rules?.["not-disposed"] as Rule.RuleModule).meta?.schema as [
    { properties: Record<string, unknown> },
  ];
  expect(Object.keys(schema.properties)).toEqual(["ignoredTypes", "preset", "conventions"]);
  for (const name of Object.keys(schema.properties)) expect(options).toContain(`\`${name}\``);
});
