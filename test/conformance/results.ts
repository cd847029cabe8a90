/** How each table with an adapter does on the conformance file, as a page. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readSequences, run, type Adapter, type Results } from "../../conformance/run.js";
import { root } from "../../scripts/measurements.js";

const ADAPTERS = ["fd-reservation", "zenfs", "wasm-util", "memfs", "wasi-shim"];

/** An adapter of conformance/adapters. */
export async function adapterOf(name: string): Promise<Adapter> {
  const file = path.join(root, "conformance/adapters", `${name}.js`);
  const { default: adapter } = (await import(pathToFileURL(file).href)) as { default: Adapter };
  return adapter;
}

/** Performs the file on each table. */
export async function results(): Promise<Results[]> {
  const sequences = readSequences();
  const found: Results[] = [];
  for (const name of ADAPTERS) found.push(await run(sequences, await adapterOf(name)));
  return found;
}

/** The page. */
export function pageOf(all: readonly Results[], release: string, count: number): string {
  const rows = all.map(({ name, passed, failed, unsupported, missing }) => {
    const lacks = missing.length === 0 ? "nothing" : missing.map((op) => `\`${op}\``).join(", ");
    return `| ${name} | ${passed} | ${failed} | ${unsupported} | ${lacks} |`;
  });
  const classes = all
    .filter(({ failed }) => failed > 0)
    .map(({ name, classes }) => {
      const items = Object.entries(classes).map(([kind, { sequences, steps, given }]) => {
        const lines = steps.map(({ op, result, ...fields }) => {
          const parameters = Object.entries(fields).map(
            ([field, value]) => `${field}: ${JSON.stringify(value)}`,
          );
          return `${op}(${parameters.join(", ")}) = ${JSON.stringify(result)}`;
        });
        return `${sequences} ${sequences === 1 ? "sequence" : "sequences"}: \`${kind}\`\n\n\`\`\`text\n${lines.join("\n")}\ngiven: ${JSON.stringify(given)}\n\`\`\`\n`;
      });
      return `### ${name}\n\n${items.join("\n")}`;
    });
  return `# Descriptor tables, beside Linux

\`conformance/descriptors.jsonl\` has ${count} short sequences of descriptor operations with the answers of Linux ${release}. A
table in any language can be compared with it: the \`README.md\` beside it has the format and a runner.

| table | passed | failed | not supported | it has no |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

A sequence is not supported when it has an operation that the table, or its adapter, has not.

## Differences, each with its shortest sequence

${classes.join("\n")}
_Written by \`npm run record -- conformance\`._
`;
}
