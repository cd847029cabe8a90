/** The page of what the ownership rules report on real code, made of the record. */
import { fileURLToPath } from "node:url";
import { markdownTable } from "../../src/cli/internal.js";
import type { Verdict } from "./precision/judgement.js";

const at = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));
/** What `npm run record -- noise` recorded. */
export const noiseFile = at("docs/data/noise.json");
/** What was judged by hand. */
export const judgedFile = at("bench/lint/judged.json");
/** The generated page. */
export const noisePage = at("docs/ownership/noise.md");

/** What was found in one code base. */
export interface Measured {
  readonly "code base": string;
  readonly sources: string;
  readonly files: number;
  readonly lines: number;
  readonly findings: number;
  readonly "per 1,000 lines": number;
}

/** A finding that was judged. */
export interface Judgement {
  readonly file: string;
  readonly rule: string;
  /** The line of source, so that a judgement stays with it when lines move. */
  readonly text: string;
  readonly verdict: Verdict;
  readonly why: string;
}

/** The record. */
export interface Noise {
  readonly version: 1;
  readonly command: string;
  readonly codeBases: readonly Measured[];
  readonly judged: Readonly<Record<Verdict, number>>;
  readonly sample: readonly {
    readonly where: string;
    readonly rule: string;
    readonly judged: Verdict;
    readonly why: string;
  }[];
}

/** The page. */
export function pageOf({ command, codeBases, judged, sample }: Noise): string {
  const foreign = codeBases.slice(0, -1);
  const sum = (key: "lines" | "findings"): string =>
    foreign.reduce((total, one) => total + one[key], 0).toLocaleString("en");
  const few = judged.false * 10 <= sample.length ? "at most 1 in 10 is false" : "more than 1 in 10 is false";
  return `# What is reported on real code

<!-- Made by \`${command}\`. -->

\`${command}\` runs the ownership lint with its defaults on open-source code that uses disposables without
annotations, and on this repository. The packages are pinned in \`bench/lint/code/package.json\`; they ship their sources.

${markdownTable([
  ["code base", "sources", "files", "lines", "findings", "per 1,000 lines"],
  ...codeBases.map((one) => Object.values(one) as (string | number)[]),
]).join("\n")}

In other projects' code that is ${sum("findings")} findings in ${sum("lines")} lines. This repository's findings are in
examples and tests that make mistakes on purpose. Its sources have none, and a test checks that.

## How much of it is right

A sample of ${sample.length} findings was judged by hand: all those in other projects' code, and the rest from this
repository.

- **true**: a value is not disposed, or is used after its disposal: ${judged.true};
- **debatable**: it depends on what disposal does for the type, and here it does little: ${judged.debatable};
- **false**: the code is right: ${judged.false}, so ${few}.

${markdownTable([
  ["where", "rule", "judged", "why"],
  ...sample.map(({ where, rule, judged, why }) => [`\`${where}\``, rule, judged, why]),
]).join("\n")}
`;
}
