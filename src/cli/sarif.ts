/** Findings as SARIF 2.1.0, the format in which code hosts take the results of analyses. */
import path from "node:path";
import { rules } from "../ownership/index.js";
import type { Finding } from "./ownership.js";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** A log with one run. Files are named relative to the current folder, which is the root of the sources. */
export function sarifOf(findings: readonly Finding[], version: string): object {
  const names = Object.keys(rules) as (keyof typeof rules)[];
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "fd-reservation",
            semanticVersion: version,
            rules: names.map((name) => ({
              id: idOf(name),
              shortDescription: { text: rules[name].summary },
              defaultConfiguration: { level: "error" },
              properties: { tags: rules[name].mirrors },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => resultOf(finding, names.indexOf(finding.rule))),
      },
    ],
  };
}

/** As ESLint names the rule. */
function idOf(rule: string): string {
  return `ownership/${rule}`;
}

function resultOf(finding: Finding, ruleIndex: number): object {
  const { file, rule, message, text, help, line, column, endLine, endColumn, led } = finding;
  const advice = help === undefined ? "" : ` Help: ${help}.`;
  const artifactLocation = { uri: uriOf(file) };
  return {
    ruleId: idOf(rule),
    ruleIndex,
    level: "error",
    message: { text: `${message}: ${text}.${advice}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    relatedLocations: led.map((place, id) => ({
      id,
      message: { text: place.text },
      physicalLocation: { artifactLocation, region: { startLine: place.line, startColumn: place.column } },
    })),
  };
}

function uriOf(file: string): string {
  return file.split(path.sep).map(encodeURIComponent).join("/");
}
