/**
 * Has SPIN check the Promela model of every example with several tasks, prints its verdict and states beside the
 * explorer's; with --record, writes docs/data/promela.json.
 */
import { writeFileSync } from "node:fs";
import { toPromela } from "fd-reservation/explore";
import { hasSpin, runSpin, SpinTimeout, type SpinResult } from "../bench/explore/spin.js";
import { examplesWithTasks } from "./examples-with-tasks.js";

if (!hasSpin()) {
  console.error("spin or gcc is not installed: apt-get install spin gcc");
  process.exit(2);
}

/** What SPIN may take for one model, in seconds. */
const SECONDS = 300;

function within(text: string): Pick<SpinResult, "verdict" | "states" | "transitions" | "stateBytes"> | null {
  try {
    const { verdict, states, transitions, stateBytes } = runSpin(text, "-O0", SECONDS);
    return { verdict, states, transitions, stateBytes };
  } catch (error) {
    if (error instanceof SpinTimeout) return null;
    throw error;
  }
}

const examples = await examplesWithTasks();
const rows = examples.map(({ file, scenario }, index) => {
  if (process.stderr.isTTY)
    process.stderr.write(`\r\u001b[K${index + 1}/${examples.length} ${scenario.name}`);
  const { text, verdict, states, transitions } = toPromela(scenario);
  const spin = within(text);
  return {
    scenario: scenario.name,
    file,
    tasks: scenario.order.length,
    explorer: { verdict, states, transitions },
    spin,
  };
});
if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");

const compared = rows.filter(({ spin }) => spin !== null);
const disagreeing = compared.filter(({ explorer, spin }) => explorer.verdict !== spin?.verdict);
const data = {
  version: 1,
  command: "npm run record -- promela",
  granularity: "call",
  failures: 1,
  agree: compared.length - disagreeing.length,
  // SPIN gave no verdict on the others in this time.
  compared: compared.length,
  secondsEach: SECONDS,
  rows,
};
const isRecorded = process.argv.includes("--record");
if (isRecorded) writeFileSync("docs/data/promela.json", `${JSON.stringify(data, null, 2)}\n`);

const width = Math.max(...rows.map(({ scenario }) => scenario.length));
console.log(`${"scenario".padEnd(width)}  explorer            SPIN`);
for (const { scenario, explorer, spin } of rows) {
  const own = `${explorer.verdict.padEnd(8)} ${String(explorer.states).padStart(9)}`;
  const theirs =
    spin === null
      ? `no verdict in ${SECONDS} s`
      : `${spin.verdict.padEnd(8)} ${String(spin.states).padStart(9)}`;
  console.log(`${scenario.padEnd(width)}  ${own}  ${theirs}`);
}
console.log(
  `${data.agree} of ${data.compared} verdicts agree, of ${rows.length} scenarios${isRecorded ? "; written to docs/data/promela.json" : ""}`,
);
process.exitCode = disagreeing.length === 0 ? 0 : 1;
