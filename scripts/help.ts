/** `npm run help`: a line for each npm script, and the names of the measurements. */
import { measurements } from "./measurements.js";
import { namesText } from "./names-text.js";

/** What each script of package.json does. */
export const scripts: Readonly<Record<string, string>> = {
  start: "check every example, and print which layer catches which mistake first",
  test: "build the package, and test the sources",
  "test:tarball": "pack the package and test it in projects that install it",
  "test:site": "build the site and test it in a browser",
  "test:fast": "tests without subprocesses and long searches",
  "test:long": "all tests, with more random runs",
  lint: "lint everything, and check the format",
  format: "format everything with prettier",
  build: "build the package into dist",
  docs: "serve the site, and reload changed pages",
  "docs:build": "build the site",
  api: "update the API reports in etc/",
  bench: "bench -- NAME [options]: measure and print; --help lists the options",
  record: "record -- NAME: measure, and update the committed record",
  help: "this list",
};

/** The printed list. */
export function helpText(): string {
  const width = Math.max(...Object.keys(scripts).map((name) => name.length));
  const lines = Object.entries(scripts).map(([name, what]) => `  ${name.padEnd(width)}  ${what}`);
  const count = Object.keys(measurements).length;
  return `npm run ...\n${lines.join("\n")}\n\nNAME is one of these ${count}:\n${namesText()}`;
}

if (process.argv[1] === import.meta.filename) console.log(helpText());
