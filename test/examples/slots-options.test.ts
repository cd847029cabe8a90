/**
 * What the bugs and misuses of slots come to with other options: the same by task work, whose cells the pages fill from the
 * glue; and which of them are harmless because of the refusal to unshare alone.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { explore, isScenario, scenario, type Exploration, type Scenario } from "fd-reservation/explore";
import type { SlotsKernelOptions } from "../../src/kernel/index.js";
import { runs } from "../effort.js";

/** The scenarios of the slots design, by file and export. */
async function slotsScenarios(): Promise<[name: string, found: Scenario][]> {
  const all: [string, Scenario][] = [];
  for (const file of globSync("examples/{bugs,misuse}/*/slots.ts").sort()) {
    const exports = (await import(path.resolve(file))) as Record<string, unknown>;
    for (const [name, found] of Object.entries(exports))
      if (isScenario(found)) all.push([`${file}#${name}`, found]);
  }
  return all;
}

function withOptions({ kernel, ...more }: Scenario, options: Omit<SlotsKernelOptions, "scheme">): Scenario {
  if (kernel?.scheme !== "slots") return expect.unreachable("a slots scenario on another scheme");
  return scenario({ ...more, kernel: { ...kernel, ...options } });
}

/** What the matrix goes by. */
function endOf({ verdict, coverage, counterexample }: Exploration): object {
  return { verdict, coverage, violation: counterexample?.violation?.message };
}

test("committed by task work, each mistake and bug ends as it does with the glue", async () => {
  const all = await slotsScenarios();
  expect(all.length).toBeGreaterThan(80);
  const count = runs({ fast: 5, usual: 20, long: all.length });
  const some = fc.subarray(all, { minLength: count, maxLength: count });
  for (const [name, found] of fc.sample(some, 1)[0] ?? []) {
    expect(endOf(explore(withOptions(found, { commitVia: "task-work" }))), name).toEqual(
      endOf(explore(found)),
    );
  }
});

test("five misuses are harmless because unshare and exec are refused, as docs/per-task.md names them", async () => {
  const named = ["close-range-unshare", "execve", "unshare", "unshare-in-helper", "unshare-through-alias"];
  const sentence = /Five cells of the[^]*?unshareReserving/.exec(
    readFileSync("docs/per-task.md", "utf8"),
  )?.[0];
  for (const name of named) expect(sentence).toContain(`\`${name}\``);
  for (const name of named) {
    const { default: found } = (await import(path.resolve(`examples/misuse/${name}/slots.ts`))) as {
      readonly default: Scenario;
    };
    expect(explore(found).verdict, name).toBe("holds");
    expect(explore(withOptions(found, { unshareReserving: "leave" })).verdict, name).toBe("violated");
  }
  const unsharing = globSync("examples/{bugs,misuse}/*/slots.ts").filter((file) =>
    /unshareFiles|execve\(|isolate\(|UNSHARE/.test(readFileSync(file, "utf8")),
  );
  expect(unsharing.map((file) => path.basename(path.dirname(file))).sort()).toEqual(named);
});
