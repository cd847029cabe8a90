/** Every run of the examples that is published: it is explained by the kind of what it violates, and its own schedule leads to it. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  explore,
  follow,
  isScenario,
  type Scenario,
  type Trace,
  type Violation,
} from "fd-reservation/explore";
import { globSync } from "tinyglobby";
import { beforeAll, describe, expect, test } from "vitest";
import { isLong } from "../effort.js";
import type { Fault } from "../../src/explore/explanation.js";

/** What each is told by, and nothing else is. */
const says: Readonly<Record<Fault, RegExp>> = {
  leak: /does not give back what was taken, nor does any other code/,
  "left-locked": /returns inside a lock or a read section/,
  "undone-twice": /undoes a second time/,
  "not-locked": /that it is not in/,
  "used-after-move": /uses what it has given away/,
  "left-behind": /leaves its table while it holds a reservation/,
  uncommitted: /waits while its files are installed/,
  "freed-under-a-user": /frees what others can still reach/,
  "published-too-early": /fails although its descriptor is installed/,
  "taken-back": /takes back a number that is installed/,
  unreserved: /at a number that is not reserved/,
  "set-differs": /the table and the sets of tasks at odds/,
  lost: /loses what was there/,
  "wrong-file": /names a file which does not belong there/,
  "no-object": /at which no object lies/,
  bug: /makes the kernel stop/,
  warning: /makes the kernel warn/,
  guarded: /breaks a rule of the binding/,
  checked: /what the scenario's check refuses/,
  thrown: /makes the program throw/,
  stuck: /waiting for what nobody will do/,
  inconsistent: /a table that contradicts itself/,
};

/**
 * How a run goes wrong as a reader tells it: by the printed violation, and by whether the slot had been open. The
 * explanation is made of data, and so each of the two is a check of the other.
 */
function readFault({ violation, before, steps }: Trace): Fault {
  const { kind, rule, message, descriptor = -1 } = violation as Violation;
  const wasOpen = [before, ...steps.map(({ tables }) => tables)].some((tables) =>
    tables.some(({ slots }) => slots.some(({ fd, state }) => fd === descriptor && state === "open")),
  );
  const found = readings.find(([pattern]) => pattern.test(`${kind} ${rule}: ${message}`));
  if (found === undefined) throw new Error(`nobody has read "${kind} ${rule}: ${message}"`);
  const [, fault] = found;
  return fault === "unreserved" && wasOpen ? "taken-back" : fault;
}

const readings: readonly (readonly [pattern: RegExp, fault: Fault])[] = [
  [/^check /, "checked"],
  [/^exception /, "thrown"],
  [/^deadlock /, "stuck"],
  [/^guard .*outlived its syscall/, "leak"],
  [/^guard .*was called while the task holds/, "left-behind"],
  [/^guard .* (after it was|after its transaction)/, "used-after-move"],
  [/^guard .*(a task that|for a task that|with \d+ files)/, "guarded"],
  [/the call failed and yet fd \d+ is open/, "published-too-early"],
  [/ for ever: every syscall has returned$/, "leak"],
  [/^kernel leak.* its count is \d+ and \d+ references exist$/, "leak"],
  [/^kernel leaked-object.*: references are left when every task has exited$/, "leak"],
  [/^kernel use-after-free.* its count is \d+ and \d+ references exist$/, "freed-under-a-user"],
  [/^kernel use-after-free.*(released?$|freed$)/, "freed-under-a-user"],
  [/although its bit in open_fds was clear$/, "unreserved"],
  [/in the sets of \d+ tasks$/, "set-differs"],
  [/is in a slot of a task and is \w+$/, "set-differs"],
  [/is reserved by a task and its bit is clear$/, "set-differs"],
  [/full_fds_bits bit \d+ is (true|false) and its word is (true|false)$/, "inconsistent"],
  [/: BUG in /, "bug"],
  [/: WARN in /, "warning"],
  [/^kernel (null-pointer|out-of-bounds)/, "no-object"],
];

/** Every explanation that tells no consequence: it names two accesses and their order, or says that it found none. */
const ORDER =
  /^\S.* comes before .*\. The other way around nothing is violated\.( Without .* nothing is violated either\.)?$/;
const NONE = "No nearer run was found that holds: look at what the tasks do, not at when.";

describe("the runs of the examples", () => {
  const published: { readonly about: string; readonly scenario: Scenario; readonly run: Trace }[] = [];

  beforeAll(async () => {
    const seen = new Set<Scenario>();
    // Most of the misuses end alike, in each of seven designs.
    const ignore = isLong ? [] : ["examples/misuse/*/!(raw|slots).ts"];
    for (const file of globSync(["examples/**/*.ts"], { ignore }).sort()) {
      const module = (await import(pathToFileURL(path.resolve(file)).href)) as object;
      for (const scenario of Object.values(module).flat().filter(isScenario)) {
        // A scenario that expects no violation has none, or check fails; no run of it is published.
        if (seen.has(scenario) || scenario.violates === undefined) continue;
        seen.add(scenario);
        const about = `${file}: ${scenario.name}`;
        const { counterexample } = explore(scenario);
        if (counterexample === undefined) throw new Error(`${about} holds`);
        published.push({ about, scenario, run: counterexample });
      }
    }
  });

  test("are explained by the kind of what they violate", () => {
    const told = new Map<Fault | "order" | "none", number>();
    for (const { about, run } of published) {
      const { why = "" } = run;
      const fault = readFault(run);
      const faults = Object.entries(says).flatMap(([name, pattern]) => (pattern.test(why) ? [name] : []));
      const is = ORDER.test(why) ? "order" : why === NONE ? "none" : fault;
      expect(faults, `${about}: ${why}`).toEqual(is === fault ? [fault] : []);
      told.set(is, (told.get(is) ?? 0) + 1);
    }
    // Those that the corpus is made of are among them, and hardly any run stays without an explanation.
    const counts = Object.fromEntries(told);
    expect(counts).toMatchObject({ none: expect.any(Number) as number });
    expect((counts["none"] ?? 0) / published.length).toBeLessThan(0.05);
    for (const fault of [
      "leak",
      "freed-under-a-user",
      "published-too-early",
      "taken-back",
      "unreserved",
    ] as const)
      expect(told.get(fault), fault).toBeGreaterThan(1);
  });

  test("break in the same way on their own schedule, step by step", () => {
    expect(published.length).toBeGreaterThan(60);
    for (const { about, scenario, run } of published) {
      const again = follow(scenario, run);
      expect(again.violation, about).toEqual(run.violation);
      expect(again.failures, about).toEqual(run.failures);
      // The last step may be seen to its end, or to where it violates.
      expect(again.steps.slice(0, -1), about).toEqual(run.steps.slice(0, -1));
      expect(again.steps.length, about).toBe(run.steps.length);
    }
  });
});
