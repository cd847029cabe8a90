/** `npm run help`: every npm script with a line, and what can be measured. */
import { measurements } from "./measurements.js";
import { namesText } from "./names-text.js";

/** What each script of package.json does. */
export const scripts: Readonly<Record<string, string>> = {
  start: "check every example, and print which layer stops which mistake",
  test: "lint, check the format, and run all tests",
  "test:fast": "the tests that need no other process and no long search: under a minute",
  "test:long": "all tests, the random ones at length",
  lint: "the lint rules on everything",
  format: "write everything in prettier's format",
  build: "build the package into dist",
  docs: "serve the site, and follow changes of its pages",
  "docs:build": "build the site",
  api: "write the API reports in etc/",
  bench: "bench -- NAME [options]: measure and print; --help as an option shows what there is",
  record: "record -- NAME: measure, and write the committed record",
  help: "this list",
};

/** The list, as it is printed. */
export function helpText(): string {
  const width = Math.max(...Object.keys(scripts).map((name) => name.length));
  const lines = Object.entries(scripts).map(([name, what]) => `  ${name.padEnd(width)}  ${what}`);
  const count = Object.keys(measurements).length;
  return `npm run ...\n${lines.join("\n")}\n\nNAME is one of these ${count}:\n${namesText()}`;
}

if (process.argv[1] === import.meta.filename) console.log(helpText());
