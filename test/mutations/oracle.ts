/** The oracle as a noticer: a short comparison with the kernel of this machine. */
import * as kernel from "fd-reservation/kernel";
import { Machine } from "../oracle/machine.js";
import { search } from "../oracle/search.js";
import { say } from "./lines.js";

/** How many operations, at each of how many seeds. */
const OPERATIONS = { one: 4000, several: 400 } as const;
const SEEDS = [1, 2, 3];
const PATIENCE = 60_000;

const machine = await Machine.start();
try {
  for (const tasks of ["one", "several"] as const) {
    for (const seed of SEEDS) {
      const what = `${OPERATIONS[tasks]} operations, tasks: ${tasks}, seed ${seed}`;
      say({ tries: what, limit: PATIENCE });
      try {
        const operations = OPERATIONS[tasks];
        const { divergences } = await search(machine, kernel, { tasks, operations, seed, shrink: false });
        const [first] = divergences;
        if (first === undefined) continue;
        say({ notices: what, how: `the kernel: ${first.kernel}; the model: ${first.model}` });
      } catch (error) {
        say({ notices: what, how: String(error) });
      }
      process.exit();
    }
  }
} finally {
  machine.stop();
}
