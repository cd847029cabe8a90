/** Findings in C as SARIF. */
import { kinds, type FunctionReport } from "../c/index.js";
import { sarifLog, uriOf } from "./sarif.js";

/** The findings of all functions; files are named from the root of the tree. */
export function cSarifOf(reports: readonly FunctionReport[], version: string): object {
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  return sarifLog(
    version,
    names.map((name) => ({
      id: idOf(name),
      shortDescription: { text: kinds[name] },
      defaultConfiguration: { level: "error" },
    })),
    reports.flatMap(({ findings, name: functionName }) =>
      findings.map(({ kind, message, doubt, file, line, events }) => ({
        ruleId: idOf(kind),
        ruleIndex: names.indexOf(kind),
        level: doubt === undefined ? "error" : "note",
        message: {
          text: `${functionName}(): ${message}${doubt === undefined ? "" : ` (unsure: ${doubt})`}.`,
        },
        locations: [placeOf(file, line)],
        relatedLocations: events.map((event, id) => ({
          id,
          message: { text: event.text },
          ...placeOf(event.file, event.line),
        })),
      })),
    ),
  );
}

function idOf(kind: string): string {
  return `c/${kind.replaceAll(/[ ']+/g, "-").toLowerCase()}`;
}

function placeOf(file: string, startLine: number): object {
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine } } };
}
