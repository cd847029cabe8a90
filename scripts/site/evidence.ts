/** Writes the page of evidence: each recorded result of `docs/data/`, and how to repeat it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { markdownTable } from "../../src/cli/internal.js";
import { numberText, RECORDS } from "./records.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Writes `docs/evidence.md`; gives how many records are on it. */
export function writeEvidence(): number {
  const folder = path.join(root, "docs/data");
  const names = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length));
  const known = Object.keys(RECORDS);
  const rank = (name: string): number => (known.includes(name) ? known.indexOf(name) : known.length);
  names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const sections = names.map((name) => {
    const record = JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8")) as unknown;
    return recordSection(name, record);
  });
  writeFileSync(path.join(root, "docs/evidence.md"), [INTRODUCTION, ...sections].join("\n\n") + "\n");
  return names.length;
}

const INTRODUCTION = `---
title: Evidence
---

# Evidence

Each section has a result, the record that it is from, and the command that repeats it. Times are those of the machine that
recorded them. Counts of the model are the same on every machine. All runs on these pages are made when the site is built,
and the tests compare [the matrix](./matrix.md) with a new measurement.`;

/**
 * One record as a section.
 *
 * @throws Error when it does not say which command made it.
 */
export function recordSection(name: string, record: unknown): string {
  const { title = words(name), result, shows = "", chart, elsewhere = [] } = RECORDS[name] ?? {};
  const { command, version: _version, ...rest } = record as Record<string, unknown>;
  if (typeof command !== "string")
    throw new Error(`docs/data/${name}.json does not name the \`command\` that made it`);
  const body = render(
    Object.fromEntries(Object.entries(rest).filter(([field]) => !elsewhere.includes(field))),
  );
  return [
    `## ${title} {#${name}}`,
    ...(result === undefined ? [] : [`**${result(record as never)}**`]),
    shows,
    ...(chart === undefined ? [] : [`![${chart.alt}](./charts/${chart.name}.svg)`]),
    ...(body === "" ? [] : [`<details><summary>The record</summary>\n\n${body}\n\n</details>`]),
    `\`\`\`sh\n${command}\n\`\`\``,
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

type Fields = Readonly<Record<string, unknown>>;

/** Scalars as one table, each list of records and each record of records as another, and the rest below names. */
function render(fields: Fields): string {
  const parts: string[] = [];
  const scalars = Object.entries(fields).filter(([, value]) => isScalar(value));
  if (scalars.length > 0) {
    parts.push(table([["what", "value"], ...scalars.map(([name, value]) => [words(name), cell(value)])]));
  }
  for (const [name, value] of Object.entries(fields)) {
    if (isScalar(value)) continue;
    const body = nested(value);
    // What is long or wide is folded.
    parts.push(
      body.split("\n").length > 24 || /^\|(?:[^|]*\|){9}/.test(body)
        ? `<details><summary>${words(name)}</summary>\n\n${body}\n\n</details>`
        : `**${words(name)}**\n\n${body}`,
    );
  }
  return parts.join("\n\n");
}

function nested(value: unknown): string {
  if (Array.isArray(value)) {
    if (value.every(isScalar)) return value.map((item) => `- ${cell(item)}`).join("\n");
    return records(value.map((item: unknown) => [undefined, item as Fields]));
  }
  const entries = Object.entries(value as Fields);
  const isTable = entries.length > 1 && entries.every(([, item]) => isFlat(item));
  return isTable ? records(entries as [string, Fields][]) : render(value as Fields);
}

/** Records as a table, a column a field; a field that is itself a record gives a column for each of its fields. */
function records(rows: readonly (readonly [string | undefined, Fields])[]): string {
  const flat = rows.map(([name, fields]) => [name, flatten(fields)] as const);
  const columns = [...new Set(flat.flatMap(([, fields]) => Object.keys(fields)))];
  const isNamed = rows.some(([name]) => name !== undefined);
  return table([
    [...(isNamed ? ["which"] : []), ...columns.map(words)],
    ...flat.map(([name, fields]) => [
      ...(isNamed ? [name ?? ""] : []),
      ...columns.map((column) => cell(fields[column])),
    ]),
  ]);
}

function flatten(fields: Fields, before = ""): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, unknown][] =>
      isScalar(value) || Array.isArray(value)
        ? [[before + name, value]]
        : Object.entries(flatten(value as Fields, `${before}${name} `)),
    ),
  );
}

function table(rows: readonly (readonly string[])[]): string {
  return markdownTable(rows).join("\n");
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== "object";
}

function isFlat(value: unknown): boolean {
  return !isScalar(value) && !Array.isArray(value) && Object.values(value as Fields).every(isScalar);
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value))
    return value.every(isScalar) ? value.map(cell).join(", ") : `${value.length} of them`;
  if (typeof value === "object") return cell(JSON.stringify(value));
  if (typeof value === "number") return numberText(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text
    .replaceAll("<", "&lt;")
    .replaceAll("|", "\\|")
    .replaceAll("{{", "&#123;&#123;")
    .replace(/\s*\n\s*/g, " ");
}

/** `severalTasks` as words. */
function words(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
    .replaceAll("-", " ");
}
