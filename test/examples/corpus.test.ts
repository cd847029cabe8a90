/** The corpus says where it comes from, and each bug is found, named and fixed. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { explore, formatTrace, isScenario, type Scenario } from "fd-reservation/explore";

const DESIGNS = ["raw", "guard", "prepare", "token", "transaction", "slots", "ignore-fault"];

function folders(group: string): string[] {
  return readdirSync(path.join("examples", group), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** The opening comment of a file, on one line. */
function head(file: string): string {
  const text = readFileSync(file, "utf8");
  return text.slice(0, text.indexOf("*/")).replace(/\s+\*\s+/g, " ");
}

async function scenarioIn(file: string): Promise<Scenario> {
  const module = (await import(path.resolve(file))) as { readonly default: unknown };
  if (!isScenario(module.default)) throw new Error(`${file} exports no scenario`);
  return module.default;
}

describe("call sites", () => {
  // Two are made up, to show many files and a kernel thread.
  const real = folders("callsites").filter((name) => !["many-files", "kernel-thread"].includes(name));

  test("at least fourteen are real", () => expect(real.length).toBeGreaterThanOrEqual(14));

  test.each(real)("%s names its function, file and release, and is tried in every design", (name) => {
    expect(head(`examples/callsites/${name}/raw.ts`)).toMatch(
      /(Mirrors|steps of) `\w+`.* \([^)]*\w+\.c.*\b(Linux \d+\.\d+)/,
    );
    for (const design of DESIGNS) {
      expect(existsSync(`examples/callsites/${name}/${design}.ts`), design).toBe(true);
    }
  });
});

describe("bugs", () => {
  const bugs = folders("bugs");

  test.each(bugs)("%s says what went wrong", (name) => {
    expect(head(`examples/bugs/${name}/scenario.ts`)).toMatch(/^\/\*\* \w.*\.\s*$/);
  });

  test.each(bugs)(
    "%s is found as the kernel had it, the trace names the mistake, and fixed it holds",
    async (name) => {
      const broken = await scenarioIn(`examples/bugs/${name}/raw.ts`);
      const { counterexample } = explore(broken);
      if (counterexample === undefined || broken.violates === undefined) {
        return expect.unreachable(`${name} holds, or does not say what is wrong`);
      }
      const { violates } = broken;
      if (typeof violates !== "string") return expect.unreachable(`${name} says what is wrong in words`);
      expect(counterexample.violation?.message).toContain(violates);
      const words = formatTrace(counterexample).replace(/\s+/g, " ");
      expect(words).toContain(violates.replace(/\s+/g, " "));
      const mended = explore(await scenarioIn(`examples/bugs/${name}/fixed.ts`));
      expect(mended).toMatchObject({ verdict: "holds", coverage: "EXHAUSTIVE" });
    },
  );
});

test("misuses say in a sentence what is done wrong", async () => {
  for (const name of folders("misuse")) {
    const { about } = (await import(path.resolve(`examples/misuse/${name}/scenario.ts`))) as {
      readonly about: { readonly title: string };
    };
    expect(about.title, name).toMatch(/^[A-Z].*\.$/);
  }
});
