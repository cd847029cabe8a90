/** The page of what the ownership rules report on real code, made of the record. */
import { fileURLToPath } from "node:url";
import { markdownTable } from "../../src/cli/internal.js";

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

/**
 * What somebody thought who read the code around a finding: `true`, something is not ended, or is used after its end;
 * `false`, the code is right; `debatable`, it depends on what the type's end does.
 */
export type Verdict = "true" | "false" | "debatable";

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

\`${command}\` runs the rules with their defaults on open-source code that uses disposables and does not know the words,
and on this repository. The packages are pinned in \`bench/lint/code/package.json\`; they ship their sources.

${markdownTable([
  ["code base", "sources", "files", "lines", "findings", "per 1,000 lines"],
  ...codeBases.map((one) => Object.values(one) as (string | number)[]),
]).join("\n")}

In other people's code that is ${sum("findings")} findings in ${sum("lines")} lines. This repository's own are in examples
and tests that make mistakes on purpose; its sources have none, which a test keeps so.

## How much of it is right

A sample of ${sample.length} was judged by hand: what was found in other people's code first, and as many of this
repository's as were missing.

- **true**: something is not ended, or is used after its end: ${judged.true};
- **debatable**: it depends on what the type's end does, and here it does little: ${judged.debatable};
- **false**: the code is right: ${judged.false}, so ${few}.

${markdownTable([
  ["where", "rule", "judged", "why"],
  ...sample.map(({ where, rule, judged, why }) => [`\`${where}\``, rule, judged, why]),
]).join("\n")}
`;
}
