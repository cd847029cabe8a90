/** Counterexamples in the formats of other tools, each held against the rules of its format. */
import { explore, type Trace } from "fd-reservation/explore";
import { describe, expect, test } from "vitest";
import * as closeRange from "../../examples/races/close-range.js";
import * as lostCommit from "../../examples/races/lost-commit.js";
import * as rule2 from "../../examples/races/rule-2.js";
import * as structures from "../../examples/structures/counter.js";
import { SHIVIZ_PARSER, toItf, toMermaid, toShiViz } from "../../src/explore/exports.js";

const traces = [
  lostCommit.plain,
  rule2.unguarded,
  rule2.guarded,
  structures.forgotten,
  structures.hasty,
  closeRange.referenceOnDropped,
].map((scenario): [string, Trace] => [scenario.name, explore(scenario).counterexample as Trace]);

// A message or note ends at a line's end or a semicolon, and # begins a character's code.
const TEXT = "(?:[^#;<>\\n]|#\\d+;|<br/>)+";
const STATEMENTS = [
  `title ${TEXT}`,
  `participant (?:T\\d+|K) as ${TEXT}|participant K as kernel`,
  `T\\d+->>K: ${TEXT}`,
  `note over (?:T\\d+,)?K: ${TEXT}`,
].map((rule) => new RegExp(`^  (?:${rule})$`));

describe.each(traces)("%s", (_, trace) => {
  test("Mermaid: statements of a sequence diagram, each participant declared before it acts", () => {
    const [first, ...statements] = toMermaid(trace).trimEnd().split("\n");
    expect(first).toBe("sequenceDiagram");
    const declared = new Set<string>();
    for (const statement of statements) {
      expect(
        STATEMENTS.some((rule) => rule.test(statement)),
        statement,
      ).toBe(true);
      const [, participant] = /^ {2}participant (\w+)/.exec(statement) ?? [];
      if (participant !== undefined) declared.add(participant);
      const actors = /^ {2}(?:note over )?([TK\d,]+)(?:->>K)?:/.exec(statement)?.[1]?.split(",") ?? [];
      for (const actor of actors) expect(declared).toContain(actor);
    }
    expect(statements.filter((statement) => statement.includes("->>K"))).toHaveLength(trace.steps.length);
  });

  test("ITF: every state has every variable, and values are the format's", () => {
    const itf = JSON.parse(JSON.stringify(toItf(trace))) as {
      "#meta": Record<string, unknown>;
      vars: string[];
      states: Record<string, unknown>[];
    };
    expect(itf["#meta"]).toMatchObject({ format: "ITF", status: "violation" });
    expect(itf.states).toHaveLength(trace.steps.length + 1);
    itf.states.forEach((state, index) => {
      expect(Object.keys(state).sort()).toEqual(["#meta", ...itf.vars].sort());
      expect(state["#meta"]).toEqual({ index });
      for (const name of itf.vars) expectItfValue(state[name]);
    });
  });

  test("ShiViz: its expression reads every line, and the clocks are vector clocks", () => {
    const log = toShiViz(trace);
    const events = [...log.matchAll(new RegExp(SHIVIZ_PARSER, "g"))];
    expect(events.map(([text]) => text).join("\n")).toBe(log.trimEnd());
    expect(events).toHaveLength(trace.steps.length);
    const latest = new Map<string, Record<string, number>>();
    for (const { groups } of events) {
      const { host = "", clock = "" } = groups ?? {};
      const now = JSON.parse(clock) as Record<string, number>;
      const before = latest.get(host) ?? {};
      // A host counts its own events one by one, forgets nothing, and knows of no event that has not been.
      expect(now[host]).toBe((before[host] ?? 0) + 1);
      for (const [name, count] of Object.entries(before)) expect(now[name]).toBeGreaterThanOrEqual(count);
      for (const [name, count] of Object.entries(now)) {
        if (name !== host) expect(count).toBeLessThanOrEqual(latest.get(name)?.[name] ?? 0);
      }
      latest.set(host, now);
    }
  });
});

/** A value as ADR 015 of Apalache has it: big integers, maps, sets and tuples in objects with one # key. */
function expectItfValue(value: unknown): void {
  if (typeof value === "string" || typeof value === "boolean") return;
  expect(value).toBeTypeOf("object");
  const entries = Object.entries(value as object);
  const [[key, inner] = []] = entries;
  if (key === "#bigint") {
    expect(entries).toHaveLength(1);
    expect(inner).toMatch(/^-?\d+$/);
  } else if (key === "#map") {
    expect(entries).toHaveLength(1);
    for (const pair of inner as unknown[][]) {
      expect(pair).toHaveLength(2);
      pair.forEach(expectItfValue);
    }
  } else {
    for (const [name, field] of entries) {
      expect(name).not.toMatch(/^#/);
      expectItfValue(field);
    }
  }
}

test("a task that a task made is a participant, too", () => {
  const [[, trace]] = traces as [[string, Trace]];
  const [step] = trace.steps;
  const made = { ...trace, steps: [{ ...step, task: "task@99" }] } as Trace;
  expect(toMermaid(made)).toContain("participant T2 as task@99\n");
  expect(toMermaid(made)).toContain("  T2->>K: ");
  expect(toShiViz(made)).toMatch(/^task@99 {"task@99":1}\n/);
});
