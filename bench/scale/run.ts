/** Explores more and more tasks and calls; with --record, writes docs/data/scale.json and docs/scale.md. */
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { Output } from "../../src/cli/internal.js";
import { measure, measureShards } from "./measure.js";
import { dataFile, page, pageFile, readScale, type Scale } from "./page.js";

const output = new Output();
const [only] = process.argv.slice(2);
if (only !== undefined && only !== "--page" && only !== "--record") {
  process.stderr.write(
    "error: the options are --record: write what is measured, and --page: write the page of the record\n",
  );
  process.exit(2);
}

function measureAll(): Scale {
  const progress = (name: string): void => output.progress(name);
  return {
    version: 1,
    command: "npm run record -- scale",
    machine: {
      cpu: cpus()[0]?.model ?? "",
      cores: cpus().length,
      node: process.version,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
    },
    points: [
      ...measure(4, 5, { granularity: "call", failures: 1 }, progress),
      ...measure(4, 5, { granularity: "access", failures: 0 }, progress),
      ...measure(4, 5, { granularity: "access", failures: 1 }, progress),
    ],
    shards: [...measureShards(3, 3, [2, 4, 8]), ...measureShards(3, 5, [2, 4, 8])],
  };
}

const scale = only === "--page" ? readScale() : measureAll();
output.progressDone();
if (only === "--record") writeFileSync(dataFile, `${JSON.stringify(scale, null, 2)}\n`);
if (only !== undefined) {
  writeFileSync(pageFile, page(scale));
}
for (const { tasks, calls, granularity, failures, states, seconds, coverage } of scale.points) {
  output.line(
    `${tasks} x ${calls}  ${granularity}, ${failures} failures: ${states} states, ${seconds} s, ${coverage}`,
  );
}
if (only !== undefined) output.line("written to docs/scale.md; its chart: npm run record -- charts");
