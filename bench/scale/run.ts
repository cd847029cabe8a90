/** `npm run bench:scale`: explores more and more tasks and calls, and writes docs/data/scale.json, docs/scale.md and its plot. */
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { Output } from "../../src/cli/internal.js";
import { measure, measureShards } from "./measure.js";
import { dataFile, page, pageFile, plot, plotFile, readScale, type Scale } from "./page.js";

const output = new Output();
const [only] = process.argv.slice(2);
if (only !== undefined && only !== "--page") {
  process.stderr.write(
    "error: the only option is --page: write the page and the plot from what was recorded\n",
  );
  process.exit(2);
}

function measureAll(): Scale {
  const progress = (name: string): void => output.progress(name);
  return {
    version: 1,
    command: "npm run bench:scale",
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
writeFileSync(dataFile, `${JSON.stringify(scale, null, 2)}\n`);
writeFileSync(pageFile, page(scale));
writeFileSync(plotFile, plot(scale));
for (const { tasks, calls, granularity, failures, states, seconds, coverage } of scale.points) {
  output.line(
    `${tasks} x ${calls}  ${granularity}, ${failures} failures: ${states} states, ${seconds} s, ${coverage}`,
  );
}
output.line("written to docs/data/scale.json, docs/scale.md and docs/public/scale.svg");
