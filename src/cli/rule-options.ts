/** The options of the ownership rules from a file: the same object that ESLint's configuration gives them. */
import { readFileSync } from "node:fs";
import { conventions, type AnalysisOptions } from "../ownership/index.js";
import { presets } from "../ownership/internal.js";
import { isRecord } from "./json.js";
import { UsageError } from "./usage-error.js";

const MEANT = `Give an object such as { "ignoredTypes": ["Events"], "conventions": { "thenable": false } }.`;

/**
 * Reads the options of the rules.
 *
 * @throws {@link UsageError} when the file cannot be read, or has what the rules do not know.
 */
export function readRuleOptions(file: string): AnalysisOptions {
  let options: unknown;
  try {
    options = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${file} cannot be read: ${code ?? message}`, MEANT);
  }
  const fault = isRecord(options) ? faultOf(options) : "it is no object";
  if (fault !== undefined) throw new UsageError(`${file}: ${fault}`, MEANT);
  return options as AnalysisOptions;
}

function faultOf(options: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, value] of Object.entries(options)) {
    if (name === "ignoredTypes") {
      if (!isNames(value)) return "ignoredTypes is no list of names";
    } else if (name === "conventions") {
      const fault = isRecord(value) ? faultOfConventions(value) : "conventions is no object";
      if (fault !== undefined) return fault;
    } else if (name === "preset") {
      if (!presets.some((preset) => preset === value)) return `preset is none of ${presets.join(", ")}`;
    } else return `the rules have no option ${name}`;
  }
  return undefined;
}

function faultOfConventions(settings: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, value] of Object.entries(settings)) {
    const convention = Object.entries(conventions).find(([known]) => known === name)?.[1];
    if (convention === undefined) return `there is no convention ${name}`;
    if (value === false) continue;
    if (typeof convention.pattern === "string") return `the convention ${name} can only be false`;
    if (!isNames(value)) return `the convention ${name} is neither false nor a list of names`;
  }
  return undefined;
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}
