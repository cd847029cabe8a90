/** Writes the examples that the playground offers, each as one file. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isScenario } from "fd-reservation/explore";
import { singleFile } from "./single-file.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = path.join(root, "docs/public/play");

/** The folders of `examples/` in the order of the menu, with what the menu calls them. */
const GROUPS: Readonly<Record<string, string>> = {
  tutorial: "Tutorial",
  differences: "Where the designs differ",
  "exit-time-install": "Five answers, one call",
  races: "Races between tasks",
  bugs: "Bugs of the past",
  records: "Bugs of other kinds",
  misuse: "Ways to hold the API wrong",
  callsites: "Call sites",
  structures: "Your own data structures",
  "own-design": "Your own design",
  baseline: "The smallest",
};

/** What the menu calls an example: its first sentence, or, where a folder has several designs, folder and design. */
function titleOf(name: string, text: string): string {
  const parts = name.split("/");
  if (parts.length > 2) return `${parts[1]}, ${parts[2]}`;
  const sentence = /\/\*\*\s*(?:\* )?([\s\S]*?)(?:[.:;](?:\s|$)|\*\/)/.exec(text)?.[1] ?? name;
  return sentence.replace(/\s+\*\s+/g, " ").trim();
}

/** Writes all examples that export a scenario. */
export async function writeExamples(): Promise<void> {
  const order = Object.keys(GROUPS);
  const examples = [];
  for (const file of readdirSync(path.join(root, "examples"), { recursive: true, encoding: "utf8" }).sort()) {
    if (!file.endsWith(".ts")) continue;
    const name = file.replaceAll(path.sep, "/").replace(/\.ts$/, "");
    const exported = (await import(path.join(root, "examples", file))) as Record<string, unknown>;
    // The others only help those that export scenarios.
    if (!Object.values(exported).flat().some(isScenario)) continue;
    const folder = name.split("/")[0] ?? "";
    const group = GROUPS[folder];
    if (group === undefined) {
      throw new Error(`examples/${folder} has no name in the playground's menu: add it to GROUPS`);
    }
    const source = await singleFile(path.join(root, "examples", file));
    examples.push({ name, group, title: titleOf(name, source), source });
  }
  const rank = ({ name }: { name: string }): number => order.indexOf(name.split("/")[0] ?? "");
  examples.sort((a, b) => rank(a) - rank(b));
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "examples.json"), JSON.stringify(examples));
}
