/** What user space can notice of per-task reservations: each difference is there in the design that has it. */
import { explore, isScenario, type Scenario } from "fd-reservation/explore";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as faultAfterInstall from "../../examples/differences/fault-after-install.js";
import * as headerFault from "../../examples/differences/header-fault.js";
import * as lookUpOwnNumber from "../../examples/differences/look-up-own-number.js";
import * as nestedScope from "../../examples/differences/nested-scope.js";
import * as oops from "../../examples/differences/oops.js";
import * as receiveMany from "../../examples/differences/receive-many.js";
import * as receiveOrNothing from "../../examples/differences/receive-or-nothing.js";
import * as unshareWithASet from "../../examples/differences/unshare-with-a-set.js";
import * as usableBeforeReturn from "../../examples/differences/usable-before-return.js";

const differences: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "fault-after-install": faultAfterInstall,
  "header-fault": headerFault,
  "look-up-own-number": lookUpOwnNumber,
  "nested-scope": nestedScope,
  oops,
  "receive-many": receiveMany,
  "receive-or-nothing": receiveOrNothing,
  "unshare-with-a-set": unshareWithASet,
  "usable-before-return": usableBeforeReturn,
};

test("every difference is here, and on the page", () => {
  const files = readdirSync("examples/differences");
  expect(files).toEqual(Object.keys(differences).map((name) => `${name}.ts`));
  const page = readFileSync("docs/per-task.md", "utf8");
  expect(files.filter((file) => !page.includes(`examples/differences/${file}`))).toEqual([]);
});

const scenarios = Object.entries(differences).flatMap(([file, module]) =>
  Object.entries(module)
    .filter((entry): entry is [string, Scenario] => isScenario(entry[1]))
    .map(([name, scenario]) => ({ file, name, scenario })),
);

test.each(scenarios)("$file, $name: it is as the scenario says", ({ scenario }) => {
  const { verdict, coverage, counterexample } = explore(scenario);
  if (scenario.violates === undefined) expect([verdict, coverage]).toEqual(["holds", "EXHAUSTIVE"]);
  else {
    expect(verdict).toBe("expected");
    expect(counterexample?.violation?.message).toContain(scenario.violates);
  }
});
