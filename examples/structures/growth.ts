/**
 * A table grows while another thread looks at it: a copy takes the lock before it reads which table there is, and a look-up
 * stays in one read section until it has read what it wants. The old table is freed as soon as nobody may look at it.
 */
import { syscall, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { open } from "../bugs/calls.js";

/** Past what a table has room for at first, so that a copy needs more room as well. */
const HIGH = 32;
/** Past that, so that the table grows. */
const HIGHER = 64;

function growing(what: string, look: (current: Task) => number | void): Scenario {
  return scenario({
    name: `the table grows during ${what}`,
    kernel: { bitsPerLong: 32, nrOpenDefault: 32 },
    setup({ init }) {
      open(init);
      init.dup2(0, HIGH);
      return {};
    },
    tasks: {
      looking: (current) => syscall(current, () => look(current)),
      growing: (current) => current.dup2(0, HIGHER),
    },
  });
}

export const copying = growing("a copy", (current) => current.unshareFiles());
export const asking = growing("F_GETFD", (current) => current.fGetfd(0));
