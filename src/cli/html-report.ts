/** Writes what a check found as one HTML file that needs nothing else: a table, and each run step by step. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Trace } from "../explore/index.js";
import { designName, formatTrace } from "../explore/internal.js";
import { verdictText } from "../explore/results.js";
import { count } from "./count.js";
import { writeTo } from "./targets.js";
import type { Finding } from "./ownership.js";
import { relativeTrace } from "./places.js";
import type { FileExploration } from "./scenarios.js";

/** What the step viewer reads: src/viewer/exhibit.ts. */
interface Exhibit {
  readonly version: 1;
  readonly title: string;
  readonly note: string;
  readonly sources: Record<string, string>;
  readonly runs: readonly { readonly label: string; readonly trace: Trace }[];
}

/**
 * Writes the report.
 *
 * @param heading - What the check came to, in one line.
 * @throws UsageError when the file cannot be written.
 */
export function writeHtmlReport(
  file: string,
  reports: readonly FileExploration[],
  findings: readonly Finding[],
  heading: string,
): void {
  writeTo(file, htmlReport(reports, findings, heading));
}

function htmlReport(
  reports: readonly FileExploration[],
  findings: readonly Finding[],
  heading: string,
): string {
  const viewer = readFileSync(new URL("../viewer/step-viewer.js", import.meta.url), "utf8").replaceAll(
    "</script",
    "<\\/script",
  );
  // The viewer alone runs, and nothing is asked for: whatever the names and sources of a check have in them.
  const policy = `default-src 'none'; script-src 'sha256-${createHash("sha256").update(viewer).digest("base64")}'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'`;
  const rows = reports.map(({ scenario, file, states, coverage, verdict, counterexample }, index) => {
    const name =
      counterexample === undefined ? escape(scenario) : `<a href="#run${index}">${escape(scenario)}</a>`;
    return `<tr><td>${name}</td><td class="${verdict}">${verdictText(verdict)}</td><td>${coverage}</td><td>${states}</td><td>${escape(file)}</td></tr>`;
  });
  const sections = reports.flatMap((report, index) => {
    const { counterexample, scenario } = report;
    if (counterexample === undefined) return [];
    const exhibit = exhibitOf(report, counterexample);
    const [run] = exhibit.runs;
    return `<section><h2 id="run${index}">${escape(scenario)}</h2>
<step-viewer id="viewer${index}"><script type="application/json">${JSON.stringify(exhibit).replaceAll("<", "\\u003c")}</script>
<pre>${escape(run === undefined ? "" : formatTrace(run.trace))}</pre></step-viewer></section>`;
  });
  const frames = findings.map(({ rendered }) => `<pre class="scroll" tabindex="0">${escape(rendered)}</pre>`);
  const ownership =
    findings.length === 0 ? "" : `<section><h2>Ownership</h2>\n${frames.join("\n")}</section>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width">
<title>fd-reservation check: ${heading}</title>
<style>${STYLE}</style></head><body><main>
<h1>fd-reservation check: ${heading}</h1>
<div class="scroll" tabindex="0" role="region" aria-label="Verdicts"><table><thead><tr><th>scenario</th><th>verdict</th><th>coverage</th><th>states</th><th>file</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>
${ownership}
${sections.join("\n")}
</main><script>${viewer}</script></body></html>
`;
}

/** The run with the sources that its steps name; the current folder is left out of places, also in messages. */
function exhibitOf({ file, states, verdict }: FileExploration, counterexample: Trace): Exhibit {
  const trace = relativeTrace(counterexample);
  const sources: Record<string, string> = {};
  for (const { source } of trace.steps) {
    if (source === undefined) continue;
    // A place without a file, such as code that was evaluated: its steps are shown without lines.
    if (existsSync(source.file)) sources[source.file] ??= readFileSync(source.file, "utf8");
  }
  return {
    version: 1,
    title: file,
    note: `${count(states, "state")} seen, ${verdictText(verdict)}`,
    sources,
    runs: [{ label: designName(trace.design), trace }],
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;background:light-dark(#fff,#14171c);color:light-dark(#1b1f24,#e8ecf1);
font:15px/1.5 system-ui,"DejaVu Sans",sans-serif}main{max-width:1400px;margin:0 auto;padding:16px}h1{font-size:22px}h2{font-size:17px;margin-top:28px}
h1,h2,td:first-child{overflow-wrap:anywhere}td:first-child{min-width:9em}table{border-collapse:collapse}td,th{text-align:left;padding:4px 14px 4px 0;border-bottom:1px solid light-dark(#d0d7de,#3a424d)}
a{color:light-dark(#0b5cad,#6cb8f0)}.scroll{overflow-x:auto}.holds,.expected{color:light-dark(#00664a,#2bc79a)}
.violated,.not-reproduced{color:light-dark(#b34700,#ff8a4c);font-weight:700}pre{overflow:auto}`;
