/** The designs of an example as its page needs them: what each is called, its source, and its scenario. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isScenario, type Scenario } from "fd-reservation/explore";
import { oneLine, openingOf } from "../opening.js";
import { loadExports } from "../scenarios.js";

/** The repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The designs in the order of the pages: the heading, what a panel of the viewer calls it, and where designs.md has it. */
export const DESIGNS = {
  raw: {
    heading: "Numbers and pointers",
    panel: "Numbers and pointers: mainline",
    section: "raw-numbers-and-pointers",
  },
  fixed: {
    heading: "Numbers and pointers, fixed",
    panel: "Fixed: mainline",
    section: "raw-numbers-and-pointers",
  },
  guard: {
    heading: "Scope-based clean-up",
    panel: "Scope-based clean-up: mainline",
    section: "guard-scope-based-clean-up",
  },
  prepare: { heading: "FD_PREPARE", panel: "FD_PREPARE: mainline", section: "prepare-fd-prepare" },
  token: {
    heading: "Reservation token",
    panel: "Reservation token: mainline",
    section: "token-the-reservation-as-a-value",
  },
  transaction: {
    heading: "Transaction",
    panel: "Transaction: one commit on return",
    section: "transaction-one-commit-on-return",
  },
  slots: {
    heading: "Slots",
    panel: "Slots: one commit on return",
    section: "slots-prepare-stage-and-the-return-commits",
  },
  "ignore-fault": {
    heading: "Install, and ignore the fault",
    panel: "Install, and ignore the fault: mainline",
    section: "ignore-fault-install-then-tell",
  },
} as const;

/** The name of a design's files. */
export type Design = keyof typeof DESIGNS;

/** One design of an example. */
export interface Variant {
  readonly design: Design;
  /** The example's name in the playground: `bugs/dma-heap/raw`. */
  readonly example: string;
  /** Its opening comment, as prose. */
  readonly comment: string;
  /** The text below it. */
  readonly code: string;
  /** Undefined where the design cannot express the call; the comment says why. */
  readonly scenario: Scenario | undefined;
}

/** An example with its designs. */
export interface Example {
  readonly name: string;
  readonly variants: readonly Variant[];
}

/** The examples of a group: `bugs`. */
export async function examplesOf(group: string): Promise<Example[]> {
  const entries = readdirSync(path.join(root, "examples", group), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(names.sort().map(async (name) => ({ name, variants: await variantsOf(group, name) })));
}

async function variantsOf(group: string, name: string): Promise<Variant[]> {
  const folder = path.join(root, "examples", group, name);
  const variants: Variant[] = [];
  for (const design of Object.keys(DESIGNS) as Design[]) {
    if (!readdirSync(folder).includes(`${design}.ts`)) continue;
    const file = path.join(folder, `${design}.ts`);
    const example = `${group}/${name}/${design}`;
    const scenario = Object.values(await loadExports(example)).find(isScenario);
    variants.push({ design, example, ...openingOf(readFileSync(file, "utf8")), scenario });
  }
  return variants;
}

/** What an example is: the opening comment of its scenario. */
export function titleOf(group: string, name: string): string {
  const { comment } = openingOf(
    readFileSync(path.join(root, "examples", group, name, "scenario.ts"), "utf8"),
  );
  if (comment === "") throw new Error(`examples/${group}/${name}/scenario.ts opens with no comment`);
  return oneLine(comment);
}

/** Whether a design's comment says only what the scenario's has said. */
export function refersToScenario({ comment }: Variant): boolean {
  return comment.endsWith("see scenario.ts.");
}
