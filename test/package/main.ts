/**
 * Asks every combination of TypeScript, ESLint and Node what it says of a project with known mistakes, and prints the
 * table; with --record, writes docs/compilers.md. Exits with 1 when a combination says anything else than the others.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "../../scripts/command-line.js";
import { markdownTable } from "../../src/cli/internal.js";
import { ask, isAsExpected, MISTAKES, refusals } from "./cells.js";
import { otherNode } from "./other-node.js";
import { pack, root } from "./pack.js";

const folder = mkdtempSync(path.join(tmpdir(), "fd-reservation-compilers-"));
build();
const { tarball } = pack(root, folder);

const rows: string[][] = [["TypeScript", "ESLint", "Node", "the rules in ESLint", "`check`"]];
for (const node of [process.execPath, otherNode("22"), otherNode("24")]) {
  for (const typescript of ["typescript-5.9", "typescript"] as const) {
    for (const eslint of ["eslint", "eslint-10"] as const) {
      const told = ask({ typescript, eslint, node }, folder, tarball);
      if (!isAsExpected(told)) process.exitCode = 1;
      const found = told.lint.filter((finding) => MISTAKES.includes(finding)).length;
      const besides = told.lint.length - found;
      rows.push([
        ...told.versions,
        `${found} of ${MISTAKES.length} mistakes${besides === 0 ? "" : `, and ${besides} besides`}`,
        told.check.join("; "),
      ]);
    }
  }
}

const refused = [["TypeScript", "command", "exit code", "what it says"]];
for (const typescript of [undefined, "typescript-7"] as const) {
  for (const [command, { code, says }] of Object.entries(refusals(typescript, folder, tarball)))
    refused.push([
      typescript === undefined ? "none" : "7 only",
      `\`${command}\``,
      String(code),
      `\`${says ?? ""}\``,
    ]);
}
rmSync(folder, { recursive: true });

const table = (cells: readonly (readonly string[])[]): string => markdownTable(cells).join("\n");
const text = `# Which TypeScript, ESLint and Node

Written by \`npm run record -- compilers\`: the packed package in a project with known mistakes, beside each TypeScript,
ESLint and Node that it supports, with typescript-eslint 8. A mistake counts as found when rule, line and column are the
expected ones.

${table(rows)}

Where there is no compiler that they can use, \`check\` and ESLint refuse to run:

${table(refused)}

The other commands that compile (\`lint\`, \`cost\`, \`matrix\`, \`replay\`, \`export\`) refuse as \`check\` does. In
ESLint it is typescript-eslint that refuses, before any rule runs; the same command helps: \`npm i -D typescript@6\`.

These are the mistakes, one finding each:

${MISTAKES.map((mistake) => `- \`${mistake}\``).join("\n")}
`;
process.stdout.write(text);
if (process.argv.includes("--record")) writeFileSync(path.join(root, "docs/compilers.md"), text);
