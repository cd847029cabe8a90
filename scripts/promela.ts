/**
 * Has SPIN check the Promela model of every example with several tasks, prints its verdict and states beside the
 * explorer's, and writes docs/data/promela.json.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { toPromela } from "fd-reservation/explore";
import { hasSpin, runSpin } from "../bench/explore/spin.js";
import { examplesWithTasks } from "./examples-with-tasks.js";

if (!hasSpin()) {
  console.error("spin or gcc is not installed: apt-get install spin gcc");
  process.exit(2);
}

const examples = await examplesWithTasks();
const rows = examples.map(({ file, scenario }, index) => {
  if (process.stderr.isTTY)
    process.stderr.write(`\r\u001b[K${index + 1}/${examples.length} ${scenario.name}`);
  const { text, verdict, states, transitions } = toPromela(scenario);
  const spin = runSpin(text, "-O0");
  return {
    scenario: scenario.name,
    file,
    tasks: scenario.order.length,
    explorer: { verdict, states, transitions },
    spin: {
      verdict: spin.verdict,
      states: spin.states,
      transitions: spin.transitions,
      stateBytes: spin.stateBytes,
    },
  };
});
if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");

const disagreeing = rows.filter(({ explorer, spin }) => explorer.verdict !== spin.verdict);
mkdirSync("docs/data", { recursive: true });
const data = {
  version: 1,
  command: "npm run promela",
  granularity: "call",
  failures: 1,
  agree: rows.length - disagreeing.length,
  rows,
};
writeFileSync("docs/data/promela.json", `${JSON.stringify(data, null, 2)}\n`);

const width = Math.max(...rows.map(({ scenario }) => scenario.length));
console.log(`${"scenario".padEnd(width)}  explorer            SPIN`);
for (const { scenario, explorer, spin } of rows) {
  const own = `${explorer.verdict.padEnd(8)} ${String(explorer.states).padStart(9)}`;
  console.log(
    `${scenario.padEnd(width)}  ${own}  ${spin.verdict.padEnd(8)} ${String(spin.states).padStart(9)}`,
  );
}
console.log(`${data.agree} of ${rows.length} verdicts agree; written to docs/data/promela.json`);
process.exitCode = disagreeing.length === 0 ? 0 : 1;
