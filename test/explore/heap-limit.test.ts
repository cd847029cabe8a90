/** A search of more states than the heap has room for as objects ends at its limit, and so does its process. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { inFolder } from "../cli/run.js";
import { runs } from "../effort.js";

/** What the process may use for its heap, in megabytes. */
const HEAP = runs({ fast: 64, usual: 64, long: 512 });
const STATES = runs({ fast: 1_000_000, usual: 1_000_000, long: 20_000_000 });

/** What came of a search, as its process prints it. */
interface Ended {
  readonly coverage: string;
  readonly verdict: string;
  readonly states: number;
  readonly bound: { readonly kind: string; readonly limit: number };
}

/** Searches four tasks that each repeat an access, in a process of its own with a small heap. */
function search(access: string, failures: number): Ended {
  const program = `
    import { explore, scenario } from "fd-reservation/explore";
    const body = ({ kernel: { memory } }, at) => { for (let time = 0; time < 70; time++) ${access}; };
    const { coverage, verdict, states, bound } = explore(
      scenario({
        name: "four tasks",
        setup: ({ kernel: { memory } }) => memory.allocate(1, "word"),
        tasks: { a: body, b: body, c: body, d: body },
      }),
      { maxStates: ${STATES}, reduce: false, failures: ${failures} },
    );
    console.log(JSON.stringify({ coverage, verdict, states, bound }));`;
  return inFolder({ "search.mjs": program }, (folder) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [`--max-old-space-size=${HEAP}`, path.join(folder, "search.mjs")],
      { cwd: folder, encoding: "utf8", timeout: 3_600_000 },
    );
    expect(status, stderr).toBe(0);
    return JSON.parse(stdout) as Ended;
  });
}

describe(`a search of ${STATES} states in a process with a heap of ${HEAP} MB is BOUNDED`, () => {
  test.each([
    ["states alone", "memory.store(at, 1)", 0],
    ["what tasks have seen grows, too", "memory.add(at, 1)", 0],
    ["sets of failures grow, too", 'memory.fails("ENOMEM", "x")', 8],
  ])("%s", { timeout: 3_600_000 }, (_, access, failures) => {
    const ended = search(access, failures);
    expect(ended).toMatchObject({ coverage: "BOUNDED", verdict: "holds" });
    expect(ended.bound).toEqual({ kind: "states", limit: STATES });
    expect(ended.states).toBeGreaterThanOrEqual(STATES);
  });
});
