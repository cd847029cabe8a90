/** Writes the examples that the playground offers, each as one file. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isScenario } from "fd-reservation/explore";
import { bugHeadline, FACTS } from "../../examples/bugs/facts.js";
import { oneLine, openingOf } from "./opening.js";
import { loadExports } from "./scenarios.js";
import { singleFile } from "./single-file.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = path.join(root, "docs/public/play");

/** An example of the playground: a call in one design or in several. */
export interface PlayExample {
  /** Its file or folder below `examples/`, without its ending. */
  readonly name: string;
  readonly group: string;
  readonly title: string;
  /** What it is about, in one line. */
  readonly prose: string;
  readonly variants: readonly PlayVariant[];
}

/** One program. */
export interface PlayVariant {
  /** Its name in links: `bugs/vmwgfx-fence/raw`. */
  readonly name: string;
  readonly design: string;
  readonly source: string;
}

/** The folders of `examples/` in the order of the panel, with what the panel calls them. */
const GROUPS: Readonly<Record<string, string>> = {
  tutorial: "Tutorial",
  bugs: "Bugs of the past",
  "exit-time-install": "Five answers, one call",
  races: "Races between tasks",
  differences: "Where the designs differ",
  records: "Bugs of other kinds",
  misuse: "Ways to hold the API wrong",
  callsites: "Call sites",
  structures: "Your own data structures",
  "own-design": "Your own design",
  baseline: "The smallest",
};

/** The folders whose examples are folders with a file for each design. */
const IN_DESIGNS: ReadonlySet<string> = new Set(["bugs", "misuse", "callsites"]);

/** Designs in the order of the panel, with what it calls them. */
const DESIGNS: Readonly<Record<string, string>> = {
  raw: "raw",
  fixed: "fixed",
  guard: "guard",
  prepare: "FD_PREPARE",
  token: "token",
  transaction: "transaction",
  slots: "slots",
  "ignore-fault": "ignore fault",
};

/** Writes all examples that export a scenario. */
export async function writeExamples(): Promise<void> {
  const examples: PlayExample[] = [];
  for (const [folder, programs] of await programsByFolder()) {
    const [kind = "", name = ""] = folder.split("/");
    const group = GROUPS[kind];
    if (group === undefined) {
      throw new Error(`examples/${kind} has no name in the playground's panel: add it to GROUPS`);
    }
    if (IN_DESIGNS.has(kind)) {
      const variants = programs.toSorted((one, other) => rank(one.design) - rank(other.design));
      examples.push({ name: folder, group, ...aboutFolder(kind, name), variants });
    } else {
      for (const variant of programs) {
        examples.push({ name: variant.name, group, ...aboutFile(variant), variants: [variant] });
      }
    }
  }
  const order = Object.values(GROUPS);
  const byGroup = (one: PlayExample, other: PlayExample): number =>
    order.indexOf(one.group) - order.indexOf(other.group);
  examples.sort((one, other) => byGroup(one, other) || newestFirst(one, other));
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, "examples.json"), JSON.stringify(examples));
}

/** One call in every design: files that declare the same names, which one program cannot. */
const OF_SEVERAL_DESIGNS: ReadonlySet<string> = new Set(["exit-time-install/told-by-core"]);

/** The programs with a scenario; the other files only help them. */
async function programsByFolder(): Promise<ReadonlyMap<string, PlayVariant[]>> {
  const folders = new Map<string, PlayVariant[]>();
  for (const file of readdirSync(path.join(root, "examples"), { recursive: true, encoding: "utf8" }).sort()) {
    if (!file.endsWith(".ts")) continue;
    const name = file.replaceAll(path.sep, "/").replace(/\.ts$/, "");
    if (
      !Object.values(await loadExports(name))
        .flat()
        .some(isScenario)
    )
      continue;
    if (OF_SEVERAL_DESIGNS.has(name)) continue;
    const source = await singleFile(path.join(root, "examples", file));
    const [folder, own] = [path.posix.dirname(name), path.posix.basename(name)];
    const programs = folders.get(folder) ?? [];
    folders.set(folder, [...programs, { name, design: DESIGNS[own] ?? own, source }]);
  }
  return folders;
}

/** Bugs with a number before those without; all others stay in the order of their folders. */
function newestFirst({ name, title }: PlayExample, other: PlayExample): number {
  if (!name.startsWith("bugs/")) return 0;
  const isNumbered = (text: string): number => Number(text.startsWith("CVE-"));
  const byNumber = isNumbered(other.title) - isNumbered(title);
  return byNumber || other.title.localeCompare(title, "en", { numeric: true });
}

function rank(design: string): number {
  return Object.values(DESIGNS).indexOf(design);
}

/** A bug by its number and title; a mistake and a call site by their names. */
function aboutFolder(kind: string, name: string): Pick<PlayExample, "title" | "prose"> {
  const file = kind === "callsites" ? "raw" : "scenario";
  const source = readFileSync(path.join(root, "examples", kind, name, `${file}.ts`), "utf8");
  const [first = ""] = sentences(openingOf(source).comment.replace(`${name}: `, ""));
  const facts = kind === "bugs" ? FACTS[name] : undefined;
  if (facts !== undefined) return { title: bugHeadline(facts), prose: `${first} Example: ${name}.` };
  return { title: name.replaceAll("-", " "), prose: capital(first) };
}

/** A single file by the begin of its comment; the rest of that sentence, or the next one, is its prose. */
function aboutFile({ name, source }: PlayVariant): Pick<PlayExample, "title" | "prose"> {
  const [first = "", second = ""] = sentences(openingOf(source).comment);
  const [, title = "", rest = ""] = /^(.*?)(?:[:;] (.*)|\.)$/.exec(first) ?? [];
  return { title: title || path.posix.basename(name), prose: capital(rest || second || `${name}.ts`) };
}

function sentences(words: string): readonly string[] {
  return oneLine(words).split(/(?<=[.?!])\s+(?=[A-Z`])/);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
