/** Findings as SARIF 2.1.0, the format in which code hosts take the results of analyses. */
import path from "node:path";
import { rules } from "../ownership/index.js";
import type { Finding } from "./ownership.js";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** The findings of the ownership lint. Files are named relative to the current folder, the root of the sources. */
export function sarifOf(findings: readonly Finding[], version: string): object {
  const names = Object.keys(rules) as (keyof typeof rules)[];
  return sarifLog(
    version,
    names.map((name) => ({
      id: idOf(name),
      shortDescription: { text: rules[name].summary },
      defaultConfiguration: { level: "error" },
      properties: { tags: rules[name].mirrors },
    })),
    findings.map((finding) => resultOf(finding, names.indexOf(finding.rule))),
  );
}

/** A log with one run. */
export function sarifLog(version: string, rules: readonly object[], results: readonly object[]): object {
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "fd-reservation",
            semanticVersion: version,
            rules,
          },
        },
        columnKind: "utf16CodeUnits",
        results,
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

/** A path as a URI. */
export function uriOf(file: string): string {
  return file.split(path.sep).map(encodeURIComponent).join("/");
}
